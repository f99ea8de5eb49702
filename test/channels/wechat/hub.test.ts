import { expect, test } from '@jest/globals';
import { startHub } from '../../support/running-hub.js';
import { accountIn } from './bench.js';
import { CITIZEN, WeChatWorld } from './world.js';

/** The channel in the whole hub: its store, its conversation, its outbox. */
test('a citizen’s matter becomes a ticket, and the answers reach them', async () => {
  const world = new WeChatWorld();
  const settings = { enabled: true, debounceMs: 20, accounts: [accountIn(world)] };
  const running = await startHub({ wechat: settings });
  try {
    await world.running();
    const answers: string[] = [];
    for (const [n, text] of MATTER.entries()) {
      const before = world.shown.length;
      world.deliver({ id: `m-${n}`, text });
      await until(() => world.shown.length > before, `no answer to ${text}`);
      answers.push(...world.shown.slice(before).map((shown) => shown.text));
    }
    expect(answers.join('\n')).toMatch(/\d{10,}/);
    expect(world.shown.every(({ to }) => to === CITIZEN)).toBe(true);
    expect(await running.connection.collection('tickets').countDocuments()).toBe(1);
  } finally {
    await running.stop();
  }
});

const MATTER = ['亭湖区建军中路58号门口的路灯坏了三天，晚上很黑', '我姓王，电话13812345678', '是的', '确认'];

async function until(condition: () => boolean, why: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(why);
}
