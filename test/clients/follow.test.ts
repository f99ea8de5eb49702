import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connect, follow, type AppApi } from '../../clients/typescript/index.js';
import { answerTo, openApp, type AppBench } from '../channels/app/bench.js';
import { Network, newDevice } from './device.js';

let bench: AppBench;
let network: Network;
let api: AppApi;
const device = newDevice();
beforeEach(async () => {
  bench = await openApp();
  await bench.app.listen({ host: '127.0.0.1', port: 0 });
  network = new Network();
  api = await connect({ baseUrl: bench.app.listeningOrigin, fetch: network.fetch }, device);
});
afterEach(() => bench.close());

const say = (id: string) => bench.host.putOutbound(answerTo(device.deviceId, id, id));
const quick = (): number => 5;

test('a conversation is followed through a network that goes and comes, each message once, in order', async () => {
  const over = new AbortController();
  const heard: string[] = [];
  say('o1');
  for await (const { id } of follow(api, 0, over.signal, quick)) {
    heard.push(id);
    if (id === 'o1') {
      network.state = 'away';
      say('o2');
      setTimeout(() => (network.state = 'loses-answers'), 20);
      setTimeout(() => (network.state = 'up'), 40);
    }
    if (id === 'o2') setTimeout(() => say('o3'), 10);
    if (id === 'o3') over.abort();
  }
  expect(heard).toEqual(['o1', 'o2', 'o3']);
});

test('what arrived is told to the hub', async () => {
  const over = new AbortController();
  say('o1');
  const following = (async () => {
    for await (const message of follow(api, 0, over.signal, quick)) expect(message.id).toBe('o1');
  })();
  await bench.host.until('the receipt', () => bench.host.entries('receipt').length > 0);
  over.abort();
  await following;
  expect(bench.host.entries('receipt')).toMatchObject([{ receipt: { outboxId: 'o1', status: 'delivered' } }]);
});

test('a device that was signed out is told, instead of waiting for ever', async () => {
  await api.signOutDevice();
  const next = follow(api, 0, new AbortController().signal, quick).next();
  await expect(next).rejects.toMatchObject({ code: 'no-device' });
});
