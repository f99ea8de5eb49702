import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from '../support/fc.js';
import { Contacts } from '../../src/core/identity/contacts.js';
import { CitizenRights } from '../../src/desk/citizen-rights.js';
import { createPersonStore } from '../../src/store/person-data.js';
import { runRetention } from '../../src/store/retention.js';
import type { Ticket } from '../../src/core/model/ticket.js';
import { openStores } from './open-stores.js';
import { after, conversation, inbound, NOW, outbound, ticket } from './samples.js';

const DAY = 86_400_000;
const PHONE = '13812345678';
const LATER = after(400 * DAY);
const PERIODS = {
  rawPayloads: 180,
  messages: 365,
  attachments: 365,
  closedTicketsPerson: 365,
  audit: 365,
  webhookDeliveries: 30,
  alerts: 365,
  exchange: 365,
};
let opened: Awaited<ReturnType<typeof openStores>>;

beforeAll(async () => {
  opened = await openStores();
});
afterAll(() => opened.close());
beforeEach(async () => {
  for (const { name } of (await opened.connection.db?.listCollections().toArray()) ?? [])
    await opened.connection.collection(name).deleteMany({});
});

const count = (name: string) => opened.connection.collection(name).countDocuments();
const deps = () => ({
  ...opened,
  tickets: opened.stores.tickets,
  audit: opened.stores.audit,
  periods: PERIODS,
});
const run = (dryRun: boolean, now = LATER) => runRetention(deps(), now, { dryRun });

/** One person with a conversation, two messages, a file, a raw payload, a citizen and a ticket. */
async function person(key: string, state: Ticket['state'], over: Partial<Ticket['request']> = {}) {
  const { stores } = opened;
  const file = { id: `f-${key}`, name: '照片.jpg', mime: 'image/jpeg', size: 3, sha256: 'a'.repeat(64) };
  const said = { ...inbound('x').message, externalId: key, text: `我叫张三丰 ${PHONE}`, attachments: [file] };
  await stores.raw.put({
    id: `r-${key}`,
    channel: 'sms',
    account: 'hub',
    bytes: Buffer.from(PHONE),
    mime: 't',
    receivedAt: NOW,
  });
  await stores.attachments.put(file, Buffer.from('abc'), NOW);
  await stores.messages.insertInbound(
    inbound(`in-${key}`, { conversationId: `c-${key}`, message: said, rawId: `r-${key}` }),
  );
  await stores.messages.commitStep(
    [
      outbound(`out-${key}`, {
        conversationId: `c-${key}`,
        seq: 2,
        delivery: { ...outbound('x').delivery, status: 'delivered' },
      }),
    ],
    [{ id: `in-${key}`, seq: 1 }],
  );
  await stores.conversations.save(conversation(`c-${key}`, { citizenId: `z-${key}`, address: PHONE }), 0);
  const place = { channel: 'sms', account: 'hub', address: PHONE };
  await stores.citizens.seen({ id: `z-${key}`, ...place, name: '张三丰', firstSeenAt: NOW, lastSeenAt: NOW });
  const made = ticket(key, `张三丰反映路灯坏了，电话${PHONE}`, {
    state,
    citizenId: `z-${key}`,
    conversationId: `c-${key}`,
    rating: 5,
  });
  const phone = { e164: `+86${PHONE}`, national: PHONE, kind: 'mobile' } as const;
  const request = { ...made.request, name: '张三丰', phone, attachments: [file], category: 'GA01', ...over };
  await stores.tickets.insert({ ...made, request });
}

/** What a person told of a danger, and what another platform was sent of their ticket. */
async function alertAndOrder(key: string, open: boolean) {
  const { stores } = opened;
  const who = { id: 's1', name: '值班员' };
  const step = { at: NOW, by: who };
  await stores.alerts.save(
    {
      id: `a-${key}`,
      conversationId: `c-${key}`,
      channel: 'sms',
      danger: 'fire',
      hotlines: ['119'],
      cannotSpeak: false,
      sealed: false,
      named: ['119'],
      place: { text: '银杏路7号' },
      phone: { e164: `+86${PHONE}`, national: PHONE, kind: 'mobile' },
      persons: ['张三丰的母亲'],
      heard: [{ id: `in-${key}`, at: NOW, text: `着火了 ${PHONE}`, over: false }],
      state: open ? 'ringing' : 'closed',
      open,
      rung: ['s1'],
      steps: [
        { ...step, id: '1', type: 'called', number: '119', way: 'phone', calledAt: NOW, text: `报 ${PHONE}` },
        { ...step, id: '2', type: 'closed', text: `已回电 ${PHONE}` },
      ],
      openedAt: NOW,
      timerAt: null,
      version: 1,
      updatedAt: NOW,
    },
    0,
  );
  const order = {
    orderNo: `YC${key}`,
    type: 'complaint',
    title: '路灯坏了',
    matter: '路灯坏了',
    name: '张三丰',
    phone: { e164: `+86${PHONE}`, national: PHONE, kind: 'mobile' },
    createdAt: NOW.toISOString(),
  };
  const row = { peer: 'rs', ticketId: key, attempts: 1, runAt: NOW, createdAt: NOW };
  const line = (seq: number, change: object) => ({ of: 'sender', seq, at: NOW.toISOString(), change });
  const bodies = [
    order,
    line(1, { type: 'supplement', text: '又坏了' }),
    line(2, { type: 'cancel', reason: '员' }),
  ];
  for (const [seq, body] of bodies.entries()) {
    const id = `${key}.${seq}.rs`;
    await stores.exchange.owe({
      ...row,
      id,
      eventSeq: seq,
      path: '/',
      body: JSON.stringify(body),
      status: 'ready',
    });
    await stores.exchange.finish(id, { status: 'done', doneAt: NOW });
  }
  await stores.exchange.keepOrder({ id: `peer:rs:ours:YC${key}`, ticketId: key, digest: '', lastSeq: 1 });
}

