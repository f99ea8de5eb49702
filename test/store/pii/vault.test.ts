import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Connection, mongo } from 'mongoose';
import { z } from 'zod';
import { SEALED } from '../../../src/store/pii/field-map.js';
import { openStores, type Stores } from '../open-stores.js';
import { conversation, flag, inbound, NOW, outbound, ticket } from '../samples.js';

const PHONE = '13812345678';
const E164 = `+86${PHONE}`;
const ID_NUMBER = '320902199001011234';
const person = {
  name: '张三丰',
  phone: { e164: E164, national: PHONE, kind: 'mobile' },
} as const;
/** Nothing of this may be readable in a copy of the store. */
const SECRETS = [PHONE, person.name, ID_NUMBER, '夜里有人敲门', 'zhangsanfeng@example.com'];
const SEALED_WORDS = ['王局长', '收受', '银杏路', '核实材料'];

const NameOf = z.object({ request: z.object({ name: z.unknown() }) });

let stores: Stores;
let connection: Connection;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ stores, connection, close } = await openStores());
});
afterAll(() => close());

const rawOf = async (name: string) => connection.collection<{ _id: string }>(name).find({}).toArray();
const withPerson = (id: string, fields: Parameters<typeof ticket>[2] = {}) => {
  const made = ticket(id, `路灯坏了，我叫${person.name}，电话${PHONE}，身份证${ID_NUMBER}`, fields);
  return {
    ...made,
    request: { ...made.request, ...person, extra: { idNumber: ID_NUMBER }, ...fields.request },
  };
};

describe('a copy of the store tells nobody’s name, number or words', () => {
  beforeAll(async () => {
    const said = { ...inbound('m1').message, from: { id: PHONE, name: person.name }, text: '夜里有人敲门' };
    await stores.messages.insertInbound(inbound('m1', { message: said }));
    const content = { text: `您好，${person.name}`, buttons: [], attachments: [] };
    await stores.messages.commitStep([outbound('m2', { content, to: PHONE, thread: { key: PHONE } })], []);
    const talk = {
      address: PHONE,
      citizenName: person.name,
      thread: { key: PHONE },
      state: { draft: { name: person.name, phone: PHONE } },
      lastText: '夜里有人敲门',
      flags: [{ ...flag('f1'), summary: `请回电 ${PHONE}` }],
    };
    await stores.conversations.save(conversation('c1', talk), 0);
    await stores.conversations.raiseFlag('c1', { ...flag('f2'), summary: `请回电 ${PHONE}` });
    const seen = { channel: 'sms', account: 'hub', firstSeenAt: NOW, lastSeenAt: NOW };
    await stores.citizens.seen({ id: 'z1', ...seen, address: PHONE, name: person.name });
    await stores.notes.add({
      id: 'n1',
      conversationId: 'c1',
      staffId: 's1',
      name: '李',
      text: `已致电 ${PHONE}`,
      at: NOW,
    });
    const draft = { text: `您好，${person.name}`, attachmentIds: [], seenSeq: 1, updatedAt: NOW };
    await stores.deskPlaces.keepDraft('c1', 's1', draft, NOW);
    await stores.laterReplies.insert({
      id: 'lr1',
      conversationId: 'c1',
      staff: { id: 's1', name: '李' },
      commandId: 'k',
      text: `已致电 ${PHONE}`,
      attachmentIds: [],
      kind: 'later',
      sendAt: NOW,
      heardSeq: 1,
      state: 'waiting',
      createdAt: NOW,
    });
    await stores.contacts.insert({
      id: 'j1',
      citizens: ['z1', 'z2'],
      reason: { type: 'verified-phone', phone: E164 },
      at: NOW,
    });
    const note = { id: 'j1s', name: person.name, note: `打错了 ${PHONE}`, at: NOW };
    await stores.contacts.separate('j1', note);
    await stores.raw.put({
      id: 'r1',
      channel: 'email',
      account: 'a',
      bytes: Buffer.from('From: zhangsanfeng@example.com'),
      mime: 'message/rfc822',
      receivedAt: NOW,
    });
    const file = {
      id: 'f1',
      name: `${person.name}.txt`,
      mime: 'text/plain',
      size: 6,
      sha256: 'a'.repeat(64),
    };
    await stores.attachments.put(file, Buffer.from(PHONE), NOW);
    await stores.memoryOf('sms').set('sent', { to: PHONE });
    await stores.alerts.save(
      {
        id: 'al1',
        conversationId: 'c1',
        channel: 'sms',
        danger: 'crime',
        hotlines: ['110'],
        cannotSpeak: false,
        sealed: false,
        named: ['110'],
        persons: [person.name],
        heard: [{ id: 'm1', at: NOW, text: `夜里有人敲门 ${PHONE}`, over: false }],
        state: 'ringing',
        open: true,
        rung: [],
        steps: [],
        openedAt: NOW,
        timerAt: null,
        version: 1,
        updatedAt: NOW,
      },
      0,
    );
    await stores.exchange.owe({
      id: 'x1',
      peer: 'p',
      ticketId: 't',
      eventSeq: 1,
      path: '/orders',
      body: JSON.stringify({ name: person.name, phone: PHONE }),
      status: 'ready',
      attempts: 0,
      runAt: NOW,
      createdAt: NOW,
    });
    await stores.webhooks.insert({
      id: 'wh1',
      name: '数据局',
      url: 'https://data.example.cn/hook',
      events: 'all',
      filter: { units: [], platforms: [], types: [] },
      secrets: [{ value: PHONE }],
      state: 'active',
      failures: 0,
      createdAt: NOW,
      createdBy: { id: 'a', name: '管理员' },
    });
    await stores.webhooks.owe([
      {
        id: 't.1.wh1',
        subscriptionId: 'wh1',
        eventId: 't.1',
        ticketId: 't',
        seq: 1,
        move: 'accept',
        body: PHONE,
        status: 'waiting',
        attempts: 0,
        nextAt: NOW,
        since: NOW,
        tries: [{ at: NOW, ms: 1, answer: PHONE }],
        createdAt: NOW,
      },
    ]);
    const request = { ...withPerson('11').request, title: '路灯坏了', matter: '银杏大道的路灯坏了' };
    await stores.tickets.insert({ ...withPerson('11'), request });
  });

  test.each(
    Object.keys(SEALED).filter((name) => !['inputs', 'calls', 'continue_links', 'raw_chunks'].includes(name)),
  )('%s', async (name) => {
    const rows = await rawOf(name);
    expect(rows.length).toBeGreaterThan(0);
    const bytes = Buffer.concat(rows.map((row) => mongo.BSON.serialize(row)));
    for (const secret of SECRETS) expect({ secret, at: bytes.indexOf(secret) }).toEqual({ secret, at: -1 });
  });

  test('and the repositories give back what was put in', async () => {
    expect((await stores.tickets.load('11'))?.request).toMatchObject(person);
    expect(await stores.citizens.load('z1')).toMatchObject({ address: PHONE, name: person.name });
    const loaded = await stores.conversations.load('c1');
    expect(loaded?.flags.map(({ summary }) => summary)).toEqual([`请回电 ${PHONE}`, `请回电 ${PHONE}`]);
    expect(loaded).toMatchObject({ address: PHONE, citizenName: person.name });
    expect((await stores.contacts.find('j1'))?.separated?.note).toBe(`打错了 ${PHONE}`);
    expect((await stores.raw.get('r1'))?.bytes.toString()).toBe('From: zhangsanfeng@example.com');
    expect((await stores.attachments.get('f1'))?.bytes.toString()).toBe(PHONE);
    expect(await stores.memoryOf('sms').list('', 9)).toEqual([{ key: 'sent', value: { to: PHONE } }]);
  });
});

