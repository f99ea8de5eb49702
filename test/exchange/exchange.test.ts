import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { loadCity } from '../../src/config/load-city.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { workingCalendar } from '../../src/core/deadline/calendar.js';
import type { Request } from '../../src/core/model/request.js';
import type { MoveDetails, TicketMove } from '../../src/core/model/ticket.js';
import type { Mover } from '../../src/core/ticket/may-move.js';
import { Tickets } from '../../src/core/ticket/tickets.js';
import { Exchange } from '../../src/exchange/exchange.js';
import { ExchangeSender } from '../../src/exchange/exchange-sender.js';
import { peersOf } from '../../src/exchange/peers.js';
import { InterlinkPeer } from '../peers/interlink-peer.js';
import { openStores } from '../store/open-stores.js';
import { testHub, type TestHub } from '../support/server/test-hub.js';

const SECRET = 'a secret of thirty-two characters!';
const city = loadCity(loadSettings({ env: { HUB_DATA_DIR: tmpdir() } }).cityDir);
let now = new Date('2026-11-23T02:00:00Z');
const clock = { now: () => now };
const later = (seconds: number) => void (now = new Date(now.getTime() + seconds * 1000));

let opened: Awaited<ReturnType<typeof openStores>>;
let hub: TestHub;
let base = '';
let rs: InterlinkPeer;
let police: InterlinkPeer;
let tickets: Tickets;
let exchange: Exchange;
let sender: ExchangeSender;
/** Waits for no answer as long as a silent peer would like. */
let hasty: ExchangeSender;

beforeAll(async () => {
  opened = await openStores();
  const options = { secret: SECRET, hub: () => base, now: () => now };
  rs = await InterlinkPeer.start({ id: 'rs', ...options });
  police = await InterlinkPeer.start({ id: 'police', ...options });
  const told = { name: '平台', secret: SECRET, as: 'yancheng' };
  const peers = peersOf(
    {
      rs: { ...told, url: rs.url, hotlines: ['12333'] },
      police: { ...told, url: police.url, hotlines: ['110'] },
    },
    city,
    clock,
  );
  tickets = new Tickets({
    tickets: opened.stores.tickets,
    inputs: opened.stores.inputs,
    staffNotices: opened.stores.staffNotices,
    clock,
    random: { int: (below) => randomInt(below) },
    waker: { conversation: () => undefined, outbox: () => undefined },
    city,
    calendar: workingCalendar(city.deadlines, city.holidays),
    rulesOf: () => city,
    sourceOf: () => '08',
    tellPeers: (ticket, afterSeq) => exchange.owe(ticket, afterSeq),
  });
  const store = opened.stores.exchange;
  exchange = new Exchange({ peers, store, tickets, city, clock });
  sender = new ExchangeSender({ peers, store, clock, onError: (_, error) => fail(error) });
  hasty = new ExchangeSender({ peers, store, clock, timeoutMs: 500, onError: (_, error) => fail(error) });
  hub = await testHub({ exchange: { peers, exchange, sender, store, clock } });
  base = await hub.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await Promise.all([rs.stop(), police.stop()]);
  await hub.app.close();
  await opened.close();
});
beforeEach(() => {
  rs.fault = 'none';
  later(3600);
});

function fail(error: unknown): never {
  throw error instanceof Error ? error : new Error(String(error));
}

let serial = 0;
const desk: Mover = {
  type: 'staff',
  id: 's1',
  name: '派单员',
  roles: ['supervisor', 'dispatcher', 'reviewer'],
};
const move = (id: string, name: TicketMove, details: MoveDetails, mover: Mover = desk) =>
  tickets.move(id, mover, `k${++serial}`, name, details);

async function dispatched(over: Partial<Request> = {}) {
  const id = `t${++serial}`;
  const request: Request = {
    type: 'complaint',
    title: '拖欠工资',
    matter: '王小明说：公司拖欠三个月工资，电话13812345678',
    name: '王小明',
    phone: { e164: '+8613812345678', national: '13812345678', kind: 'mobile' },
    anonymous: false,
    secrecy: 'open',
    urgency: 'normal',
    extra: {},
    attachments: [],
    source: { channel: 'web', account: 'web', conversationId: `c${id}`, messageIds: [] },
    formVersion: 1,
    cityVersion: city.profile.version,
    confidence: {},
    ...over,
  };
  await tickets.open(id, `open-${id}`, request, 'z1', { type: 'citizen' });
  return move(id, 'dispatch', { unit: 'human-resources' });
}
const REPLY = {
  type: 'replied',
  text: '已责令公司支付工资',
  result: 'solved',
  facts: '查实拖欠三个月',
  basis: '《保障农民工工资支付条例》',
  contact: '监察大队 0515-88888888',
};

