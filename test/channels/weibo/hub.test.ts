import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { US, user, WeiboPeer } from '../../peers/weibo.js';
import { startHub, type RunningHub } from '../../support/running-hub.js';
import { MESSAGES, settingsOf } from './bench.js';

/** The channel in the whole hub: its store, its conversation, its outbox. */
let peer: WeiboPeer;
let running: RunningHub;
beforeAll(async () => {
  peer = await WeiboPeer.open();
  const comments = [{ ...settingsOf('comments', peer.url), requestSeconds: 10 }];
  const messages = [{ ...settingsOf('messages', peer.url), requestSeconds: 10 }];
  running = await startHub({ weibo: { enabled: true, debounceMs: 20, comments, messages } });
});
afterAll(async () => {
  await running.stop();
  await peer.goAway();
});

/** The next reply that matches. */
async function written(words: RegExp, to: object): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const found = peer.written.find((each) => words.test(each.text) && isTo(each.to, to));
    if (found) return found.text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing like ${String(words)} was written; but ${JSON.stringify(peer.written)}`);
}
const isTo = (given: object, wanted: object): boolean =>
  JSON.stringify({ ...given, ...wanted }) === JSON.stringify(given);

test('who complains in public is shown the way to a private channel, and nothing of the case', async () => {
  const by = { user: user('1000000011', '路灯下的人') };
  const text = '@盐城12345 我是张建国，电话13912345678，建军路88号路灯坏了三天';
  const commentId = peer.comment(text, ['comments/to_me', 'comments/mentions'], by);
  const reply = await written(/私/, { commentId });
  expect(reply).not.toMatch(/13912345678|张建国|建军路|路灯/);
  expect(reply).toMatch(/\/continue\/[\w-]{22}$/);
  expect(peer.written.filter(({ to }) => to.commentId === commentId)).toMatchObject([{ rip: US.rip }]);
});

test('a post that names us is answered beneath it', async () => {
  const by = { user: user('1000000012', '河边散步') };
  const statusId = peer.mention('@盐城12345 串场河边垃圾没人清', by);
  expect(await written(/私/, { statusId })).not.toMatch(/垃圾/);
});

test('in private the whole of a request is taken, and its ticket is told there alone', async () => {
  const citizen = '1000000013';
  const say = async (text: string): Promise<void> => {
    const { path, query, body } = peer.pushOf({ type: 'text', sender_id: BigInt(citizen), text, data: {} });
    const url = `${running.base}/webhooks/weibo/${MESSAGES}/${path}?${query}`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(200);
  };
  await say('我要投诉，盐城市亭湖区建军中路88号门口路灯坏了三天，我是张建国，电话13912345678');
  await written(/没问题，提交/, { citizen });
  await say('没问题');
  await written(/YC\d{17}/, { citizen });
  expect(peer.written.filter(({ type, text }) => type !== 'message' && /YC\d{17}/.test(text))).toEqual([]);
});
