import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { tmpdir } from 'node:os';
import { loadCity } from '../../src/config/load-city.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { workingCalendar } from '../../src/core/deadline/calendar.js';
import { SubscriptionFilter } from '../../src/core/model/subscription.js';
import type { Request } from '../../src/core/model/request.js';
import type { Mover } from '../../src/core/ticket/may-move.js';
import { Tickets } from '../../src/core/ticket/tickets.js';
import { WebhookDesk } from '../../src/desk/webhook-desk.js';
import type { WebhookRepository } from '../../src/store/webhook-store.js';
import { AddressGuard } from '../../src/webhooks/address-guard.js';
import { WebhookSender } from '../../src/webhooks/webhook-sender.js';
import { Webhooks } from '../../src/webhooks/webhooks.js';
import { WebhookReceiver } from '../peers/webhook-receiver.js';
import { openStores } from '../store/open-stores.js';

const city = loadCity(loadSettings({ env: { HUB_DATA_DIR: tmpdir() } }).cityDir);
const SECOND = 1000;
const HOUR = 3600 * SECOND;
let now = new Date('2026-11-23T02:00:00Z');
const clock = { now: () => now };
const later = (ms: number) => void (now = new Date(now.getTime() + ms));

let opened: Awaited<ReturnType<typeof openStores>>;
let store: WebhookRepository;
let tickets: Tickets;
let webhooks: Webhooks;
let desk: WebhookDesk;
let sender: WebhookSender;
let receiver: WebhookReceiver;
let other: WebhookReceiver;
const errors: string[] = [];
const guard = new AddressGuard(['127.0.0.1']);

beforeAll(async () => {
  opened = await openStores();
  store = opened.stores.webhooks;
});
afterAll(() => opened.close());
beforeEach(async () => {
  receiver = await WebhookReceiver.start();
  other = await WebhookReceiver.start();
  webhooks = new Webhooks({ store, city, clock });
  desk = new WebhookDesk({ store, webhooks, guard, city, clock });
  sender = senderOn(store);
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
    tellSubscribers: (ticket, afterSeq) => webhooks.owe(ticket, afterSeq),
  });
});
afterEach(async () => {
  for (const { id } of await store.list()) await store.remove(id);
  await Promise.all([receiver.stop(), other.stop()]);
  errors.splice(0);
});

const senderOn = (repository: WebhookRepository) =>
  new WebhookSender({
    webhooks,
    store: repository,
    guard,
    clock,
    jitter: () => 0.5,
    failingAfter: 5,
    timeoutMs: 300,
    onError: (what, error) => void errors.push(`${what}: ${String(error)}`),
  });

let serial = 0;
const desker: Mover = { type: 'staff', id: 's1', name: '派单员', roles: ['supervisor', 'dispatcher'] };

async function subscribe(to: WebhookReceiver, over: { filter?: Partial<SubscriptionFilter> } = {}) {
  const filter = SubscriptionFilter.parse(over.filter ?? {});
  const wanted = { name: '数据局', url: to.url, events: 'all' as const, filter };
  const by = { id: 'a', name: '管理员' };
  const { subscription, secret } = await desk.create(`wh${++serial}`, wanted, by);
  to.secrets.push(secret);
  return subscription.id;
}

async function opens(over: Partial<Request> = {}): Promise<string> {
  const id = `t${++serial}`;
  const request: Request = {
    type: 'complaint',
    title: '王小明反映拖欠工资',
    matter: '王小明说：公司拖欠三个月工资，电话13812345678',
    name: '王小明',
    phone: { e164: '+8613812345678', national: '13812345678', kind: 'mobile' },
    anonymous: false,
    secrecy: 'open',
    urgency: 'normal',
    extra: { 身份证: '320902199001011234' },
    attachments: [],
    source: { channel: 'web', account: 'web', conversationId: `c${id}`, messageIds: [] },
    formVersion: 1,
    cityVersion: city.profile.version,
    confidence: {},
    ...over,
  };
  await tickets.open(id, `open-${id}`, request, 'z1', { type: 'citizen' });
  return id;
}
const note = (id: string, text = '备注') => tickets.move(id, desker, `k${++serial}`, 'note', { text });
/** As far as it goes at once: one pass has its turns, the next goes on. */
async function passes(times = 3): Promise<void> {
  for (let i = 0; i < times; i++) await sender.pass();
}

