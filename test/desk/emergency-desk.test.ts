import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { zoneOf } from '../../src/core/deadline/zone.js';
import type { Alarm } from '../../src/core/model/alert.js';
import { DutyRules } from '../../src/core/model/duty.js';
import type { Staff } from '../../src/core/model/staff.js';
import { EmergencyDesk } from '../../src/desk/emergency-desk.js';
import { openStores } from '../store/open-stores.js';
import { crashing, CrashError } from '../support/crashing.js';

let opened: Awaited<ReturnType<typeof openStores>>;
let now = new Date('2026-11-23T19:12:00Z');
const clock = { now: () => now };
const later = (seconds: number) => void (now = new Date(now.getTime() + seconds * 1000));
const people: Record<string, Partial<Staff>> = { zhang: {}, gone: { disabled: true }, li: {} };
const staff = {
  async byLogin(login: string): Promise<Staff | undefined> {
    const over = people[login];
    const base = { id: login, login, name: login, roles: ['operator' as const], passwordHash: '' };
    return over && { ...base, mustChangePassword: false, disabled: false, createdAt: now, ...over };
  },
};
const duty = DutyRules.parse({
  shifts: [{ name: '全天', from: '00:00', to: '00:00', roster: ['zhang', 'gone', 'nobody', 'li'] }],
});
const deskOn = (alerts: typeof opened.stores.alerts) =>
  new EmergencyDesk({ alerts, staff, clock, zone: zoneOf('Asia/Shanghai'), duty, onNews: () => undefined });

beforeAll(async () => {
  opened = await openStores();
});
afterAll(() => opened.close());

let serial = 0;
const conversation = () => ({ id: `c${++serial}`, channel: 'web', flags: [] });
const alarm = (id: string, over: Partial<Alarm> = {}): Alarm => ({
  type: 'alarm',
  id,
  danger: { id: 'fire', hotlines: ['119'], cannotSpeak: false },
  named: ['119'],
  text: '着火了',
  over: false,
  ...over,
});
const of = (desk: EmergencyDesk, conversationId: string) =>
  Promise.all([true, false].map((open) => desk.list({ open, conversationId, limit: 10 }))).then((l) =>
    l.flat(),
  );

describe('replay', () => {
  test('the same alarm again, and from another node at once, is one alert that rang once', async () => {
    const [one, two] = [deskOn(opened.stores.alerts), deskOn(opened.stores.alerts)];
    const c = conversation();
    await Promise.all([1, 2, 3].flatMap(() => [one.raise(c, alarm('r1')), two.raise(c, alarm('r1'))]));
    const [alert, ...more] = await of(one, c.id);
    expect(more).toEqual([]);
    expect(alert?.steps.map(({ type }) => type)).toEqual(['opened', 'rang']);
    expect(alert?.heard).toHaveLength(1);
  });

  test('an alarm that comes again after its alert has ended opens no second one', async () => {
    const desk = deskOn(opened.stores.alerts);
    const c = conversation();
    await desk.raise(c, alarm('r2'));
    const [alert] = await of(desk, c.id);
    await desk.move(alert?.id ?? '', { id: 'zhang', name: 'z' }, 'k', { type: 'false-alarm', text: '误会' });
    await desk.raise(c, alarm('r2'));
    expect(await of(desk, c.id)).toHaveLength(1);
    await desk.raise(c, alarm('r3'));
    expect((await of(desk, c.id)).map(({ state }) => state).sort()).toEqual(['false-alarm', 'ringing']);
  });

  test('a move under the same command is one step', async () => {
    const desk = deskOn(opened.stores.alerts);
    const c = conversation();
    await desk.raise(c, alarm('r4'));
    const [alert] = await of(desk, c.id);
    const call = { type: 'call', number: '119', way: 'phone' } as const;
    const who = { id: 'zhang', name: '张三' };
    await Promise.all([1, 2, 3].map(() => desk.move(alert?.id ?? '', who, 'k1', call)));
    const steps = (await desk.get(alert?.id ?? '')).steps.map(({ type }) => type);
    expect(steps).toEqual(['opened', 'rang', 'taken', 'called']);
  });
});

describe('crash', () => {
  test('dies between any two writes: the alarm is raised again, and whoever waits is rung by the sweeper', async () => {
    for (const left of [0, 1]) {
      const fuse = { left, writes: 0 };
      const dying = deskOn(crashing(opened.stores.alerts, fuse));
      const c = conversation();
      await expect(dying.raise(c, alarm(`x${left}`))).rejects.toThrow(CrashError);
      const fresh = deskOn(opened.stores.alerts);
      await fresh.raise(c, alarm(`x${left}`));
      for (const id of await fresh.due(now, 100)) await fresh.keepTime(id);
      const [alert, ...more] = await of(fresh, c.id);
      expect(more).toEqual([]);
      expect(alert?.steps.map(({ type }) => type)).toEqual(['opened', 'rang']);
    }
  });

  test('escalates once however often it is swept, past accounts that cannot work, until a person acts', async () => {
    const desk = deskOn(opened.stores.alerts);
    const c = conversation();
    await desk.raise(c, alarm('e1'));
    for (let round = 0; round < 6; round++) {
      later(61);
      const due = await desk.due(now, 100);
      await Promise.all([...due, ...due].map((id) => desk.keepTime(id)));
    }
    const [alert] = await of(desk, c.id);
    const rung = alert?.steps.flatMap((s) =>
      s.type === 'rang' ? s.who.id : s.type === 'rang-all' ? 'all' : [],
    );
    expect(rung).toEqual(['zhang', 'li', 'all']);
    expect(alert?.open).toBe(true);
  });
});

test('what is said while it lasts is added, with place, call-back and ticket; what is said to no alert is none', async () => {
  const desk = deskOn(opened.stores.alerts);
  const c = conversation();
  await desk.raise(c, alarm('h0', { danger: undefined }));
  expect(await of(desk, c.id)).toEqual([]);
  await desk.raise(c, alarm('h1'));
  const phone = { e164: '+8613812345678', national: '13812345678', kind: 'mobile' } as const;
  const more = { danger: undefined, text: '世纪大道88号，3个人', place: { text: '世纪大道88号' }, phone };
  await desk.raise(c, alarm('h2', { ...more, ticketId: 't1' }));
  expect(await of(desk, c.id)).toMatchObject([
    { place: { text: '世纪大道88号' }, phone, persons: ['3个人'], ticketId: 't1', heard: [{}, {}] },
  ]);
  expect(await desk.list({ open: true, ticketId: 't1', limit: 5 })).toHaveLength(1);
});