describe('a sealed ticket', () => {
  beforeAll(async () => {
    const made = ticket('66', '王局长在银杏路收受礼金');
    await stores.tickets.insert({
      ...made,
      request: { ...made.request, secrecy: 'sealed', place: { text: '银杏路' }, extra: { who: '王局长' } },
      answer: { text: '核实材料已移交', unit: 'u', at: NOW },
      events: [
        {
          seq: 1,
          commandId: 'x',
          at: NOW,
          actor: { type: 'citizen' },
          move: 'supplement',
          to: 'accepted',
          details: { text: '补充核实材料' },
          clocks: [],
        },
      ],
    });
  });

  test('has no word of it in the store, and no token', async () => {
    const row = (await rawOf('tickets')).find(({ _id }) => _id === '66');
    const bytes = Buffer.from(mongo.BSON.serialize(row ?? {}));
    for (const word of SEALED_WORDS) expect({ word, at: bytes.indexOf(word) }).toEqual({ word, at: -1 });
    expect(row).toMatchObject({ searchTokens: [], state: 'accepted' });
  });

  test('is whole for whoever may read it', async () => {
    const read = await stores.tickets.load('66');
    expect(read?.request.matter).toBe('王局长在银杏路收受礼金');
    expect(read?.events[0]?.details.text).toBe('补充核实材料');
  });
});

test('tokens of an open matter hold neither the name nor the number that stand in it', async () => {
  await stores.tickets.insert(withPerson('12'));
  const row = (await rawOf('tickets')).find(({ _id }) => _id === '12');
  const tokens = new Set(
    row && 'searchTokens' in row && Array.isArray(row.searchTokens) ? row.searchTokens : [],
  );
  expect(tokens.has('路灯')).toBe(true);
  for (const token of ['张三', '三丰', '13', '81', '32', '90']) expect(tokens.has(token)).toBe(false);
});

describe('exact search goes through the blind index', () => {
  test.each([
    ['the number as dialled', '138-1234-5678', ['11', '12']],
    ['the number with its country', '+86 138 1234 5678', ['11', '12']],
    ['the name', ' 张三丰 ', ['11', '12']],
    ['the ID number', ID_NUMBER, ['11', '12']],
    ['a part of the number', '1381234', []],
    ['a part of the name', '张三', []],
  ])('%s', async (_, asked, found) => {
    const list = await stores.tickets.list({ person: asked, scope: [{ sealed: false }], limit: 10 });
    expect(list.map(({ id }) => id).sort()).toEqual(found);
  });

  test('the caller’s open tickets, sealed ones and those from before too', async () => {
    const old = withPerson('13');
    const { id, ...rest } = old;
    await connection.collection<{ _id: string }>('tickets').insertOne({ _id: id, ...rest });
    expect((await stores.calls.openTicketsOf(E164, 10)).map((found) => found.id).sort()).toEqual([
      '11',
      '12',
      '13',
    ]);
    expect((await stores.tickets.load('13'))?.request.name).toBe(person.name);
  });
});

describe('a ciphertext in another place does not open', () => {
  test.each([
    ['another document', { _id: '12' }, 'request.name'],
    ['another field', { _id: '11' }, 'request.extra'],
  ])('%s', async (_, target, field) => {
    const tickets = connection.collection<{ _id: string }>('tickets');
    const before = await tickets.findOne({ _id: target._id });
    const source = NameOf.parse(await tickets.findOne({ _id: '11' })).request.name;
    await tickets.updateOne(target, { $set: { [field]: source } });
    await expect(stores.tickets.load(target._id)).rejects.toThrow('cannot be opened');
    if (before) await tickets.replaceOne(target, before);
  });
});
