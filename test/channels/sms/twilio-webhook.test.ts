import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { mediaPath, signed, type TwilioPeer } from '../../peers/twilio.js';
import { answerTo, callBack, CITIZEN, openTwilio, openTwilioOn, type SmsBench } from './bench.js';

let bench: SmsBench<TwilioPeer>;
beforeEach(() => open());
afterEach(() => bench.close());
async function open(settings: object = {}): Promise<void> {
  bench = await openTwilio(settings);
  await bench.adapter.start();
}
const TAKEN = { status: 200, text: '<Response/>' };
const REFUSED = { status: 403, text: 'signature' };

describe('only what Twilio signed for our address gets in', () => {
  const URL = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const voice = { CallSid: 'CA1234567890ABCDE', Digits: '1234', To: '+18005551212' };
  test.each([
    ['+12349013030', '0/KCTR6DLpKmkAf8muzZqo1nDgQ='],
    ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
  ])('the peer signs as published: a call of %s', (caller, signature) => {
    expect(signed(URL, { ...voice, Caller: caller, From: caller }, '12345').signature).toBe(signature);
  });

  test('three deliveries of one text are one message, answered without words', async () => {
    const text = bench.peer.text('路灯坏了 😀 & 很黑');
    for (let n = 0; n < 3; n++) expect(await callBack(bench, text)).toEqual(TAKEN);
    expect(bench.host.accepted).toMatchObject([
      { externalId: text['MessageSid'], from: { id: CITIZEN }, text: '路灯坏了 😀 & 很黑' },
    ]);
  });

  test.each([
    ['another token', { token: 'another' }],
    ['http instead of https', { signedFor: 'http://12345.example.cn/webhooks/sms/city' }],
    ['another port', { signedFor: 'https://12345.example.cn:8443/webhooks/sms/city' }],
    ['another host', { signedFor: 'https://evil.example/webhooks/sms/city' }],
    ['another path', { signedFor: 'https://12345.example.cn/webhooks/sms/other' }],
    ['a query that was not called', { signedFor: 'https://12345.example.cn/webhooks/sms/city?x=1' }],
    ['no signature', { headers: { 'x-twilio-signature': '' } }],
    ['a short signature', { headers: { 'x-twilio-signature': 'abc' } }],
  ])('a signature for %s is refused', async (_name, options) => {
    expect(await callBack(bench, bench.peer.text('x'), '', options)).toEqual(REFUSED);
    expect(bench.host.journal).toEqual([]);
  });

  test('headers that a stranger writes do not choose the address', async () => {
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      'x-original-url': '/x',
    };
    const signedFor = 'http://evil.example/webhooks/sms/city';
    expect(await callBack(bench, bench.peer.text('x'), '', { signedFor, headers })).toEqual(REFUSED);
    expect(await callBack(bench, bench.peer.text('x'), '', { headers })).toEqual(TAKEN);
  });

  test('the order of the query counts; a field given twice counts with all its values', async () => {
    const path = '/status?id=out-1&n=2';
    const fields = { MessageSid: `SM${'1'.repeat(32)}`, MessageStatus: 'delivered', Extra: ['b', 'a', 'a'] };
    const signedFor = 'https://12345.example.cn/webhooks/sms/city/status?n=2&id=out-1';
    expect(await callBack(bench, fields, path, { signedFor })).toEqual(REFUSED);
    expect(await callBack(bench, fields, path)).toMatchObject({ status: 204 });
  });

  test('behind another public address that one is signed', async () => {
    await bench.close();
    await open({ publicUrl: 'https://sms.example.cn/hub/' });
    const signedFor = 'https://sms.example.cn/hub/webhooks/sms/city';
    expect(await callBack(bench, bench.peer.text('x'), '', { signedFor })).toEqual(TAKEN);
    expect(await callBack(bench, bench.peer.text('x'))).toEqual(REFUSED);
  });

  test.each([
    ['JSON', 'application/json', '{}', 415],
    ['too much', 'application/x-www-form-urlencoded', `Body=${'x'.repeat(70_000)}`, 413],
    ['nothing', 'application/x-www-form-urlencoded', '', 403],
  ])('%s is refused and stores nothing', async (_name, type, payload, status) => {
    const headers = { 'content-type': type, 'x-twilio-signature': 'x' };
    const url = '/webhooks/sms/city';
    const answer = await bench.app.inject({ method: 'POST', url, headers, payload });
    expect(answer.statusCode).toBe(status);
    expect(bench.host.journal).toEqual([]);
  });

  test('before the account has started, and when the store fails, Twilio is not told that all is well', async () => {
    const text = bench.peer.text('水管爆了');
    bench.host.failNext('accept', { type: 'throw', error: new Error('away') });
    expect(await callBack(bench, text)).toMatchObject({ status: 503 });
    expect(await callBack(bench, text)).toEqual(TAKEN);
    expect(bench.host.accepted).toHaveLength(1);
    const cold = await openTwilioOn(bench.peer, bench.host);
    expect(await callBack(cold, bench.peer.text('早'))).toMatchObject({ status: 503 });
    await cold.close();
  });

  test.each([
    ['another medium', { From: 'whatsapp:+8613800138000' }],
    ['a service number', { From: '10086' }],
    ['no id', { MessageSid: '' }],
    ['a strange count', { NumMedia: 'many' }],
  ])('signed but not understood (%s) is kept for people', async (_name, change) => {
    expect(await callBack(bench, bench.peer.text('你好', change))).toEqual(TAKEN);
    expect(bench.host.entries('quarantined')).toMatchObject([{ code: 'unreadable' }]);
  });
});