describe('an event goes out', () => {
  test('signed, in order, once each', async () => {
    await subscribe(receiver);
    const id = await opens();
    await note(id);
    await note(id);
    await passes();
    expect(receiver.ids()).toEqual([`${id}.1`, `${id}.2`, `${id}.3`]);
    for (const { signedWith } of receiver.received) expect(signedWith).toEqual(receiver.secrets);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      id: `${id}.1`,
      type: 'ticket.accept',
      at: now.toISOString(),
      ticket: { id, type: 'complaint', state: 'accepted', version: 1 },
      move: { name: 'accept', to: 'accepted', seq: 1, by: 'citizen' },
    });
  });

  test('duplicate: handing the same events on again owes nothing new', async () => {
    const webhook = await subscribe(receiver);
    const id = await opens();
    const ticket = await tickets.get(id);
    await webhooks.owe(ticket, 0);
    await webhooks.owe(ticket, 0);
    await passes();
    expect(receiver.ids()).toEqual([`${id}.1`]);
    expect((await desk.deliveries({ subscriptionId: webhook, limit: 9 })).items).toHaveLength(1);
  });

  test('leak: nothing of a sealed ticket, and no words or numbers of people', async () => {
    await subscribe(receiver);
    const sealed = await opens({ secrecy: 'sealed' });
    const secret = await opens({ secrecy: 'confidential', type: 'report' });
    await note(secret, '王小明的电话是13812345678');
    await passes();
    expect(receiver.ids()).toEqual([`${secret}.1`, `${secret}.2`]);
    const sent = receiver.received.map(({ body }) => body).join('\n');
    expect(sent).not.toMatch(/王小明|138|3209|工资|派单员|身份证/);
    expect(sent).not.toContain(sealed);
    // Nor does it lie in the store, to be sent by mistake.
    const rows = await opened.connection.collection('event_deliveries').countDocuments({ ticketId: sealed });
    expect(rows).toBe(0);
  });

  test('only what was asked for, and the unit that loses a ticket hears of it', async () => {
    await subscribe(receiver, { filter: { units: ['human-resources'] } });
    const id = await opens();
    await tickets.move(id, desker, `k${++serial}`, 'dispatch', { unit: 'human-resources' });
    const clerk: Mover = {
      type: 'staff',
      id: 'c',
      name: '承办员',
      roles: ['clerk'],
      unit: 'human-resources',
    };
    await tickets.move(id, clerk, `k${++serial}`, 'return', { reason: '不属本单位', basis: '三定方案' });
    await tickets.move(id, desker, `k${++serial}`, 'accept-return', {});
    await tickets.move(id, desker, `k${++serial}`, 'dispatch', { unit: 'urban-management' });
    await passes();
    expect(receiver.received.map(({ type }) => type)).toEqual([
      'ticket.dispatch',
      'ticket.return',
      'ticket.accept-return',
    ]);
  });
});

