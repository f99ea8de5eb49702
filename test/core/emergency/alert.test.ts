import { describe, expect, test } from '@jest/globals';
import { zoneOf } from '../../../src/core/deadline/zone.js';
import {
  acknowledged,
  called,
  closed,
  escalated,
  falseAlarm,
  heard,
  openAlert,
  rings,
  taken,
} from '../../../src/core/emergency/alert.js';
import { onDuty } from '../../../src/core/emergency/on-duty.js';
import { personsIn } from '../../../src/core/emergency/persons.js';
import { storyOf } from '../../../src/core/emergency/story.js';
import { type Alarm, Alert } from '../../../src/core/model/alert.js';
import { DutyRules } from '../../../src/core/model/duty.js';
import fc from '../../support/fc.js';

const rules = DutyRules.parse({ takeWithinSeconds: 60, callWithinSeconds: 120 });
const zone = zoneOf('Asia/Shanghai');
const T0 = new Date('2026-11-23T19:12:00Z');
const at = (seconds: number) => new Date(T0.getTime() + seconds * 1000);
const zhang = { id: 's1', name: '张三' };
const li = { id: 's2', name: '李四' };
const roster = [zhang, li];
const alarm = (over: Partial<Alarm> = {}) => ({
  type: 'alarm' as const,
  id: 'm1:alarm',
  danger: { id: 'fire', hotlines: ['119'], cannotSpeak: false },
  named: ['119'],
  text: '我家着火了，有两个老人',
  over: false,
  ...over,
});
const opened = () => openAlert('a1', alarm(), { id: 'c1', channel: 'web', flags: [] }, T0);
const rungOf = (alert: Alert) =>
  alert.steps.flatMap((s) => (s.type === 'rang' ? [s.who.id] : s.type === 'rang-all' ? ['all'] : []));

describe('the countdown', () => {
  test('rings one after the other, each for the whole time, then everybody, then nobody again', () => {
    let alert = escalated(opened(), roster, rules, T0);
    expect(rungOf(alert)).toEqual(['s1']);
    expect(escalated(alert, roster, rules, at(59))).toBe(alert);
    alert = escalated(alert, roster, rules, at(60));
    alert = escalated(alert, roster, rules, at(120));
    expect(rungOf(alert)).toEqual(['s1', 's2', 'all']);
    expect(alert).toMatchObject({ state: 'ringing', open: true, timerAt: null });
    expect(escalated(alert, roster, rules, at(9999))).toBe(alert);
  });

  test('after a night of downtime it goes on where it stood: the next one has the whole time from now', () => {
    const before = escalated(opened(), roster, rules, T0);
    const late = escalated(before, roster, rules, at(8 * 3600));
    expect(late.steps.at(-1)).toMatchObject({ type: 'rang', who: li, at: at(8 * 3600), dueAt: at(60) });
    expect(late.timerAt).toEqual(at(8 * 3600 + 60));
    expect(escalated(late, roster, rules, at(8 * 3600))).toBe(late);
  });

  test('it rings until somebody takes it, and again when they called nobody in time', () => {
    const rung = escalated(opened(), roster, rules, T0);
    expect(rings(rung)).toBe(true);
    const held = taken(rung, zhang, 'k1', rules, at(5));
    expect(rings(held)).toBe(false);
    const late = escalated(held, roster, rules, at(125));
    expect(rings(late)).toBe(true);
    expect(rings(taken(late, li, 'k2', rules, at(130)))).toBe(false);
    expect(rings(called(late, zhang, 'k3', { number: '119', way: 'phone' }, at(131)))).toBe(false);
  });

  test('without a roster everybody is rung at once', () => {
    expect(rungOf(escalated(opened(), [], rules, T0))).toEqual(['all']);
  });

  test('who takes it and calls nobody is followed by the next, who may then take it over', () => {
    const mine = taken(escalated(opened(), roster, rules, T0), zhang, 'k1', rules, at(10));
    expect(() => taken(mine, li, 'k2', rules, at(20))).toThrow('张三已接警');
    const overdue = escalated(mine, roster, rules, at(130));
    expect(overdue.steps.at(-1)).toMatchObject({ type: 'rang', who: li, because: 'not-called' });
    expect(taken(overdue, li, 'k2', rules, at(140))).toMatchObject({ takenBy: li, timerAt: at(260) });
  });
});

