import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { HubError } from '../../../src/core/errors.js';
import { type Ticket, TicketMove } from '../../../src/core/model/ticket.js';
import { decideMove } from '../../../src/core/ticket/decide.js';
import { type Duty, dutiesOf } from '../../../src/core/ticket/duties.js';
import { evolve, replay } from '../../../src/core/ticket/evolve.js';
import {
  accepted,
  at,
  citizen,
  city,
  clerk,
  clocks,
  context,
  LEAD,
  leader,
  moved,
  REPLY,
  staff,
  supervisor,
  system,
} from './tickets.js';

const MON = at('2026-11-23 09:00');
const operator = staff('operator');
const owed = (ticket: Ticket): Duty[] => dutiesOf(ticket, city, clocks);

/** Does everything that is due by then, as the sweeper does, and says what was done. */
function keepTime(ticket: Ticket, now: Date): { ticket: Ticket; done: Duty[] } {
  const done: Duty[] = [];
  for (;;) {
    const [duty] = owed(ticket);
    if (!duty || duty.at > now) return { ticket, done };
    const mover = { type: 'system' as const, rule: duty.rule };
    ticket = evolve(ticket, decideMove(ticket, duty.move, mover, duty.id, duty.details, context(now)));
    done.push(duty);
  }
}
const named = (duties: Duty[]) => duties.map(({ rule, at: when }) => [rule, when]);

describe('what time asks of a ticket', () => {
  test('a week of downtime: every missed warning once, each with its real date, in order', () => {
    const signed = moved(moved(accepted(MON), MON, 'dispatch', operator, { unit: LEAD }), MON, 'sign', clerk);
    // The hub is down from here until the middle of December; 5 working days end on 30 November.
    const { ticket, done } = keepTime(signed, at('2026-12-16 09:00'));
    expect(named(done)).toEqual([
      ['card-yellow', at('2026-11-27 17:30')],
      ['card-red', at('2026-11-30 17:30')],
      ['supervise-notice', at('2026-12-01 17:30')],
      ['supervise-written', at('2026-12-08 17:30')],
    ]);
    expect(keepTime(ticket, at('2026-12-16 09:01')).done).toEqual([]);
    expect(ticket.cards.map(({ card, step }) => `${card} ${step}`)).toEqual(['yellow handle', 'red handle']);
  });

  test('silence is acceptance: neither signed nor returned in time, it counts as signed', () => {
    const dispatched = moved(accepted(MON), MON, 'dispatch', operator, { unit: LEAD });
    const { ticket, done } = keepTime(dispatched, at('2026-11-24 18:00'));
    expect(ticket.state).toBe('signed');
    expect(named(done)).toContainEqual(['silent-acceptance', at('2026-11-24 17:31')]);
  });

  test('挂账 granted: nobody is chased any more', () => {
    let ticket = moved(moved(accepted(MON), MON, 'dispatch', operator, { unit: LEAD }), MON, 'sign', clerk);
    ticket = moved(ticket, MON, 'apply', leader, { application: 'carry', reason: '须立项' });
    ticket = moved(ticket, MON, 'decide', supervisor, { applicationId: 'a1', granted: true, reason: '同意' });
    const rules = owed(ticket).map(({ rule }) => rule);
    expect(rules.filter((rule) => rule.startsWith('supervise'))).toEqual([]);
    expect(rules).toContain('card-red');
  });

  test('an extended clock warns again before its new end, and the old end passes in silence', () => {
    let ticket = moved(moved(accepted(MON), MON, 'dispatch', operator, { unit: LEAD }), MON, 'sign', clerk);
    ticket = keepTime(ticket, at('2026-11-27 18:00')).ticket;
    ticket = moved(ticket, at('2026-11-30 09:00'), 'apply', clerk, {
      application: 'extension',
      days: 3,
      reason: 'x',
    });
    const decision = { applicationId: 'a1', granted: true, reason: '同意' };
    ticket = moved(ticket, at('2026-11-30 10:00'), 'decide', supervisor, decision);
    const { done } = keepTime(ticket, at('2026-12-04 09:00'));
    expect(named(done)).toEqual([
      ['card-yellow', at('2026-12-02 17:30')],
      ['card-red', at('2026-12-03 17:30')],
    ]);
  });

  test('a suspension ends by itself', () => {
    let ticket = moved(moved(accepted(MON), MON, 'dispatch', operator, { unit: LEAD }), MON, 'sign', clerk);
    ticket = moved(ticket, MON, 'suspend', supervisor, { cause: 'waiting-citizen', reason: '等材料' });
    expect(keepTime(ticket, at('2026-12-08 08:59')).ticket.state).toBe('suspended');
    expect(keepTime(ticket, at('2026-12-08 09:00')).ticket.state).toBe('signed');
  });

  test('a reform: from the day after, lead and assisting units are their successors, once', () => {
    const then = at('2019-01-28 09:00');
    const dispatched = moved(accepted(then), then, 'dispatch', operator, {
      unit: 'industry-commerce',
      assists: ['quality-supervision', 'police'],
    });
    expect(keepTime(dispatched, at('2019-01-31 23:59')).ticket.unit).toBe('industry-commerce');
    const { ticket, done } = keepTime(dispatched, at('2019-02-01 00:00'));
    expect(ticket.unit).toBe('market-regulation');
    expect(ticket.assists.map(({ unit }) => unit)).toEqual(['market-regulation', 'police']);
    expect(named(done)).toContainEqual(['reform', at('2019-02-01 00:00')]);
    expect(owed(ticket).filter(({ move }) => move === 'succeed')).toEqual([]);
  });

  const reviewed = () => {
    const signed = moved(moved(accepted(MON), MON, 'dispatch', operator, { unit: LEAD }), MON, 'sign', clerk);
    return moved(moved(signed, MON, 'reply', clerk, REPLY), MON, 'review', supervisor);
  };

  test('a good mark is the call-back: closed at once, archived after its time', () => {
    const rated = moved(reviewed(), at('2026-11-24 09:00'), 'rate', citizen, { rating: 5 });
    const { ticket } = keepTime(rated, at('2026-11-24 09:00'));
    expect(ticket).toMatchObject({ state: 'closed', callBack: { by: 'bot', satisfied: true } });
    expect(keepTime(ticket, at('2026-12-25 09:00')).ticket.state).toBe('archived');
  });

  test('a bad mark closes nothing: an operator calls', () => {
    const rated = moved(reviewed(), at('2026-11-24 09:00'), 'rate', citizen, { rating: 2 });
    expect(keepTime(rated, at('2026-11-24 10:00')).ticket.state).toBe('reviewed');
  });
});

