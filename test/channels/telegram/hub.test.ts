import { expect, test } from '@jest/globals';
import { BOT, TelegramPeer, type Fields } from '../../peers/telegram.js';
import { startHub, type RunningHub } from '../../support/running-hub.js';

/** The channel in the whole hub, once by each way of receiving: its store, its conversation, its outbox. */
const ACCOUNT = { account: BOT.username, token: BOT.token, pollSeconds: 1, retry: { firstSeconds: 0.05 } };

describeHub('webhook', (peer, running) => async (update) => {
  const { headers, body } = peer.pushOf(update);
  const url = `${running.base}/webhooks/telegram/${ACCOUNT.account}`;
  expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
});
describeHub('poll', (peer) => async (update) => peer.enqueue(update));

type Deliver = (update: Fields & { update_id: number }) => Promise<void>;

function describeHub(
  receive: 'webhook' | 'poll',
  deliverBy: (peer: TelegramPeer, running: RunningHub) => Deliver,
): void {
  test(`by ${receive}: who opens the chat is welcomed, and a matter becomes a ticket`, async () => {
    const peer = await TelegramPeer.open();
    const account = { ...ACCOUNT, receive, apiRoot: peer.url };
    const running = await startHub({ telegram: { enabled: true, debounceMs: 20, accounts: [account] } });
    try {
      const deliver = deliverBy(peer, running);
      const say = async (text: string): Promise<string> => {
        const before = peer.shown.length;
        await deliver(peer.update({ message: peer.message({ text }) }));
        await until(
          () => peer.shown.length > before,
          () => `no answer to ${text}`,
        );
        return peer.shown
          .slice(before)
          .map((shown) => shown.text)
          .join('\n');
      };
      if (receive === 'webhook')
        await until(
          () => peer.webhook !== undefined,
          () => 'no webhook',
        );

      expect(await say('/start')).toMatch(/您好/);
      const answers: string[] = [];
      for (const words of MATTER) answers.push(await say(words));
      expect(answers.join('\n')).toMatch(/\d{10,}/);
      const tickets = await running.connection.collection('tickets').countDocuments();
      expect(tickets).toBe(1);
    } finally {
      await running.stop();
      await peer.goAway();
    }
  });
}

const MATTER = ['亭湖区建军中路58号门口的路灯坏了三天，晚上很黑', '我姓王，电话13812345678', '是的', '确认'];

async function until(condition: () => boolean, why: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(why());
}