describe('what has been kept long enough', () => {
  test('goes; a closed ticket keeps what is counted and loses its person', async () => {
    await person('1', 'closed');
    const report = await run(false);
    expect(report).toMatchObject({
      messages: 2,
      conversations: 1,
      citizens: 1,
      rawPayloads: 1,
      attachments: 1,
      ticketsWithoutPerson: 1,
    });
    for (const name of [
      'messages',
      'conversations',
      'citizens',
      'raw_payloads',
      'attachments',
      'attachment_chunks',
    ])
      expect({ name, left: await count(name) }).toEqual({ name, left: 0 });
    const left = await opened.stores.tickets.load('1');
    expect(left).toMatchObject({
      number: 'YC1',
      state: 'closed',
      rating: 5,
      request: { type: 'complaint', category: 'GA01' },
    });
    expect(JSON.stringify(left)).not.toMatch(/张三丰|138/);
    expect(left?.request.matter).toContain('路灯坏了');
    expect(await opened.stores.tickets.list({ person: PHONE, scope: [{ sealed: true }], limit: 9 })).toEqual(
      [],
    );
  });

  test('nothing of an open ticket goes, however old it is', async () => {
    await person('2', 'signed');
    expect(await run(false)).toMatchObject({
      messages: 0,
      conversations: 0,
      citizens: 0,
      attachments: 0,
      ticketsWithoutPerson: 0,
    });
    expect(await opened.stores.attachments.get('f-2')).toBeDefined();
    expect((await opened.stores.tickets.load('2'))?.request.name).toBe('张三丰');
  });

  test('an alert that has ended goes, one that stands open never does; so does what peers were sent', async () => {
    await person('20', 'closed');
    await alertAndOrder('20', false);
    await alertAndOrder('21', true);
    expect(await run(false, after(300 * DAY))).toMatchObject({ alerts: 0, exchange: 0 });
    expect(await run(false)).toMatchObject({ alerts: 1, exchange: 6 });
    expect(await opened.stores.alerts.load('a-21')).toMatchObject({ open: true });
    expect(await opened.stores.alerts.load('a-20')).toBeUndefined();
    expect(await opened.stores.exchange.deliveriesOf('20')).toEqual([]);
  });

  test('what a peer was sent goes with the person of its ticket, however short that is', async () => {
    await person('22', 'closed');
    await alertAndOrder('22', false);
    const periods = { ...PERIODS, exchange: 9999 };
    await runRetention({ ...deps(), periods }, LATER, { dryRun: false });
    expect(await opened.stores.exchange.deliveriesOf('22')).toEqual([]);
    expect(await opened.stores.exchange.order('peer:rs:ours:YC22')).toBeUndefined();
  });

  test('nothing goes before its time', async () => {
    await person('3', 'closed');
    const early = await run(false, after(100 * DAY));
    expect(Object.values(early).every((n) => n === 0)).toBe(true);
  });

  test('a dry run says what a run then does, and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('closed', 'signed', 'cancelled'), { maxLength: 4 }),
        async (states) => {
          for (const { name } of (await opened.connection.db?.listCollections().toArray()) ?? [])
            await opened.connection.collection(name).deleteMany({});
          for (const [i, state] of states.entries()) await person(`p${i}`, state);
          const before = await count('messages');
          const said = await run(true);
          expect(await count('messages')).toBe(before);
          expect(await run(false)).toEqual(said);
          expect(Object.values(await run(false)).every((n) => n === 0)).toBe(true);
        },
      ),
      { numRuns: 8 },
    );
  }, 60_000);
});