describe('an order goes out and its answers come back', () => {
  test('the whole way: order, signed, progress, reply, and what the citizen adds in between', async () => {
    const { id, number } = await dispatched();
    await sender.pass();
    expect(rs.orders.get(number)?.order).toMatchObject({
      type: 'complaint',
      name: '王小明',
      orderNo: number,
    });
    expect(await rs.tell(number, { type: 'signed' })).toEqual({ status: 200, body: { result: 'applied' } });
    await move(id, 'supplement', { text: '又拖了一个月' }, { type: 'citizen' });
    await move(id, 'urge', { text: '请快一点' }, { type: 'citizen' });
    await sender.pass();
    expect(rs.orders.get(number)?.updates.map(({ seq, change }) => [seq, change.type])).toEqual([
      [1, 'supplement'],
      [2, 'urge'],
    ]);
    await rs.tell(number, { type: 'progress', text: '已约谈公司负责人' });
    expect((await rs.tell(number, REPLY)).body).toEqual({ result: 'applied' });
    const ticket = await tickets.get(id);
    expect(ticket.state).toBe('replied');
    expect(ticket.events.flatMap(({ actor, move }) => (actor.type === 'peer' ? [move] : []))).toEqual([
      'sign',
      'progress',
      'reply',
    ]);
    // What the peer said is not said back to it.
    await sender.pass();
    expect(rs.orders.get(number)?.updates).toHaveLength(2);
  });

  test('a unit of no peer hears nothing, and a unit that loses the order is told', async () => {
    const { id, number } = await dispatched();
    await rs.tell(number, { type: 'returned', reason: '不属本单位', basis: '三定方案' });
    await move(id, 'accept-return', {});
    await move(id, 'dispatch', { unit: 'urban-management' });
    await move(id, 'supplement', { text: '补充' });
    await sender.pass();
    const kinds = rs.orders.get(number)?.updates.map(({ change }) => change.type);
    expect(kinds).toEqual(['cancel']);
  });

  test('leak: who asked for secrecy is not named to the other platform', async () => {
    const { number } = await dispatched({ secrecy: 'confidential', type: 'report' });
    await sender.pass();
    const sent = JSON.stringify(rs.orders.get(number)?.order);
    expect(sent).toContain('三个月工资');
    expect(sent).not.toMatch(/王小明|13812345678/);
  });
});

describe('a peer sends an order of its own', () => {
  const order = (orderNo: string) => ({
    orderNo,
    type: 'help',
    title: '小区围墙倒塌',
    matter: '110 接报：围墙倒塌，无人受伤，需要清理',
    urgency: 'normal',
    createdAt: '2026-11-23T01:00:00Z',
  });

  test('duplicate: the same number is one ticket; with other content it is refused', async () => {
    const [one, two] = await Promise.all([police.push(order('J1')), police.push(order('J1'))]);
    expect(one.status).toBe(200);
    expect(one.body.number).toBe(two.body.number);
    expect(await police.push({ ...order('J1'), matter: '另一件事' })).toMatchObject({
      status: 409,
      body: { code: 'exchange-order-changed' },
    });
    const ticket = await tickets.get(String(one.body.number));
    expect(ticket).toMatchObject({ channel: 'peer', state: 'accepted' });
  });

  test('it asks and urges but does not answer, and hears what comes of it', async () => {
    const { body } = await police.push(order('J2'));
    const { id } = await tickets.get(String(body.number));
    const sayJ2 = (change: object) => police.tell('J2', change, { of: 'sender' });
    expect((await sayJ2({ type: 'supplement', text: '在东门' })).body).toEqual({ result: 'applied' });
    expect((await sayJ2(REPLY)).body).toMatchObject({ result: 'refused' });
    expect((await sayJ2({ type: 'urge' })).body).toEqual({ result: 'applied' });
    police.orders.set('J2', { order: order('J2'), updates: [], tries: 1 });
    await move(id, 'dispatch', { unit: 'urban-management' });
    await move(id, 'sign', {});
    await move(id, 'reply', { ...replyOf(), text: '已清理' });
    await move(id, 'review', {});
    await sender.pass();
    expect(police.orders.get('J2')?.updates.map(({ of, change }) => [of, change.type])).toEqual([
      ['receiver', 'signed'],
      ['receiver', 'replied'],
    ]);
    expect(await opened.stores.inputs.newInputs(`peer:police:theirs:J2`)).toEqual([]);
  });
});
const replyOf = () => {
  const { type: _, result: __, ...rest } = REPLY;
  return { ...rest, result: 'solved' as const };
};