describe('a reply code binds a text to its ticket', () => {
  test('what went out about two tickets is answered about the one that is named', async () => {
    for (const [n, ticketId] of ['t-lamp', 't-water'].entries()) {
      const message = bench.host.putOutbound(answerTo(`out-${n}`, '您的诉求有新进展。', { ticketId }));
      expect(await bench.adapter.send(message, message.id)).toMatchObject({ ok: true });
    }
    expect(bench.peer.taken.map(({ body }) => body)).toEqual([
      '您的诉求有新进展。\n（回复此事请以“1 ”开头）',
      '您的诉求有新进展。\n（回复此事请以“2 ”开头）',
    ]);
    for (const words of ['２：还是没修', '1 修好了谢谢', '3 不认识', '还有一件事']) {
      await callBack(bench, bench.peer.text(words));
    }
    expect(
      bench.host.accepted.map(({ text, fullText, thread }) => [thread.ticketId, text, fullText]),
    ).toEqual([
      ['t-water', '还是没修', '２：还是没修'],
      ['t-lamp', '修好了谢谢', '1 修好了谢谢'],
      [undefined, '3 不认识', undefined],
      [undefined, '还有一件事', undefined],
    ]);
  });

  test('another telephone cannot speak about it', async () => {
    const message = bench.host.putOutbound(answerTo('out-1', '有新进展。', { ticketId: 't-lamp' }));
    await bench.adapter.send(message, message.id);
    await callBack(bench, bench.peer.text('1 我是别人', { From: '+8613900139000' }));
    expect(bench.host.accepted).toMatchObject([{ text: '1 我是别人', thread: { key: '+8613900139000' } }]);
    expect(bench.host.accepted[0]?.thread.ticketId).toBeUndefined();
  });

  test.each([
    ['an answer in the talk', { ticketId: 't', answersTurn: true }, '已补充。'],
    ['a notice about no ticket', {}, '已受理。'],
    ['a question answered by a number', { ticketId: 't' }, '您满意吗？\n1. 满意\n2. 不满意'],
  ])('%s names none', async (_name, more, text) => {
    const message = bench.host.putOutbound(answerTo('out-1', text, more));
    await bench.adapter.send(message, message.id);
    expect(bench.peer.taken.map(({ body }) => body)).toEqual([text]);
  });
});

describe('what became of a message', () => {
  const MessageSid = `SM${'1'.repeat(32)}`;
  const status = (MessageStatus: string, more: Record<string, string> = {}) =>
    callBack(bench, { MessageSid, MessageStatus, To: CITIZEN, ...more }, '/status?id=out-1');
  const receipts = () => bench.host.entries('receipt').map(({ receipt }) => receipt);

  test('only ends are told, with our id, whatever the order', async () => {
    for (const each of ['delivered', 'sent', 'queued', 'sending', 'delivered']) {
      expect(await status(each)).toMatchObject({ status: 204 });
    }
    const delivered = { outboxId: 'out-1', providerId: MessageSid, account: 'city', status: 'delivered' };
    expect(receipts()).toMatchObject([delivered, delivered]);
  });

  test('30007 says that carriers filter; many of them within an hour are an alarm', async () => {
    for (let n = 0; n < 4; n++) await status('undelivered', { ErrorCode: '30007' });
    expect(receipts()[0]).toMatchObject({
      status: 'failed',
      error: { code: '30007', message: expect.stringContaining('运营商过滤') },
    });
    expect(bench.adapter.health().state).toBe('up');
    await status('undelivered', { ErrorCode: '30007' });
    expect(bench.adapter.health()).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('5 条短信被运营商过滤'),
    });
  });

  test('what nobody understands is kept', async () => {
    expect(await callBack(bench, { MessageStatus: 'sent' }, '/status')).toMatchObject({ status: 204 });
    expect(bench.host.entries('quarantined')).toHaveLength(1);
  });
});

