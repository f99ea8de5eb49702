import { loadCity } from '../../src/config/load-city.js';
import { workingCalendar } from '../../src/core/deadline/calendar.js';
import { zoneOf } from '../../src/core/deadline/zone.js';
import { HubError } from '../../src/core/errors.js';
import type { RequestType, Role, Urgency } from '../../src/core/model/codes.js';
import type { MoveDetails, Ticket, TicketMove } from '../../src/core/model/ticket.js';
import { startClock } from '../../src/core/ticket/clocks.js';
import { decideMove } from '../../src/core/ticket/decide.js';
import { dutiesOf } from '../../src/core/ticket/duties.js';
import { evolve, newborn } from '../../src/core/ticket/evolve.js';
import type { Mover } from '../../src/core/ticket/may-move.js';
import { ticket as sample } from '../store/samples.js';

export const city = loadCity('config/city/yancheng');
const calendar = workingCalendar(city.deadlines, city.holidays);
const clocks = { rules: city.deadlines, calendar };
const zone = zoneOf(city.profile.timezone);
const UNIT = 'urban-management';
const OTHER = 'transport';
export const YEAR_END = new Date('2026-12-31T23:59:00+08:00');

/** The hub was down: nothing that time asks for was done meanwhile, and all of it afterwards. */
export const OUTAGES = [
  { from: new Date('2026-03-05T08:00:00+08:00'), to: new Date('2026-03-12T09:00:00+08:00') },
  { from: new Date('2026-07-08T13:00:00+08:00'), to: new Date('2026-07-08T16:40:00+08:00') },
];

/** Shares of types after the weekly report of 南通 and others (a quarter of demands becomes a ticket). */
const TYPES: [RequestType, number][] = [
  ['help', 0.36],
  ['complaint', 0.31],
  ['consultation', 0.2],
  ['suggestion', 0.05],
  ['report', 0.05],
  ['praise', 0.02],
  ['other', 0.01],
];

/** One ticket of the simulated year, lived to its end or to the end of the year. The same seed is the same life. */
export function live(seed: number): Ticket {
  const random = mulberry(seed);
  const bornAt = new Date(Date.parse('2026-01-01T00:00:00+08:00') + Math.floor(random() * 364 * 86_400_000));
  const life = new Life(born(seed, bornAt, random), bornAt);
  script(life, random);
  life.until(YEAR_END);
  return life.ticket;
}

/** What clerks do: most in time, some late, some send it back, some ask for more time, some do it badly. */
function script(life: Life, random: () => number): void {
  const hours = (least: number, most: number) => life.after(least + random() * (most - least));
  const chance = (share: number) => random() < share;
  hours(0.1, 6);
  if (chance(0.03)) return void life.do('cancel', citizen, { reason: '不用了' });
  if (chance(0.05)) return void life.do('refuse', staff('operator'), { refusal: 'N01' });
  if (chance(0.1)) return void life.do('answer', staff('operator'), { text: '答复', result: 'solved' });
  life.do('dispatch', staff('operator'), { unit: UNIT, assists: chance(0.04) ? [OTHER] : [] });
  if (chance(0.08)) {
    hours(1, 8);
    if (life.do('return', clerk, { reason: '不属本单位', basis: '三定方案' })) {
      hours(1, 30);
      if (chance(0.5)) {
        life.do('accept-return', staff('dispatcher'));
        hours(0.5, 4);
        life.do('dispatch', staff('dispatcher'), { unit: UNIT });
      } else {
        life.do('reject-return', staff('dispatcher'), { reason: '属本单位' });
        if (chance(0.3)) {
          hours(1, 10);
          life.do('dispute', leader, { reason: '职责不清', basis: '三定方案' });
          hours(5, 60);
          life.do('arbitrate', supervisor, { unit: UNIT, reason: '裁定' });
        }
      }
    }
  }
  hours(0.2, chance(0.1) ? 60 : 10);
  life.do('sign', clerk);
  if (chance(0.06)) {
    hours(1, 20);
    const days = 1 + Math.floor(random() * 9);
    if (life.do('apply', clerk, { application: 'extension', days, reason: '情况复杂' })) {
      hours(1, 24);
      life.do('decide', supervisor, { applicationId: 'a1', granted: chance(0.7), reason: '批示' });
    }
  }
  if (chance(0.02)) {
    life.do('suspend', supervisor, { cause: 'waiting-citizen', reason: '等材料' });
    hours(10, 500);
    life.do('resume', supervisor, { reason: '材料已到' });
  }
  if (chance(0.01)) {
    life.do('apply', leader, { application: 'carry', reason: '须立项' });
    life.do('decide', supervisor, {
      applicationId: `a${life.ticket.applications.length}`,
      granted: true,
      reason: '同意',
    });
  }
  answer(life, random, hours, chance);
}