describe('what a person may ask of the hub', () => {
  const rights = () =>
    new CitizenRights({
      people: createPersonStore({ ...opened, ...opened.stores }),
      contacts: new Contacts({ contacts: opened.stores.contacts, clock: { now: () => LATER } }),
      clock: { now: () => LATER },
      keptByLawDays: 183,
    });

  test('everything of every address that is theirs, found by any of them', async () => {
    await person('4', 'signed');
    await person('5', 'closed');
    await opened.stores.citizens.seen({
      id: 'z-mail',
      channel: 'email',
      account: 'a',
      address: 'zsf@example.com',
      firstSeenAt: NOW,
      lastSeenAt: NOW,
    });
    const reason = { type: 'verified-phone', phone: `+86${PHONE}` } as const;
    await opened.stores.contacts.insert({ id: 'j1', citizens: ['z-mail', 'z-4'], reason, at: NOW });
    const { ids, content } = await rights().export('ZSF@example.com');
    expect(ids).toEqual(['z-4', 'z-mail']);
    expect(content.tickets).toMatchObject([
      { number: 'YC4', request: { name: '张三丰', phone: `+86${PHONE}` } },
    ]);
    expect(JSON.stringify(content.conversations)).toContain(`我叫张三丰 ${PHONE}`);
    expect((await rights().export('+86 138 1234 5678')).ids).toEqual(['z-4', 'z-5', 'z-mail']);
  });

  test('a sealed matter is withheld with its conversation, and its being there is said', async () => {
    await person('6', 'closed', { secrecy: 'sealed' });
    const { content } = await rights().export('z-6');
    expect(content).toMatchObject({ tickets: [], conversations: [], sealedTicketsWithheld: 1 });
  });

  test('erased: nothing is left by which they are known', async () => {
    await person('7', 'closed');
    expect(await rights().erase(PHONE)).toEqual({ ids: ['z-7'], tickets: 1, messages: 2 });
    for (const name of ['messages', 'conversations', 'citizens', 'raw_payloads', 'attachments'])
      expect({ name, left: await count(name) }).toEqual({ name, left: 0 });
    expect(JSON.stringify(await opened.stores.tickets.load('7'))).not.toMatch(/张三丰|138|z-7|c-7/);
    await expect(rights().erase(PHONE)).rejects.toMatchObject({ code: 'citizen-not-found' });
  });

  test('alerts and what platforms were given belong to it; what staff wrote to each other does not', async () => {
    await person('11', 'closed');
    await alertAndOrder('11', false);
    const { content } = await rights().export('z-11');
    expect(content.alerts).toMatchObject([
      { danger: 'fire', place: { text: '银杏路7号' }, words: [{ text: `着火了 ${PHONE}` }] },
    ]);
    expect(content.sentToPlatforms).toMatchObject([
      { platform: 'rs', number: 'YC11', sent: { name: '张三丰' } },
      { platform: 'rs', number: 'YC11', sent: { type: 'supplement', text: '又坏了' } },
      { platform: 'rs', number: 'YC11' },
    ]);
    expect(JSON.stringify(content)).not.toMatch(/值班员|已回电|"员"/);
  });

  test('erased: an alert keeps what was done, and nothing of the person; peers’ copies are gone', async () => {
    await person('12', 'closed');
    await alertAndOrder('12', false);
    await rights().erase('z-12');
    const alert = await opened.stores.alerts.load('a-12');
    expect(alert).toMatchObject({ danger: 'fire', state: 'closed', steps: [{ number: '119' }, {}] });
    expect(JSON.stringify(alert)).not.toMatch(/138|张三丰|银杏|着火/);
    expect(await count('exchange_outbox')).toBe(0);
    expect(await count('exchange_orders')).toBe(0);
  });

  test('not while an alert stands open: the duty desk needs it', async () => {
    await person('13', 'closed');
    await alertAndOrder('13', true);
    await expect(rights().erase('z-13')).rejects.toMatchObject({ code: 'citizen-has-open-alert' });
    expect((await opened.stores.alerts.load('a-13'))?.phone?.national).toBe(PHONE);
  });

  test.each([
    ['a ticket is open', 'signed', NOW, 'citizen-has-open-ticket'],
    ['the law still keeps it', 'closed', after(390 * DAY), 'citizen-kept-by-law'],
  ] as const)('not while %s: nothing is touched', async (_, state, updatedAt, code) => {
    await person('8', state);
    const made = await opened.stores.tickets.load('8');
    if (made) await opened.stores.tickets.save({ ...made, updatedAt, version: 2 }, 1);
    await expect(rights().erase(PHONE)).rejects.toMatchObject({ code });
    expect(await count('messages')).toBe(2);
  });

  test('a file that somebody else’s open ticket shows too stays', async () => {
    await person('9', 'closed');
    await person('10', 'signed');
    const shared = await opened.stores.tickets.load('10');
    const file = (await opened.stores.tickets.load('9'))?.request.attachments ?? [];
    if (shared)
      await opened.stores.tickets.save(
        { ...shared, version: 2, request: { ...shared.request, attachments: file } },
        1,
      );
    await rights().erase('z-9');
    expect(await opened.stores.attachments.get('f-9')).toBeDefined();
  });
});
