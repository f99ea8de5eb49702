import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AliyunSmsPeer, ACCOUNT as ALIYUN } from '../../peers/aliyun-sms.js';
import { type Fields, signed, ACCOUNT as TWILIO, TwilioPeer } from '../../peers/twilio.js';
import { startHub, type RunningHub } from '../../support/running-hub.js';

/** The channel in the whole hub, one account at each company: its store, its conversation, its outbox. */
const PUBLIC = 'https://12345.example.cn';
let twilio: TwilioPeer;
let aliyun: AliyunSmsPeer;
let running: RunningHub;
beforeAll(async () => {
  twilio = await TwilioPeer.open();
  aliyun = await AliyunSmsPeer.open();
  aliyun.templates.set('SMS_2', { status: 1, content: '${a}${b}${c}${d}' });
  const params = { a: '{text}', b: '{text}', c: '{text}', d: '{text}' };
  running = await startHub({
    sms: {
      enabled: true,
      debounceMs: 20,
      twilio: [{ ...TWILIO, apiRoot: twilio.url, publicUrl: PUBLIC }],
      aliyun: [{ ...ALIYUN, apiRoot: aliyun.url, templates: { '*': { code: 'SMS_2', params } } }],
    },
  });
});
afterAll(async () => {
  await running.stop();
  await twilio.goAway();
  await aliyun.goAway();
});

async function callBack(fields: Fields, path = '/webhooks/sms/city'): Promise<number> {
  const { body, signature } = signed(PUBLIC + path, fields);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signature,
  };
  return (await fetch(running.base + path, { method: 'POST', headers, body })).status;
}
async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${what}`);
}
const said = (to: string, words: RegExp) =>
  until(`${String(words)} to ${to}`, () => twilio.taken.find((m) => m.to === to && words.test(m.body)));
const tickets = () => running.connection.collection('tickets').countDocuments();

test('a text becomes a ticket; its answers go out through Twilio and are seen to arrive', async () => {
  const From = '+8613800138000';
  const complaint = twilio.text(
    '盐城市亭湖区建军路12号门口路灯坏了三天，晚上很黑，请尽快修理。我叫王建国，电话13800138000',
    { From },
  );
  for (let n = 0; n < 3; n++) expect(await callBack(complaint)).toBe(200);
  const first = await said(From, /./);
  for (let n = 0; n < 5 && (await tickets()) === 0; n++) {
    const before = twilio.taken.length;
    await callBack(twilio.text('是的，确认提交', { From }));
    await until('an answer', () => (twilio.taken.length > before ? true : undefined));
  }
  expect(await tickets()).toBe(1);

  const path = first.statusCallback.slice(PUBLIC.length);
  const status = (MessageStatus: string) => callBack({ MessageSid: first.sid, MessageStatus }, path);
  for (const each of ['delivered', 'sent', 'failed']) expect(await status(each)).toBe(204);
  const outboxId = new URL(first.statusCallback).searchParams.get('id') ?? '';
  const stored = await until('the message', async () => {
    const rows = running.connection.collection<{ _id: string; delivery?: { status: string } }>('messages');
    return (await rows.findOne({ _id: outboxId }))?.delivery;
  });
  expect(stored.status).toBe('delivered');
});

test('a text pushed by Aliyun is answered in the approved template', async () => {
  const uplink = {
    phone_number: '13900139000',
    content: '亭湖区建军路垃圾没人清运',
    send_time: '2026-11-23 10:00:00',
    dest_code: '1234',
    sequence_id: '1',
  };
  const url = `${running.base}/webhooks/sms/${ALIYUN.account}/${ALIYUN.pushSecret}/up`;
  const headers = { 'content-type': 'application/json' };
  for (let n = 0; n < 3; n++) {
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify([uplink]) });
    expect(await answer.json()).toEqual({ code: 0, msg: '接收成功' });
  }
  const taken = await until('an answer', () => aliyun.taken[0]);
  expect(taken).toMatchObject({ PhoneNumbers: '13900139000', TemplateCode: 'SMS_2' });
  expect(taken.params['a']).toMatch(/\p{Script=Han}/u);
});

test('who opted out hears nothing', async () => {
  const From = '+8613700137000';
  expect(await callBack(twilio.text('退订', { From }))).toBe(200);
  await callBack(twilio.text('你好', { From: '+8613600136000' }));
  await said('+8613600136000', /./);
  expect(twilio.taken.filter(({ to }) => to === From)).toEqual([]);
});