function answer(
  life: Life,
  random: () => number,
  hours: (least: number, most: number) => void,
  chance: (share: number) => boolean,
): void {
  for (let round = 0; round < 3; round++) {
    hours(4, chance(0.15) ? 700 : 70);
    if (chance(0.02)) life.do('urge', citizen, {});
    for (const { unit } of life.ticket.assists)
      life.do('assist-reply', staff('clerk', unit), { text: '协办完成' });
    life.do('reply', clerk, {
      text: '已办',
      facts: '属实',
      basis: '规定',
      contact: '科室',
      result: 'solved',
    });
    hours(0.5, 20);
    if (chance(0.05)) {
      life.do('rework', staff('reviewer'), { reason: '不规范' });
      continue;
    }
    life.do('review', staff('reviewer'));
    hours(1, 40);
    if (chance(0.3)) {
      life.do('rate', citizen, { rating: 1 + Math.floor(random() * 5) });
      hours(1, 5);
    }
    if (life.ticket.state !== 'reviewed') return;
    if (chance(0.06) && round < 2) {
      life.do('rework', staff('call-back'), { reason: '不满意' });
      continue;
    }
    const satisfied = chance(0.93);
    life.do('call-back', staff('call-back'), { callBack: { by: 'operator', reached: true, satisfied } });
    if (!satisfied) life.do('close', staff('supervisor'));
    return;
  }
}

/** A ticket in time: what it owes is done when it falls due, or when the hub is back. */
class Life {
  constructor(
    public ticket: Ticket,
    private now: Date,
  ) {}

  after(hours: number): void {
    this.until(new Date(this.now.getTime() + hours * 3_600_000));
  }

  until(when: Date): void {
    const end = when < YEAR_END ? when : YEAR_END;
    for (;;) {
      const [duty] = dutiesOf(this.ticket, city, clocks);
      if (!duty) break;
      const at = up(duty.at < this.now ? this.now : duty.at);
      if (at > end) break;
      this.now = at;
      this.put(duty.move, { type: 'system', rule: duty.rule }, duty.details, duty.id);
    }
    this.now = up(end);
  }

  do(move: TicketMove, who: Mover, details: MoveDetails = {}): boolean {
    if (this.now >= YEAR_END) return false;
    try {
      this.put(move, who, details, `c${this.ticket.events.length + 1}`);
      return true;
    } catch (error) {
      // Late, or no longer possible: people find that out too.
      if (error instanceof HubError) return false;
      throw error;
    }
  }

  private put(move: TicketMove, who: Mover, details: MoveDetails, id: string): void {
    const context = { now: this.now, city, zone, clocks };
    this.ticket = evolve(this.ticket, decideMove(this.ticket, move, who, id, details, context));
  }
}

/** While the hub is down nothing happens: the next moment is when it is back. */
function up(at: Date): Date {
  return OUTAGES.find(({ from, to }) => from <= at && at < to)?.to ?? at;
}

function born(seed: number, at: Date, random: () => number): Ticket {
  const type = pick(TYPES, random());
  const urgency: Urgency = random() < 0.03 ? 'urgent' : random() < 0.01 ? 'emergency' : 'normal';
  const base = sample(`s${seed}`, '模拟诉求');
  const request = { ...base.request, type, urgency };
  const made = (['dispatch', 'feedback', 'handle'] as const).flatMap(
    (step) => startClock({ ...request, deadlines: [] }, step, at, clocks) ?? [],
  );
  const actor = { type: 'citizen' as const };
  const first = { seq: 1, commandId: 'c1', at, actor, move: 'accept' as const, to: 'accepted' as const };
  return newborn({ ...base, request, noticedSeq: 0 }, { ...first, details: {}, clocks: made });
}

function pick<T>(shares: [T, number][], at: number): T {
  let left = at;
  for (const [value, share] of shares) {
    if (left < share) return value;
    left -= share;
  }
  const [[first]] = [shares[0] ?? shares.slice(-1)[0] ?? []];
  if (first === undefined) throw new Error('nothing to pick from');
  return first;
}

const citizen: Mover = { type: 'citizen' };
const staff = (role: Role, unit?: string): Mover => ({
  type: 'staff',
  id: role,
  name: role,
  roles: [role],
  unit,
});
const clerk = staff('clerk', UNIT);
const leader = staff('unit-leader', UNIT);
const supervisor = staff('supervisor');

/** mulberry32 (T. Ettinger, public domain): small, and the same on every machine. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