describe('reorder: an event waits while the one before it fails', () => {
  test('and others of other tickets do not', async () => {
    await subscribe(receiver);
    const stuck = await opens();
    receiver.behaviourOf.set(`${stuck}.1`, 503);
    await note(stuck);
    const free = await opens();
    await passes();
    expect(receiver.ids().filter((id) => id.startsWith(`${stuck}.`))).toEqual([`${stuck}.1`]);
    expect(receiver.ids()).toContain(`${free}.1`);
    receiver.behaviourOf.clear();
    later(2 * SECOND);
    await passes();
    const came = receiver.ids().filter((id) => id.startsWith(`${stuck}.`));
    expect(came).toEqual([`${stuck}.1`, `${stuck}.1`, `${stuck}.2`]);
  });

  test('overload: a hundred events behind a stuck one crowd out nobody', async () => {
    await subscribe(receiver);
    const stuck = await opens();
    receiver.behaviourOf.set(`${stuck}.1`, 500);
    for (let i = 0; i < 120; i++) await note(stuck);
    later(SECOND);
    const free = await opens();
    await passes();
    expect(receiver.ids()).toContain(`${free}.1`);
  });

  test('the waits grow: a second, five, thirty, five minutes, half an hour', async () => {
    const webhook = await subscribe(receiver);
    receiver.behaviour = 500;
    const id = await opens();
    const waits = [];
    for (let i = 0; i < 9; i++) {
      await sender.pass();
      const { nextAt } = await desk.delivery(webhook, `${id}.1`);
      const wait = (nextAt?.getTime() ?? 0) - now.getTime();
      waits.push(wait / SECOND);
      later(wait);
    }
    expect(waits).toEqual([1, 5, 30, 300, 1800, 7200, 18_000, 36_000, 36_000]);
  });
});

describe('a receiver that is down', () => {
  test.each(['hang-up', 'silent', 500, 302] as const)(
    '%s: marked, tried gently, and caught up',
    async (how) => {
      const webhook = await subscribe(receiver);
      receiver.behaviour = how;
      const ids = [];
      for (let i = 0; i < 12; i++) ids.push(await opens());
      for (let i = 0; i < 6; i++) {
        await sender.pass();
        later(SECOND);
      }
      expect((await desk.get(webhook)).subscription).toMatchObject({ failingSince: expect.any(Date) });
      expect(errors).toHaveLength(1);
      const tried = receiver.received.length;
      await sender.pass();
      // One ticket at a time, not four lanes of them.
      expect(receiver.received.length).toBeLessThanOrEqual(tried + 1);
      receiver.behaviour = 200;
      receiver.received.splice(0);
      later(3 * HOUR);
      await passes();
      expect(receiver.ids().sort()).toEqual(ids.map((id) => `${id}.1`).sort());
      const { subscription, backlog } = await desk.get(webhook);
      expect(subscription.failingSince).toBeUndefined();
      expect(subscription.problem).toBeUndefined();
      expect(backlog).toMatchObject({ waiting: 0, givenUp: 0 });
    },
  );

  test('holds up no other subscriber', async () => {
    await subscribe(receiver);
    await subscribe(other);
    receiver.behaviour = 'silent';
    for (let i = 0; i < 8; i++) await opens();
    const slow = sender.pass();
    await waitFor(() => other.received.length === 8);
    expect(receiver.most).toBeLessThanOrEqual(4);
    await slow;
  });

  test('410: the subscription is paused, and goes on where it stopped', async () => {
    const webhook = await subscribe(receiver);
    receiver.behaviour = 410;
    const id = await opens();
    await passes();
    expect((await desk.get(webhook)).subscription).toMatchObject({ state: 'paused', pausedBy: 'receiver' });
    await note(id);
    later(HOUR);
    await passes();
    expect(receiver.ids()).toEqual([`${id}.1`]);
    receiver.behaviour = 200;
    await desk.resume(webhook);
    await passes();
    expect(receiver.ids()).toEqual([`${id}.1`, `${id}.1`, `${id}.2`]);
  });
});

