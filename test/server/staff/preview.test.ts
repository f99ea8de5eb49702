import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SWITCHED_OFF } from '../../../src/host/traits.js';
import { sampleConversation } from '../../support/server/memory-conversations.js';
import { testHub, type Client, type TestHub } from '../../support/server/test-hub.js';

let hub: TestHub;
let operator: Client;
beforeAll(async () => {
  hub = await testHub({
    traitsOf: (channel) => ({
      ...SWITCHED_OFF,
      ...(channel === 'sms' && { textUnit: 'segments' as const, maxText: 4, maxParts: 2 }),
    }),
  });
  hub.conversations.add(sampleConversation('s1', hub.clock.now(), { channel: 'sms' }), []);
  const flag = { id: 'f', reason: 'sealed' as const, summary: '密件', at: hub.clock.now(), urgent: false };
  hub.conversations.add(sampleConversation('secret', hub.clock.now(), { flags: [flag] }), []);
  operator = await hub.signIn(['operator']);
});
afterAll(() => hub.app.close());
const preview = (id: string, text: string, who = operator) =>
  who.call('POST', `/api/staff/conversations/${id}/preview`, { text });

describe('what a text message costs is told before it is sent', () => {
  test.each([
    ['盐'.repeat(70), [1]],
    ['盐'.repeat(71), [2]],
    [`${'您好。'.repeat(100)}`, [4, 1]],
  ])('%.6s…: %j segments', async (text, lengths) => {
    const { status, body } = await preview('s1', text);
    expect(status).toBe(200);
    expect(body).toMatchObject({ unit: 'segments', most: 4, cut: false });
    expect(body['parts']).toEqual(lengths.map((length) => expect.objectContaining({ length })));
  });

  test('and that its end would be left out', async () => {
    expect((await preview('s1', '您好。'.repeat(1000))).body).toMatchObject({ cut: true });
  });
});

test('elsewhere it is counted as the channel counts, and nothing is sent', async () => {
  const { body } = await preview('c1', '路灯修好了');
  expect(body).toMatchObject({ unit: 'chars', parts: [{ text: '路灯修好了', length: 5 }] });
  expect(hub.conversations.messagesOf('c1')).toHaveLength(1);
});

test('only who may answer there may look', async () => {
  const auditor = await hub.signIn(['auditor']);
  expect((await preview('c1', '好', auditor)).status).toBe(403);
  expect((await preview('secret', '好')).body).toMatchObject({ code: 'sealed-matter' });
});