test('any life: every event of the table replays to the same ticket, and time never asks twice', () => {
  const movers = [
    operator,
    clerk,
    leader,
    supervisor,
    citizen,
    system,
    staff('reviewer'),
    staff('call-back'),
  ];
  const step = fc.record({
    move: fc.constantFrom(...TicketMove.options),
    who: fc.constantFrom(...movers),
    hours: fc.integer({ min: 0, max: 60 }),
    granted: fc.boolean(),
    rating: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
      let now = MON;
      let ticket = accepted(now);
      for (const { move, who, hours, granted, rating } of steps) {
        now = new Date(now.getTime() + hours * 3_600_000);
        const details = {
          ...REPLY,
          unit: LEAD,
          reason: 'r',
          refusal: 'N01' as const,
          application: 'extension' as const,
          days: 2,
          applicationId: `a${ticket.applications.length}`,
          granted,
          rating,
          cause: 'legal',
          callBack: { by: 'operator' as const, reached: true, satisfied: granted },
          ticketIds: ['other'],
          to: '12388',
          platform: 'city',
          level: 'reminder' as const,
          receipt: 'x',
        };
        try {
          ticket = moved(ticket, now, move, who, details);
        } catch (error) {
          if (!(error instanceof HubError)) throw error;
        }
        if (hours > 30) ticket = keepTime(ticket, now).ticket;
      }
      const ids = ticket.events.map(({ commandId }) => commandId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ticket.events.map(({ seq }) => seq)).toEqual(ticket.events.map((_, index) => index + 1));
      expect(replay(ticket)).toEqual(ticket);
    }),
    { numRuns: 60 },
  );
});