describe('poison: an event that a receiver never takes', () => {
  test('is given up after three days, seen, and what comes after it goes', async () => {
    const webhook = await subscribe(receiver);
    const id = await opens();
    receiver.behaviourOf.set(`${id}.1`, 500);
    await note(id);
    for (let hours = 0; hours < 74; hours++) {
      await sender.pass();
      later(HOUR);
    }
    expect(receiver.ids().at(-1)).toBe(`${id}.2`);
    const { items } = await desk.deliveries({ subscriptionId: webhook, status: 'given-up', limit: 9 });
    expect(items.map(({ eventId }) => eventId)).toEqual([`${id}.1`]);
    expect(items[0]?.tries.at(-1)).toMatchObject({ status: 500, problem: 'HTTP 500', answer: 'it is 500' });
    expect(items[0]?.tries.length).toBeLessThan(25);
    expect((await desk.get(webhook)).backlog.givenUp).toBe(1);
    receiver.behaviourOf.clear();
    await desk.replay(webhook, `${id}.1`);
    await passes();
    expect(receiver.ids().at(-1)).toBe(`${id}.1`);
    expect((await desk.get(webhook)).backlog.givenUp).toBe(0);
  });
});

describe('crash: killed between sending and noting it', () => {
  test('the event comes again under the same id, and nothing overtakes it', async () => {
    const webhook = await subscribe(receiver);
    const id = await opens();
    await note(id);
    const dying = senderOn({ ...store, finish: () => new Promise(() => undefined) });
    void dying.pass();
    await waitFor(() => receiver.received.length === 1);
    await passes();
    // Another process leaves it alone while it may still be under way.
    expect(receiver.ids()).toEqual([`${id}.1`]);
    later(31 * SECOND);
    await passes();
    expect(receiver.ids()).toEqual([`${id}.1`, `${id}.1`, `${id}.2`]);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
    expect(await desk.delivery(webhook, `${id}.1`)).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  test('whoever comes late with its result changes nothing', async () => {
    const webhook = await subscribe(receiver);
    const id = await opens();
    const head = await store.first(webhook, id);
    if (!head) throw new Error('nothing is owed');
    expect(await store.claim(head, now, new Date(now.getTime() + SECOND))).toBe(true);
    later(2 * SECOND);
    await passes();
    const tried = { at: now, ms: 1 };
    const late = { ...head, attempts: 1 };
    expect(await store.finish(late, { status: 'given-up', nextAt: null, tried })).toBe(false);
    expect(await desk.delivery(webhook, `${id}.1`)).toMatchObject({ status: 'delivered' });
  });

  test('two nodes at once send each event once', async () => {
    await subscribe(receiver);
    for (let i = 0; i < 10; i++) await opens();
    const second = senderOn(store);
    await Promise.all([sender.pass(), second.pass()]);
    await passes();
    expect(new Set(receiver.ids()).size).toBe(10);
    expect(receiver.received).toHaveLength(10);
  });
});

describe('replay', () => {
  test('all since an instant, under the same ids and in order', async () => {
    const webhook = await subscribe(receiver);
    const before = await opens();
    await passes();
    later(HOUR);
    const since = now;
    const id = await opens();
    await note(id);
    await passes();
    receiver.received.splice(0);
    expect(await desk.replaySince(webhook, since)).toBe(2);
    await passes();
    expect(receiver.ids()).toEqual([`${id}.1`, `${id}.2`]);
    expect(receiver.ids()).not.toContain(`${before}.1`);
  });
});

describe('a secret is changed without losing an event', () => {
  test('both sign until the overlap is over, then the new one alone', async () => {
    const webhook = await subscribe(receiver);
    const { secret } = await desk.rotate(webhook, 24);
    receiver.secrets.push(secret);
    await opens();
    await passes();
    expect(receiver.received.at(-1)?.signedWith).toEqual(receiver.secrets);
    later(25 * HOUR);
    await opens();
    await passes();
    expect(receiver.received.at(-1)?.signedWith).toEqual([secret]);
  });

  test('one that leaked is void at once', async () => {
    const webhook = await subscribe(receiver);
    const { secret } = await desk.rotate(webhook, 0);
    receiver.secrets.push(secret);
    await opens();
    await passes();
    expect(receiver.received.at(-1)?.signedWith).toEqual([secret]);
  });
});

async function waitFor(done: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  if (!done()) throw new Error('it did not happen within four seconds');
}
