import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import {
  answerTo,
  history,
  newPhone,
  openApp,
  post,
  send,
  upload,
  PIXEL,
  type AppBench,
  type Phone,
} from './bench.js';

describe('messages of the app', () => {
  let bench: AppBench;
  let phone: Phone;
  beforeEach(async () => {
    bench = await openApp();
    phone = await newPhone(bench);
  });
  afterEach(() => bench.close());

  test('a message is stored with device, words and the bytes as sent', async () => {
    const item = { clientMessageId: 'm1', text: '路灯不亮', fromTheNextVersion: { a: 1 } };
    const [result] = await send(bench, phone, item);
    const [entry] = bench.host.entries('accepted');
    expect(result).toEqual({ type: 'accepted', clientMessageId: 'm1', messageId: entry?.messageId });
    expect(entry?.message).toMatchObject({
      channel: 'app',
      account: 'app',
      externalId: `${phone.deviceId}:m1`,
      kind: 'text',
      from: { id: phone.deviceId },
      text: '路灯不亮',
    });
    expect(JSON.parse(Buffer.from(entry?.raw.bytes ?? []).toString())).toEqual(item);
  });

  test('however an outbox is cut into batches, shuffled and repeated, each message is stored once', async () => {
    const texts = ['一', '二', '三', '四', '五'];
    const sendings = fc.array(fc.array(fc.nat(texts.length - 1), { minLength: 1, maxLength: 8 }), {
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(sendings, async (batches) => {
        const own = await newPhone(bench);
        const before = bench.host.accepted.length;
        for (const batch of batches)
          await send(bench, own, ...batch.map((n) => ({ clientMessageId: `m${n}`, text: texts[n] })));
        const stored = bench.host.accepted.slice(before).map(({ text }) => text);
        expect(stored.sort()).toEqual([...new Set(batches.flat())].map((n) => texts[n]).sort());
      }),
      { numRuns: 15 },
    );
  });

  test('a batch goes in in the order in which it was written', async () => {
    await send(bench, phone, ...['a', 'b', 'c'].map((text) => ({ clientMessageId: text, text })));
    expect(bench.host.accepted.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });

  test('what is refused holds up no other, and says how to mend it in the language asked for', async () => {
    const batch = [
      { clientMessageId: 'm1', text: '第一条' },
      { clientMessageId: 'm2', text: '长'.repeat(10_001) },
      { clientMessageId: 'm3' },
      { clientMessageId: 'm4', attachments: ['never-uploaded'] },
      { clientMessageId: 'm5', text: 'a\ud800b' },
      { clientMessageId: 'm6', text: '图', attachments: Array.from({ length: 10 }, (_, n) => `p${n}`) },
      { clientMessageId: 'm7', text: '最后一条' },
    ];
    const response = await post(bench, phone, batch, { 'accept-language': 'en' });
    expect(response.json()).toMatchObject({
      results: [
        { type: 'accepted' },
        { type: 'refused', clientMessageId: 'm2', problem: { code: 'too-large' } },
        { type: 'refused', problem: { code: 'empty-message', message: 'The message is empty.' } },
        {
          type: 'refused',
          problem: { code: 'attachment-not-found', fields: [{ message: 'never-uploaded' }] },
        },
        { type: 'refused', problem: { code: 'invalid-utf8' } },
        { type: 'refused', problem: { code: 'too-many-attachments' } },
        { type: 'accepted', clientMessageId: 'm7' },
      ],
    });
    expect(bench.host.accepted.map(({ text }) => text)).toEqual(['第一条', '最后一条']);
  });

  test('too many at once: the rest come later, and none overtakes', async () => {
    await bench.close();
    bench = await openApp({ limits: { perDevice: { messages: { points: 2, perSeconds: 60 } } } });
    phone = await newPhone(bench);
    const batch = ['1', '2', '3', '4'].map((text) => ({ clientMessageId: text, text }));
    const results = await send(bench, phone, ...batch);
    expect(results.map(({ type }) => type)).toEqual(['accepted', 'accepted', 'refused', 'refused']);
    for (const result of results.slice(2))
      expect(result).toMatchObject({
        problem: { code: 'rate-limited' },
        retryAfterSeconds: expect.any(Number),
      });
  });

  test('other words under a known id are kept, and the sender is told', async () => {
    await send(bench, phone, { clientMessageId: 'm1', text: '路灯不亮' });
    const [conflict] = await send(bench, phone, { clientMessageId: 'm1', text: '井盖丢失' });
    expect(conflict).toMatchObject({ type: 'conflict', problem: { code: 'id-reused' } });
    expect(bench.host.accepted.map(({ text }) => text)).toEqual(['路灯不亮', '井盖丢失']);
  });

  test('a store that fails is not acknowledged, and the same batch later loses and doubles nothing', async () => {
    const batch = [
      { clientMessageId: 'm1', text: '一' },
      { clientMessageId: 'm2', text: '二' },
    ];
    const accept = bench.host.accept.bind(bench.host);
    bench.host.accept = async (message, raw) => {
      if (message.text === '二') throw new Error('the disk is full');
      return accept(message, raw);
    };
    const failed = await post(bench, phone, batch);
    expect(failed.statusCode).toBe(500);
    expect(failed.body).not.toContain('disk');
    bench.host.accept = accept;
    expect((await send(bench, phone, ...batch)).map(({ type }) => type)).toEqual(['duplicate', 'accepted']);
  });

  test('two devices may use the same ids without touching each other', async () => {
    const other = await newPhone(bench);
    await send(bench, phone, { clientMessageId: 'm1', text: '甲' });
    expect(await send(bench, other, { clientMessageId: 'm1', text: '乙' })).toMatchObject([
      { type: 'accepted' },
    ]);
    expect((await history(bench, other)).messages.map(({ text }) => text)).toEqual(['乙']);
  });

  test('a report: photos, place and what was picked, which triage reads and the citizen sees as picked', async () => {
    for (const id of ['near', 'wide']) await upload(bench, phone, id, PIXEL, `${id}.png`);
    const location = { lat: 33.3776, lng: 120.1573, datum: 'gcj02', label: '建军路58号' };
    await send(bench, phone, {
      clientMessageId: 'r1',
      attachments: ['near', 'wide', 'near'],
      category: '井盖破损',
      location,
    });
    expect(bench.host.accepted[0]).toMatchObject({
      kind: 'image',
      text: '井盖破损',
      location,
      attachments: [{ name: 'near.png' }, { name: 'wide.png' }],
    });
    const [own] = (await history(bench, phone)).messages;
    expect(own).toMatchObject({ text: '', category: '井盖破损', location, clientMessageId: 'r1' });
  });

  test.each([
    ['a place alone', { location: { lat: 33.4, lng: 120.1, datum: 'wgs84' } }, { kind: 'location' }],
    ['a category alone', { category: '路灯' }, { kind: 'text', text: '路灯' }],
    ['category and words', { category: '路灯', text: '不亮' }, { kind: 'text', text: '路灯\n不亮' }],
    [
      'a pressed button',
      { button: 'yes', text: '没问题' },
      { kind: 'event', event: { type: 'button', key: 'yes' }, fullText: '没问题' },
    ],
    ['a hidden character', { text: '跳\u200b楼' }, { text: '跳楼', notices: [expect.any(String)] }],
  ])('%s', async (_what, item, stored) => {
    await send(bench, phone, { clientMessageId: 'm1', ...item });
    expect(bench.host.accepted).toMatchObject([stored]);
  });

  test.each([
    ['a clock that is right', -60_000, '2026-11-23T07:59:00Z', 0],
    ['three days without network', -3 * 86_400_000, '2026-11-20T08:00:00Z', 1],
    ['a clock a little fast', 60_000, '2026-11-23T08:00:00Z', 0],
    ['a clock a day fast', 86_400_000, '2026-11-23T08:00:00Z', 1],
    ['a clock that was reset', -50 * 365 * 86_400_000, '2026-11-23T08:00:00Z', 1],
  ])('when it was written, by %s', async (_what, offset, at, notices) => {
    bench.host.now = new Date('2026-11-23T08:00:00Z');
    const sentAt = new Date(bench.host.now.getTime() + offset).toISOString();
    await send(bench, phone, { clientMessageId: 'm1', text: '现在还在冒烟', sentAt });
    const [message] = bench.host.accepted;
    expect(message?.sentAt.toISOString()).toBe(new Date(at).toISOString());
    expect(message?.receivedAt).toEqual(bench.host.now);
    expect(message?.notices).toHaveLength(notices);
  });

  test.each<[string, unknown[], string]>([
    ['a query operator as text', [{ clientMessageId: 'm1', text: { $gt: '' } }], 'validation-failed'],
    ['an id with a path', [{ clientMessageId: '../x', text: 'x' }], 'validation-failed'],
    [
      'a place off the earth',
      [{ clientMessageId: 'm', location: { lat: 91, lng: 0, datum: 'wgs84' } }],
      'validation-failed',
    ],
    [
      'a place without its datum',
      [{ clientMessageId: 'm', location: { lat: 33, lng: 120 } }],
      'validation-failed',
    ],
    ['no message', [], 'validation-failed'],
    [
      '21 messages',
      Array.from({ length: 21 }, (_, n) => ({ clientMessageId: `m${n}`, text: 'x' })),
      'validation-failed',
    ],
    ['2 MB', [{ clientMessageId: 'm1', text: 'x'.repeat(2_000_000) }], 'body-too-large'],
  ])('%s: nothing of the call is taken', async (_what, batch, code) => {
    expect((await post(bench, phone, batch)).json()).toMatchObject({ code });
    expect(bench.host.accepted).toEqual([]);
  });

  test('history shows own words, answers and staff without their names, in pages', async () => {
    await send(bench, phone, { clientMessageId: 'm1', text: '路灯不亮' });
    const staff = { type: 'staff', staffId: 's1', name: '王小明' } as const;
    const content = { text: '在哪条路？', buttons: [{ label: '转人工', value: 'agent' }], attachments: [] };
    bench.host.putOutbound(answerTo(phone.deviceId, 'o1', '', { content }));
    bench.host.putOutbound(answerTo(phone.deviceId, 'o2', '我来处理', { author: staff }));
    const first = await history(bench, phone, '?limit=2');
    expect(first).toMatchObject({
      more: true,
      messages: [
        { seq: 1, from: 'you', clientMessageId: 'm1', status: 'received' },
        { seq: 2, from: 'bot', buttons: [{ label: '转人工', value: 'agent' }], status: 'sent' },
      ],
    });
    const rest = await history(bench, phone, '?after=2');
    expect(rest).toMatchObject({ more: false, messages: [{ from: 'staff', text: '我来处理' }] });
    expect(JSON.stringify([first, rest])).not.toMatch(/王小明|s1"/);
  });

  test('receipts reach the hub, with the time of the device, and only for its own answers', async () => {
    bench.host.now = new Date('2026-11-23T08:00:00Z');
    bench.host.putOutbound(answerTo(phone.deviceId, 'o1', '您好'));
    bench.host.putOutbound(answerTo('somebody-elses-device', 'o2', '别人的'));
    const at = '2026-11-23T15:30:00+08:00';
    const response = await bench.app.inject({
      method: 'POST',
      url: '/api/app/receipts',
      headers: phone.headers,
      payload: {
        receipts: [
          { messageId: 'o1', status: 'read', at },
          { messageId: 'o2', status: 'read' },
          { messageId: 'o3', status: 'delivered' },
          { messageId: 'o1', status: 'delivered', at: '2030-01-01T00:00:00Z' },
        ],
      },
    });
    expect(response.json()).toEqual({ unknown: ['o2', 'o3'] });
    const receipts = bench.host.entries('receipt').map(({ receipt }) => receipt);
    expect(receipts).toEqual([
      { outboxId: 'o1', account: 'app', status: 'read', at: new Date(at) },
      { outboxId: 'o1', account: 'app', status: 'delivered', at: bench.host.now },
    ]);
  });
});
