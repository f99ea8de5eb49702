import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { maskName, maskPhone, withoutPerson } from '../../src/core/privacy/mask.js';
import { sampleConversation, sampleInbound } from '../support/server/memory-conversations.js';
import { type Client, testHub, type TestHub } from '../support/server/test-hub.js';

const PHONE = '13812345678';
let hub: TestHub;
let operator: Client;
let sealedDesk: Client;
let clerk: Client;
let otherClerk: Client;
let auditor: Client;
let admin: Client;

beforeAll(async () => {
  hub = await testHub({
    attachments: {
      get: async (id) => ({
        attachment: { id, name: '账单 "1".html', mime: 'text/html', size: 5, sha256: 'a'.repeat(64) },
        bytes: Buffer.from('<b>x'),
      }),
    },
  });
  operator = await hub.signIn(['operator']);
  sealedDesk = await hub.signIn(['operator', 'sealed-desk']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
  otherClerk = await hub.signIn(['clerk'], { unit: 'water-works' });
  auditor = await hub.signIn(['auditor']);
  admin = await hub.signIn(['security-admin']);
});
afterAll(() => hub.app.close());

const MATTER = `我是张三丰，住城南，电话${PHONE}，邮箱 zsf@example.com，身份证 320902199001011234，路灯坏了`;

/** A ticket dispatched to city-lights; each on a conversation of its own. */
async function ticketWith(over: object, by: Client = operator): Promise<string> {
  const id = `c-${Math.random().toString(36).slice(2)}`;
  hub.conversations.add(sampleConversation(id, hub.clock.now()), [
    sampleInbound(`m-${id}`, id, hub.clock.now(), MATTER),
  ]);
  const request = {
    type: 'complaint',
    title: '路灯坏了',
    matter: MATTER,
    name: '张三丰',
    phone: PHONE,
    ...over,
  };
  const made = await by.call('POST', '/api/staff/tickets', { conversationId: id, request });
  await by.call('POST', `/api/staff/tickets/${String(made.body['number'])}/dispatch`, {
    unit: 'city-lights',
  });
  return String(made.body['number']);
}

describe('a unit sees of the person what the citizen allowed', () => {
  test('an open matter: name and phone, so that the unit can call back', async () => {
    const number = await ticketWith({});
    const seen = await clerk.call('GET', `/api/staff/tickets/${number}`);
    expect(seen.body).toMatchObject({ name: '张三丰', phone: PHONE, personHidden: false });
  });

  test.each([
    ['confidential', { secrecy: 'confidential' }],
    ['anonymous', { anonymous: true }],
    ['reported (举报)', { type: 'report' }],
  ])('a %s matter: the matter without the person, in every answer', async (_, over) => {
    const number = await ticketWith(over);
    const url = `/api/staff/tickets/${number}`;
    const answers = [
      await clerk.call('GET', url),
      await clerk.call('GET', '/api/staff/tickets'),
      await clerk.call('POST', `${url}/sign`, {}),
      await clerk.call('POST', `${url}/note`, { text: `已联系张三丰 ${PHONE}` }),
    ];
    expect(answers[0]?.body).toMatchObject({ personHidden: true });
    for (const { body } of answers.slice(0, 1)) expect(Object.keys(body)).not.toContain('phone');
    for (const { body } of answers.slice(0, 1)) expect(Object.keys(body)).not.toContain('name');
    expect(answers[0]?.body['matter']).toContain('路灯坏了');
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      const ofTicket = JSON.stringify(body['items'] ?? body);
      if (body['items'] === undefined)
        for (const secret of [PHONE, '张三丰', 'zsf@example.com', '320902199001011234'])
          expect(ofTicket).not.toContain(secret);
      expect(ofTicket).not.toContain('queryCode');
      expect(ofTicket).not.toContain('visitor-');
    }
    // Whoever talks to the citizen still can.
    expect((await operator.call('GET', url)).body).toMatchObject({ phone: PHONE, personHidden: false });
  });

  test('lists never show a whole phone number, to anybody', async () => {
    await ticketWith({ matter: '路灯坏了' });
    for (const who of [operator, sealedDesk, clerk, auditor])
      expect((await who.call('GET', '/api/staff/tickets')).text).not.toContain(PHONE);
  });

  test('another unit’s ticket is as if it were not there, to read and to move', async () => {
    const number = await ticketWith({});
    const unknown = await otherClerk.call('GET', '/api/staff/tickets/YC00000000');
    const others = await otherClerk.call('GET', `/api/staff/tickets/${number}`);
    expect({ ...others.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
    expect((await otherClerk.call('POST', `/api/staff/tickets/${number}/sign`, {})).status).toBe(404);
    expect((await otherClerk.call('GET', '/api/staff/tickets?unit=city-lights')).body).toEqual({ items: [] });
  });
});

test.each([
  ['我叫王小明，微信号：wang_xm88，QQ 123456789', '我叫***，微信号：***，QQ ***'],
  ['我叫他别在这里摆摊，他不听', '我叫他别在这里摆摊，他不听'],
])('words that identify leave the matter: %s', (text, masked) => {
  expect(withoutPerson(text, {})).toBe(masked);
});

describe('sealed matters', () => {
  test('are seen and handled by the sealed desk alone', async () => {
    const number = await ticketWith({ secrecy: 'sealed' }, sealedDesk);
    const url = `/api/staff/tickets/${number}`;
    for (const who of [operator, clerk, auditor]) {
      expect((await who.call('GET', url)).body).toMatchObject({ code: 'ticket-not-found' });
      expect((await who.call('GET', '/api/staff/tickets')).text).not.toContain(number);
    }
    expect((await operator.call('POST', `${url}/close`, { text: 'x' })).status).toBe(404);
    for (const list of ['/api/staff/tickets', '/api/staff/tickets/count']) {
      for (const who of [operator, clerk, auditor])
        expect((await who.call('GET', `${list}?sealed=true`)).status).toBe(403);
      expect((await sealedDesk.call('GET', `${list}?sealed=true`)).status).toBe(200);
    }
    expect((await sealedDesk.call('GET', '/api/staff/tickets?sealed=true')).text).toContain(number);
    expect((await sealedDesk.call('GET', '/api/staff/tickets?sealed=false')).text).not.toContain(number);
    const { body } = await sealedDesk.call('GET', url);
    expect(body).toMatchObject({ number, secrecy: 'sealed' });

    const thread = `/api/staff/conversations/${String(body['conversationId'])}`;
    for (const [method, path] of [
      ['GET', thread],
      ['POST', `${thread}/take`],
      ['POST', `${thread}/reply`],
      ['POST', `${thread}/note`],
    ] as const)
      expect(
        (await operator.call(method, path, method === 'POST' ? { text: 'x' } : undefined)).body,
      ).toMatchObject({
        code: 'sealed-matter',
      });
    expect((await sealedDesk.call('GET', thread)).status).toBe(200);
  });

  test('leak: of few of them nobody is told the number, not even of none', async () => {
    const url = '/api/staff/tickets/count?type=praise';
    const counted = async (who: Client) => (await who.call('GET', url)).body;
    expect(await counted(sealedDesk)).toEqual({ count: 0, more: false, sealed: '<5' });
    for (let n = 1; n <= 4; n++) await ticketWith({ type: 'praise', secrecy: 'sealed' }, sealedDesk);
    expect(await counted(sealedDesk)).toEqual({ count: 0, more: false, sealed: '<5' });
    await ticketWith({ type: 'praise', secrecy: 'sealed' }, sealedDesk);
    expect(await counted(sealedDesk)).toEqual({ count: 0, more: false, sealed: 5 });
    expect(await counted(operator)).toEqual({ count: 0, more: false });
  });

  test('show no word in the inbox of others', async () => {
    const flag = { id: 'f', reason: 'sealed', summary: '举报某局长', at: hub.clock.now(), urgent: false };
    hub.conversations.add(
      sampleConversation('sealed-c', hub.clock.now(), { flags: [flag], lastText: '举报某局长受贿' }),
      [],
    );
    const inbox = await operator.call('GET', '/api/staff/conversations');
    expect(inbox.text).not.toContain('局长');
    expect(inbox.text).toContain('"sealed":true');
    expect((await sealedDesk.call('GET', '/api/staff/conversations')).text).toContain('局长');
  });
});

describe('roles at the door', () => {
  test('an admin manages accounts and reads no case', async () => {
    for (const url of ['/api/staff/conversations', '/api/staff/tickets', '/api/staff/quarantine'])
      expect((await admin.call('GET', url)).body).toMatchObject({ code: 'forbidden' });
    expect((await admin.call('GET', '/api/admin/staff')).status).toBe(200);
  });

  test('an auditor reads without knowing the person, and changes nothing', async () => {
    const thread = await auditor.call('GET', '/api/staff/conversations/c1');
    expect(thread.text).toContain('新世纪花园');
    expect(thread.text).not.toContain(PHONE);
    expect((await auditor.call('POST', '/api/staff/conversations/c1/note', { text: 'x' })).status).toBe(403);
  });

  test.each(['/api/admin/staff', '/api/admin/sessions'])('%s is for admins alone', async (url) => {
    for (const who of [operator, clerk, auditor]) expect((await who.call('GET', url)).status).toBe(403);
  });
});

describe('files', () => {
  test('are read through a ticket or conversation that one may see, as a download', async () => {
    const read = await operator.call('GET', '/api/staff/attachments/file-m1?conversation=c1');
    expect(read.status).toBe(200);
    expect(read.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''%E8%B4%A6%E5%8D%95%20%221%22.html",
      'content-security-policy': "default-src 'none'; sandbox",
    });
  });

  test.each([
    ['a file of another conversation', '/api/staff/attachments/other?conversation=c1', 404],
    ['no way in given', '/api/staff/attachments/file-m1', 400],
  ])('%s: refused', async (_, url, status) => {
    expect((await operator.call('GET', url)).status).toBe(status);
  });

  test('a clerk cannot reach a file by a conversation', async () => {
    expect((await clerk.call('GET', '/api/staff/attachments/file-m1?conversation=c1')).status).toBe(403);
  });
});

test('every look at a case is recorded with who looked', async () => {
  hub.clock.advance(11 * 60_000);
  await operator.call('GET', '/api/staff/conversations/c1');
  expect(hub.audit.events.at(-1)).toMatchObject({ action: 'conversation.read', actor: { id: operator.id } });
});

test.each([
  ['13812345678', '138****5678'],
  ['+86 138-1234-5678', '***********78'],
  ['051588880110', '**********10'],
  ['110', '****10'],
])('phone %s is shown as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));

test.each([
  ['张三', '张*'],
  ['欧阳修文', '欧***'],
  ['王', '王*'],
  ['𠮷田', '𠮷*'],
])('name %s is shown as %s', (name, masked) => expect(maskName(name)).toBe(masked));

test.each([
  ['打138 1234 5678', '打***'],
  ['座机0515-88880110转3', '座机***转3'],
  ['a.b+c@mail.example.cn 收', '*** 收'],
  ['2026-11-23 15:30 在 100 号', '2026-11-23 15:30 在 100 号'],
  ['工单 YC20261123050001', '工单 YC20261123050001'],
])('%s without the person: %s', (text, masked) => expect(withoutPerson(text, {})).toBe(masked));
