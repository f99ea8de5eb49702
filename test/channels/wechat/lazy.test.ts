import { expect, jest, test } from '@jest/globals';
import { FakeHost } from '../../conformance/fake-host.js';

/** wechaty is 166 MB: whoever does not use it must not read it. */
const load = jest.fn(() => ({ WechatyBuilder: {}, types: { Message: {} } }));
jest.unstable_mockModule('wechaty', load);

test('the channel’s definition, settings and adapters are made without wechaty; a start loads it', async () => {
  const { default: wechat } = await import('../../../src/channels/wechat/index.js');
  const account = { account: 'hotline', token: 'puppet_x', retry: { firstSeconds: 60 } };
  const host = new FakeHost();
  const [adapter] = wechat.create(wechat.config.parse({ accounts: [account] }), host);
  expect(load).not.toHaveBeenCalled();
  await adapter?.start();
  await host.until('wechaty to be loaded', () => load.mock.calls.length > 0);
  await adapter?.stop();
});

test('a hub without the channel never loads it', async () => {
  load.mockClear();
  const { startHub } = await import('../../support/running-hub.js');
  const running = await startHub();
  expect((await fetch(`${running.base}/healthz`)).status).toBe(200);
  await running.stop();
  expect(load).not.toHaveBeenCalled();
});