describe('what never happens', () => {
  test('no alert is closed that nobody handed over, and none ends by time', () => {
    const mine = taken(opened(), zhang, 'k1', rules, at(5));
    expect(() => closed(mine, zhang, 'k2', '已处理', at(9))).toThrow('还没有转报');
    expect(() => acknowledged(mine, zhang, 'k3', { receipt: '119-7' }, at(9))).toThrow('还没有转报');
  });

  test('a receipt belongs to a number that was called', () => {
    const one = called(opened(), zhang, 'k1', { number: '119', way: 'phone' }, at(30));
    expect(() => acknowledged(one, zhang, 'k2', { receipt: '7', number: '120' }, at(40))).toThrow();
    expect(acknowledged(one, zhang, 'k2', { receipt: '7' }, at(40)).state).toBe('acknowledged');
  });

  test('a call lies between the alert and now', () => {
    for (const calledAt of [at(-1), at(31)])
      expect(() => called(opened(), zhang, 'k', { number: '119', way: 'phone', calledAt }, at(30))).toThrow(
        '通话时间不对',
      );
  });

  test('the story claims no call, no dispatch and no receipt that is not recorded', () => {
    const told = storyOf(escalated(opened(), roster, rules, T0), zone).map(({ text }) => text);
    expect(told.join()).toContain('答复中告知诉求人拨打 119');
    expect(told.join()).not.toMatch(/转报|已受理|接警$|派警|出警/);
    const silent = openAlert('a2', alarm({ named: [] }), { id: 'c', channel: 'web', flags: [] }, T0);
    expect(storyOf(silent, zone).map(({ text }) => text)).toContain('发现险情，未告知诉求人电话号码');
  });
});

test('who handed what to whom, and when, can be read', () => {
  let alert = escalated(opened(), roster, rules, T0);
  alert = taken(alert, zhang, 'k1', rules, at(20));
  const call = { number: '119', way: 'phone', calledAt: at(60), text: '世纪大道88号着火' } as const;
  alert = called(alert, zhang, 'k2', call, at(65));
  alert = acknowledged(alert, zhang, 'k3', { receipt: 'H20261124007' }, at(70));
  alert = closed(alert, zhang, 'k4', '明火已灭，无人受伤', at(1800));
  expect(storyOf(alert, zone).map(({ text }) => text)).toEqual([
    '诉求人：“我家着火了，有两个老人”',
    '发现险情，答复中告知诉求人拨打 119',
    '呼叫值班员张三',
    '张三接警',
    '张三于03:13以电话转报 119，移交内容：世纪大道88号着火',
    '119 已受理，编号 H20261124007（张三登记）',
    '张三办结：明火已灭，无人受伤',
  ]);
  expect(Alert.parse(alert)).toEqual(alert);
});

test('the same words, the same command and an ended alert change nothing', () => {
  const alert = opened();
  expect(heard(alert, alarm(), at(1))).toBe(alert);
  const done = falseAlarm(alert, zhang, 'k1', '问的是报价', at(10));
  expect(falseAlarm(done, zhang, 'k1', '问的是报价', at(11))).toBe(done);
  expect(() => taken(done, li, 'k2', rules, at(12))).toThrow('已经结束');
  expect(escalated(done, roster, rules, at(9999))).toBe(done);
});

test('property: whatever is done when, nobody is rung twice and an open alert keeps its timer or has rung all', () => {
  const act = fc.record({ what: fc.constantFrom('time', 'take1', 'take2', 'call'), wait: fc.nat(300) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      let alert = escalated(opened(), roster, rules, T0);
      let now = 0;
      for (const [i, { what, wait }] of acts.entries()) {
        now += wait;
        try {
          if (what === 'time') alert = escalated(alert, roster, rules, at(now));
          else if (what === 'call')
            alert = called(alert, li, `k${i}`, { number: '110', way: 'phone' }, at(now));
          else alert = taken(alert, what === 'take1' ? zhang : li, `k${i}`, rules, at(now));
        } catch {
          // Refused: the alert is as it was.
        }
        const rung = rungOf(alert).filter((id) => id !== 'all');
        expect(new Set(rung).size).toBe(rung.length);
        const waits = alert.state === 'ringing' || alert.state === 'taken';
        expect(alert.timerAt !== null || !waits || rungOf(alert).includes('all')).toBe(true);
      }
    }),
  );
});

describe('the roster', () => {
  const duty = DutyRules.parse({
    shifts: [
      { name: '白班', days: ['mon', 'tue'], from: '08:30', to: '17:30', roster: ['day'] },
      { name: '夜班', from: '17:30', to: '08:30', roster: ['night', 'chief'] },
      { name: '国庆', dates: ['2026-10-01'], from: '00:00', to: '00:00', roster: ['holiday'] },
    ],
  });
  test.each([
    ['2026-11-23T01:00:00Z', ['day'], 'a Monday morning'],
    ['2026-11-25T01:00:00Z', [], 'a Wednesday morning that nobody has'],
    ['2026-11-23T19:12:00Z', ['night', 'chief'], 'three in the morning'],
    ['2026-11-23T00:30:00Z', ['day'], 'the minute at which one shift ends and the next begins'],
    ['2026-10-01T06:00:00Z', ['holiday'], 'a day with a plan of its own'],
    ['2026-10-02T06:00:00Z', [], 'the day after'],
  ])('%s: %j (%s)', (now, logins) => {
    expect(onDuty(duty, zone, new Date(now))).toEqual(logins);
  });
});

test.each([
  ['屋里有3个人出不来', ['3个人']],
  ['两个老人和孩子还在楼上', ['两个老人', '孩子']],
  ['two people and a baby inside', ['people', 'baby']],
  ['路灯坏了', []],
])('persons at risk: %s', (text, persons) => {
  expect(personsIn(text)).toEqual(persons);
});