describe('pictures', () => {
  let bytes: Buffer;
  beforeEach(async () => {
    bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
  });
  const accepted = async (count = 1) => {
    await bench.host.until('the message', () => bench.host.accepted.length === count);
    return bench.host.accepted;
  };

  test('are fetched after the answer, and deleted at Twilio', async () => {
    bench.peer.media.set('ME1', { contentType: 'image/jpeg', bytes });
    bench.peer.media.set('ME2', { contentType: 'image/jpeg', bytes });
    expect(await callBack(bench, bench.peer.picture('', ['ME1', 'ME2']))).toEqual(TAKEN);
    expect(await accepted()).toMatchObject([
      { kind: 'image', attachments: [{ mime: 'image/jpeg' }, { mime: 'image/jpeg' }], notices: [] },
    ]);
    await bench.host.until('both to be deleted', () => bench.peer.deleted.length === 2);
    expect(bench.peer.deleted).toEqual([mediaPath('ME1'), mediaPath('ME2')]);
  });

  test('are followed to where Twilio keeps them, without our credentials', async () => {
    bench.peer.media.set('ME1', { redirect: `${bench.peer.url}/files/F1` });
    bench.peer.media.set('F1', { contentType: 'image/jpeg', bytes });
    await callBack(bench, bench.peer.picture('看照片', ['ME1']));
    expect(await accepted()).toMatchObject([{ kind: 'text', text: '看照片', attachments: [{}] }]);
    expect(bench.peer.mediaAuthorizations).toEqual([expect.stringMatching(/^Basic /), undefined]);
  });

  test.each([
    ['an address of ours', 'http://127.0.0.1:1/x'],
    ['a metadata service', 'http://169.254.169.254/latest'],
    ['a name that only ends like Twilio', 'https://eviltwilio.com/x'],
    ['a store without encryption', 'http://media.twiliocdn.com/x'],
    ['a file', 'file:///etc/passwd'],
    ['no address', 'x'],
  ])('are not fetched from %s, named or redirected to', async (_name, address) => {
    bench.peer.media.set('ME1', { redirect: address });
    await callBack(bench, bench.peer.picture('一', ['ME1']));
    await callBack(bench, bench.peer.picture('二', ['ME1'], { MediaUrl0: address }));
    const messages = await accepted(2);
    for (const { attachments, notices } of messages) {
      expect([attachments, notices]).toEqual([[], [expect.stringContaining('未收到')]]);
    }
    expect(bench.peer.mediaAuthorizations).toHaveLength(1);
  });

  test('too large, or no pictures, are named to staff', async () => {
    bench.peer.media.set('ME1', { contentType: 'image/jpeg', bytes: Buffer.alloc(5 * 1024 * 1024 + 1) });
    await callBack(bench, bench.peer.picture('大图', ['ME1']));
    await callBack(bench, bench.peer.picture('名片', ['ME2'], { MediaContentType0: 'text/vcard' }));
    const said = (await accepted(2)).flatMap(({ notices }) => notices);
    expect(said).toEqual(
      expect.arrayContaining([expect.stringContaining('5 MB'), expect.stringContaining('text/vcard')]),
    );
  });

  test('that a crash left behind are fetched by the next start, once', async () => {
    await callBack(bench, bench.peer.picture('看照片', ['ME1']));
    await bench.adapter.stop();
    expect(bench.host.accepted).toEqual([]);
    bench.peer.media.set('ME1', { contentType: 'image/jpeg', bytes });
    const next = await openTwilioOn(bench.peer, bench.host);
    await next.adapter.start();
    expect(await accepted()).toMatchObject([{ text: '看照片', attachments: [{}] }]);
    await bench.host.until('deletion', () => bench.peer.deleted.length === 1);
    await next.close();
    expect(await bench.host.memory.list('inbox/', 10)).toEqual([]);
  });
});
