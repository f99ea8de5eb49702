import { afterAll, beforeAll, expect, test } from '@jest/globals';
import sharp from 'sharp';
import {
  connect,
  follow,
  Outbox,
  Refused,
  type AppApi,
  type AppMessage,
  type AppNewDevice,
} from '../../clients/typescript/index.js';
import { PushGatewayPeer } from '../peers/push-gateway.js';
import { startHub, type RunningHub } from '../support/running-hub.js';
import { MemoryStorage, Network, newDevice } from './device.js';

/** The client against the whole hub: its store, its conversation, its outbox, and a push gateway. */
let gateway: PushGatewayPeer;
let running: RunningHub;
beforeAll(async () => {
  gateway = await PushGatewayPeer.open();
  const push = { gateway: { url: gateway.url, secret: PushGatewayPeer.SECRET }, graceSeconds: 0 };
  running = await startHub({ app: { enabled: true, debounceMs: 20, push } });
});
afterAll(async () => {
  await running.stop();
  await gateway.goAway();
});

const join = (device: AppNewDevice, network = new Network()): Promise<AppApi> =>
  connect({ baseUrl: running.base, fetch: network.fetch }, device);

/** The next message that fits; the test's own time limit ends a wait in vain. */
async function hear(api: AppApi, expected: (message: AppMessage) => boolean, after = 0): Promise<AppMessage> {
  const over = new AbortController();
  for await (const message of follow(api, after, over.signal)) {
    if (!expected(message)) continue;
    over.abort();
    return message;
  }
  throw new Error('the conversation ended');
}
const isAnswer = ({ from }: AppMessage): boolean => from === 'bot';

test('a report with photos, place and category, written without network, becomes a conversation', async () => {
  const network = new Network();
  const api = await join({ ...newDevice(), pushToken: 'token-of-wang' }, network);
  const photo = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
  const outbox = new Outbox(api, new MemoryStorage(), async () => photo);

  network.state = 'away';
  await outbox.add(
    {
      text: '亭湖区建军路58号门口井盖破了，差点摔倒',
      category: '井盖破损',
      location: { lat: 33.3776, lng: 120.1573, datum: 'gcj02', label: '亭湖区建军路58号' },
    },
    [
      { uploadId: 'near', name: '近景.jpg' },
      { uploadId: 'wide', name: '远景.jpg' },
    ],
  );
  expect(await outbox.flush()).toMatchObject({ left: 1 });
  network.state = 'loses-answers';
  expect(await outbox.flush()).toMatchObject({ left: 1 });
  network.state = 'up';
  expect(await outbox.flush()).toEqual({ left: 0, refused: [] });

  const answer = await hear(api, isAnswer);
  const { messages } = await api.readMessages();
  const own = messages.filter(({ from }) => from === 'you');
  expect(own).toMatchObject([
    {
      text: '亭湖区建军路58号门口井盖破了，差点摔倒',
      category: '井盖破损',
      location: { label: '亭湖区建军路58号' },
      attachments: [{ name: '近景.jpg', mime: 'image/jpeg' }, { name: '远景.jpg' }],
    },
  ]);
  const bytes = await api.getFile(own[0]?.attachments[0]?.id ?? '');
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();

  await gateway.until(() => gateway.notices.length > 0);
  expect(gateway.notices[0]).toMatchObject({ token: 'token-of-wang', text: '您有一条新回复' });
  expect(JSON.stringify(gateway.notices)).not.toMatch(/井盖|建军路/);

  await api.sendReceipts({ receipts: [{ messageId: answer.id, status: 'read' }] });
  const seen = (await api.readMessages({ after: answer.seq - 1, limit: 1 })).messages;
  expect(seen).toMatchObject([{ id: answer.id, status: 'read' }]);
});

test('registered again, the device finds its conversation; another device finds nothing', async () => {
  const device = newDevice();
  const api = await join(device);
  await api.sendMessages({ messages: [{ clientMessageId: 'm1', text: '路灯不亮' }] });
  const first = await hear(api, isAnswer);
  const again = await join({ ...device, appVersion: '2.0.0' });
  expect((await again.readMessages()).messages.map(({ id }) => id)).toContain(first.id);
  expect((await (await join(newDevice())).readMessages()).messages).toEqual([]);
  await expect(join({ ...device, deviceKey: 'a-key-of-somebody-else-entirely-1' })).rejects.toMatchObject({
    status: 403,
    code: 'device-key-wrong',
  });
});

test('a refusal tells code, words and mend in the language asked for', async () => {
  const device = newDevice();
  const english = await connect({ baseUrl: running.base, language: 'en' }, device);
  const { results } = await english.sendMessages({ messages: [{ clientMessageId: 'm1' }] });
  expect(results).toMatchObject([
    { type: 'refused', problem: { code: 'empty-message', message: 'The message is empty.' } },
  ]);
  await english.signOutDevice();
  const error: unknown = await english.readMessages().catch((e: unknown) => e);
  expect(error).toBeInstanceOf(Refused);
  expect(error).toMatchObject({ status: 401, code: 'no-device', isFinal: true });
});

test('the whole hub describes these routes with examples', async () => {
  const document = await (await fetch(`${running.base}/openapi.json`)).text();
  expect(document).toContain('"/api/app/messages"');
  expect(document).toContain('"AppNewMessagesInput"');
  expect(document).toContain('井盖破损');
});
