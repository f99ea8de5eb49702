import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { connect, Hub, Outbox, type AppApi, type Flushed } from '../../clients/typescript/index.js';
import { openApp, PIXEL, type AppBench } from '../channels/app/bench.js';
import { MemoryStorage, Network, newDevice } from './device.js';

describe('the outbox of a phone', () => {
  let bench: AppBench;
  let network: Network;
  let api: AppApi;
  let storage: MemoryStorage;
  let outbox: Outbox;
  const files = new Map([['photo', PIXEL]]);

  const open = async (settings: object = {}) => {
    bench = await openApp(settings);
    await bench.app.listen({ host: '127.0.0.1', port: 0 });
    network = new Network();
    api = await connect({ baseUrl: bench.app.listeningOrigin, fetch: network.fetch }, newDevice());
    storage = new MemoryStorage();
    outbox = reopen();
  };
  const reopen = () => new Outbox(api, storage, async (id) => files.get(id) ?? Buffer.alloc(0));
  beforeEach(() => open());
  afterEach(() => bench.close());

  const stored = () => bench.host.accepted.map(({ text }) => text);

  test('messages outlive the app, the network and lost answers, in order and once', async () => {
    network.state = 'away';
    for (const text of ['一', '二', '三']) await outbox.add({ text });
    expect(await outbox.flush()).toEqual({ left: 3, refused: [] });
    outbox = reopen();
    network.state = 'loses-answers';
    expect(await outbox.flush()).toMatchObject({ left: 3 });
    network.state = 'up';
    expect(await outbox.flush()).toEqual({ left: 0, refused: [] });
    expect(stored()).toEqual(['一', '二', '三']);
  });

  test('when a message was written is when the citizen wrote it', async () => {
    await outbox.add({ text: '现在还在冒烟', sentAt: new Date(Date.now() - 3 * 86_400_000).toISOString() });
    await outbox.flush();
    const [message] = bench.host.accepted;
    const days = ((message?.receivedAt.getTime() ?? 0) - (message?.sentAt.getTime() ?? 0)) / 86_400_000;
    expect(Math.round(days)).toBe(3);
  });

  test('many messages go in batches the hub takes, in order', async () => {
    const texts = Array.from({ length: 45 }, (_, n) => `第${n}条`);
    for (const text of texts) await outbox.add({ text });
    expect(await outbox.flush()).toMatchObject({ left: 0 });
    expect(stored()).toEqual(texts);
  });

  test('flushes at the same time are one, and what is added meanwhile is not lost', async () => {
    await outbox.add({ text: '一' });
    const [first, second] = [outbox.flush(), outbox.flush()];
    const added = outbox.add({ text: '二' });
    await Promise.all([first, second, added]);
    await outbox.flush();
    expect(stored()).toEqual(['一', '二']);
  });

  test.each<[string, (box: Outbox) => Promise<string>, string]>([
    ['too long', (box) => box.add({ text: '长'.repeat(10_001) }), 'too-large'],
    [
      'malformed, so that the hub refuses its whole batch',
      (box) => box.add({ text: 'x', category: '长'.repeat(51) }),
      'validation-failed',
    ],
    [
      'with a file that is none',
      (box) => box.add({ text: 'x' }, [{ uploadId: 'lost', name: 'x.jpg' }]),
      'file-empty',
    ],
  ])('a message %s is handed back with the reason, and holds up no other', async (_what, add, code) => {
    await outbox.add({ text: '之前' });
    const id = await add(outbox);
    await outbox.add({ text: '之后' });
    const { left, refused } = await outbox.flush();
    expect(left).toBe(0);
    expect(refused).toMatchObject([{ message: { clientMessageId: id }, problem: { code } }]);
    expect(refused[0]?.problem.hint).not.toBe('');
    expect(stored()).toEqual(['之前', '之后']);
  });

  test('a photo goes before its message, and not twice when only the answer was lost', async () => {
    network.state = 'loses-answers';
    await outbox.add({ text: '见图' }, [{ uploadId: 'photo', name: '近景.png' }]);
    await outbox.flush();
    network.state = 'up';
    await outbox.flush();
    expect(bench.host.accepted).toMatchObject([{ kind: 'image', attachments: [{ name: '近景.png' }] }]);
  });

  test('a hub that asks for patience keeps the rest in the outbox, and says how long', async () => {
    await bench.close();
    await open({ limits: { perDevice: { messages: { points: 2, perSeconds: 60 } } } });
    for (const text of ['一', '二', '三']) await outbox.add({ text });
    const flushed: Flushed = await outbox.flush();
    expect(flushed).toEqual({ left: 1, retryAfterSeconds: expect.any(Number), refused: [] });
    expect(stored()).toEqual(['一', '二']);
    expect(await storage.load()).toMatchObject([{ message: { text: '三' } }]);
  });

  test('a hub that fails is tried later, and nothing is handed back', async () => {
    bench.host.failNext('accept', { type: 'throw', error: new Error('the store is away') });
    await outbox.add({ text: '一' });
    expect(await outbox.flush()).toEqual({ left: 1, refused: [] });
    expect(await outbox.flush()).toEqual({ left: 0, refused: [] });
  });

  test('signed out, nothing leaves the outbox, and the app hears why', async () => {
    await outbox.add({ text: '一' });
    await api.signOutDevice();
    await expect(outbox.flush()).rejects.toMatchObject({ status: 401, code: 'no-device' });
    expect(await storage.load()).toHaveLength(1);
  });

  test('an answer that is none of ours is no success', async () => {
    const portal = new Response('<html>酒店上网登录</html>', { status: 200 });
    const hub = new Hub({ baseUrl: 'http://127.0.0.1', fetch: async () => portal });
    const isAny = (value: unknown): value is object => typeof value === 'object';
    await expect(hub.json({ method: 'GET', path: '/' }, isAny)).rejects.toMatchObject({
      code: 'unexpected-answer',
      isFinal: false,
    });
  });
});