describe('lost answers, repeats, reorder', () => {
  test('an answer lost after the body: sent again under the same number, taken once', async () => {
    const { number } = await dispatched();
    rs.fault = 'silent-after-body';
    await hasty.pass();
    expect(hasty.stateOf('rs').state).toBe('down');
    rs.fault = 'none';
    later(120);
    await sender.pass();
    expect(rs.orders.get(number)?.tries).toBe(2);
    expect(sender.stateOf('rs').state).toBe('up');
    expect((await opened.stores.exchange.backlog('rs')).waiting).toBe(0);
  });

  test.each(['fails', 'answers-nonsense'] as const)(
    'a peer that %s gets it later, in order',
    async (fault) => {
      const { id, number } = await dispatched();
      await move(id, 'supplement', { text: '一' });
      await move(id, 'supplement', { text: '二' });
      rs.fault = fault;
      await sender.pass();
      rs.fault = 'none';
      later(1200);
      await sender.pass();
      expect(rs.orders.get(number)?.updates.map(({ change }) => change.text)).toEqual(['一', '二']);
    },
  );

  test('an update again changes nothing; one that overtook an earlier is asked for again', async () => {
    const { id, number } = await dispatched();
    const progress = { type: 'progress', text: '已约谈' };
    expect(await rs.tell(number, progress, { seq: 2 })).toMatchObject({
      status: 409,
      body: { code: 'exchange-out-of-order' },
    });
    expect((await rs.tell(number, { type: 'signed' }, { seq: 1 })).body).toEqual({ result: 'applied' });
    expect((await rs.tell(number, progress, { seq: 2 })).body).toEqual({ result: 'applied' });
    expect((await rs.tell(number, progress, { seq: 2 })).body).toEqual({ result: 'duplicate' });
    const moves = (await tickets.get(id)).events.map((event) => event.move);
    expect(moves.filter((one) => one === 'progress')).toHaveLength(1);
  });

  test('the same command at once from two connections is one step', async () => {
    const { id, number } = await dispatched();
    await Promise.all([1, 2, 3].map(() => rs.tell(number, { type: 'signed' }, { seq: 1 })));
    const moves = (await tickets.get(id)).events.map((event) => event.move);
    expect(moves.filter((one) => one === 'sign')).toHaveLength(1);
  });
});

describe('poison', () => {
  test('an update that cannot be done is refused, said, and does not stop the next', async () => {
    const { id, number } = await dispatched();
    await rs.tell(number, { type: 'signed' });
    expect((await rs.tell(number, { type: 'replied', text: '好了', result: 'solved' })).body).toMatchObject({
      result: 'refused',
      problem: { code: 'ticket-details-missing' },
    });
    expect((await rs.tell(number, REPLY)).body).toEqual({ result: 'applied' });
    expect((await tickets.get(id)).state).toBe('replied');
  });

  test('one order that the peer cannot take holds up no other', async () => {
    const stuck = await dispatched();
    rs.poison.add(stuck.number);
    const fine = await dispatched();
    await sender.pass();
    expect([rs.orders.has(stuck.number), rs.orders.has(fine.number)]).toEqual([false, true]);
    rs.poison.clear();
    later(600);
    await sender.pass();
    expect(rs.orders.has(stuck.number)).toBe(true);
  });
});

describe('overload', () => {
  test('what waits behind a stuck order crowds out no other ticket', async () => {
    const stuck = await dispatched();
    rs.poison.add(stuck.number);
    for (let n = 0; n < 60; n += 1) await move(stuck.id, 'supplement', { text: `补充${n}` });
    const fine = await dispatched();
    await sender.pass();
    await sender.pass();
    expect(rs.orders.has(fine.number)).toBe(true);
    rs.poison.clear();
    later(600);
    await sender.pass();
    expect(rs.orders.get(stuck.number)?.updates).toHaveLength(60);
  });
});

describe('forged', () => {
  const path = '/exchange/v1/orders';
  const body = {
    orderNo: 'F1',
    type: 'help',
    title: '标题',
    matter: '内容',
    createdAt: '2026-11-23T01:00:00Z',
  };
  test.each([
    ['another secret', { secret: 'some other secret of that length!!' }, 'exchange-unsigned'],
    ['another platform’s name', { as: 'rs-2' }, 'exchange-unsigned'],
    ['a body changed on the way', { sentBody: { ...body, matter: '别的' } }, 'exchange-unsigned'],
    ['a request of yesterday', { at: new Date('2026-11-22T01:00:00Z') }, 'exchange-clock'],
  ])('%s is refused', async (_what, forged, code) => {
    expect(await rs.send(path, body, forged)).toMatchObject({ status: 401, body: { code } });
  });

  test('replay: the same request a second time is refused, and a wrong one burns no nonce', async () => {
    const nonce = 'n-1';
    expect((await rs.send(path, body, { nonce, secret: 'x'.repeat(32) })).status).toBe(401);
    expect((await rs.send(path, body, { nonce })).status).toBe(200);
    expect(await rs.send(path, body, { nonce })).toMatchObject({ body: { code: 'exchange-replayed' } });
  });

  test('leak: a peer reaches no ticket that was never given to it', async () => {
    const { number, id } = await dispatched();
    const tried = await police.tell(number, { type: 'signed' }, { seq: 1 });
    expect(tried).toMatchObject({ status: 404, body: { code: 'exchange-order-unknown' } });
    expect((await police.tell('YC20261123080000001', { type: 'signed' }, { seq: 1 })).status).toBe(404);
    expect((await tickets.get(id)).state).toBe('dispatched');
  });
});
