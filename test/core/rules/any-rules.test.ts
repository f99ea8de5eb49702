import { expect, test } from '@jest/globals';
import type { Ticket, TicketMove } from '../../../src/core/model/ticket.js';
import type { EventRule, RuleAction, RuleConditions } from '../../../src/core/rules/event-rule.js';
import { MOST_IN_AN_HOUR } from '../../../src/core/rules/event-rules.js';
import { chainOf, MOST_DEPTH } from '../../../src/core/rules/fires.js';
import { ticket as sample } from '../../store/samples.js';
import fc from '../../support/fc.js';
import { citizen, LEAD, staff } from '../ticket/tickets.js';
import { rule, rulesAtWork } from './rules.js';

const MOVES = ['note', 'urge', 'comment', 'supervise', 'reclassify', 'dispatch'] as const;
type Wanted = (typeof MOVES)[number];

const anyAction = fc.constantFrom<RuleAction[]>(
  { type: 'note', text: '记录' },
  { type: 'supervise', level: 'reminder', reason: '提醒' },
  { type: 'urgency', urgency: 'urgent', reason: '升级' },
  { type: 'urgency', urgency: 'normal', reason: '降级' },
  { type: 'notify', to: { type: 'desk' } },
  { type: 'notify', to: { type: 'unit', leader: true } },
);
const anyRule = fc.record({
  trigger: fc.oneof(
    fc.constant({ type: 'created' as const }),
    fc
      .subarray<TicketMove>([...MOVES, 'accept'], { minLength: 1 })
      .map((moves) => ({ type: 'moved' as const, moves })),
  ),
  when: fc.constantFrom<RuleConditions[]>(
    {},
    { urgency: ['normal'] },
    { urgency: ['urgent'] },
    { urgesAtLeast: 2 },
  ),
  then: fc.array(anyAction, { minLength: 1, maxLength: 4 }),
  mode: fc.constantFrom(
    'active' as const,
    'active' as const,
    'active' as const,
    'watch' as const,
    'off' as const,
  ),
});
const anyRules = fc
  .array(anyRule, { minLength: 1, maxLength: 6 })
  .map((texts) => texts.map((text, i) => rule(`r${i + 1}`, text)));
const anyStream = fc.array(fc.constantFrom<Wanted[]>(...MOVES), { maxLength: 6 });
/** What of the hub's work dies, in order of the writes; then what is handed on again. */
const anyNoise = fc.record({
  dies: fc.array(fc.boolean(), { maxLength: 40 }),
  again: fc.array(fc.nat(50), { maxLength: 10 }),
});

/** One ticket's life under rules; with noise, work dies between writes and old events are handed on again. */
async function live(
  rules: EventRule[],
  stream: Wanted[],
  noise: { dies: boolean[]; again: number[] } = { dies: [], again: [] },
): Promise<{ ticket: Ticket; runs: object[]; notices: string[]; rounds: number }> {
  const dies = [...noise.dies];
  const again = [...noise.again];
  const at = rulesAtWork(rules, {
    failing: () => {
      if (dies.shift()) throw new Error('died');
    },
  });
  let rounds = 0;
  const settle = async () => {
    rounds = Math.max(rounds, await at.drain());
    const ticket = await at.tickets.get('t1');
    const old = again.shift();
    if (old === undefined) return;
    await at.engine.meet(ticket, ticket.events.slice(old % ticket.events.length).toReversed());
    rounds = Math.max(rounds, await at.drain());
  };
  await at.tickets.open('t1', 'open', sample('t1', '停水').request, 'c1', citizen);
  await settle();
  for (const [index, move] of stream.entries()) {
    const { state } = await at.tickets.get('t1');
    if (move === 'dispatch' && state !== 'accepted') continue;
    const details = {
      note: { text: '看' },
      urge: {},
      comment: { text: '说' },
      supervise: { level: 'reminder' as const, reason: '快' },
      reclassify: { urgency: index % 2 === 0 ? ('urgent' as const) : ('normal' as const), reason: '更正' },
      dispatch: { unit: LEAD },
    }[move];
    const by = move === 'supervise' || move === 'reclassify' ? staff('supervisor') : staff('operator');
    await at.tickets.move('t1', by, `m${index}`, move, details);
    await settle();
  }
  const runs = [...at.runs.all.values()].map(({ id, outcomes, waits }) => ({ id, outcomes, waits }));
  return {
    ticket: await at.tickets.get('t1'),
    runs: runs.sort((a, b) => (a.id < b.id ? -1 : 1)),
    notices: at.notices.all.map(({ id }) => id).sort(),
    rounds,
  };
}

test('any rules on any events come to an end, once each, whatever dies and whatever is handed on again', async () => {
  await fc.assert(
    fc.asyncProperty(anyRules, anyStream, anyNoise, async (rules, stream, noise) => {
      const calm = await live(rules, stream);
      const rough = await live(rules, stream, noise);
      // Exactly once: the same events, notices and runs as without any trouble.
      const story = ({ events }: Ticket) =>
        events.map(({ commandId, move, details }) => ({ commandId, move, details }));
      expect(story(rough.ticket)).toEqual(story(calm.ticket));
      expect(rough.runs).toEqual(calm.runs);
      expect(rough.notices).toEqual(calm.notices);
      // An end: each round of the sweeper is one step deeper at most, or one that died.
      expect(calm.rounds).toBeLessThanOrEqual(MOST_DEPTH + 1);
      const commands = rough.ticket.events.map(({ commandId }) => commandId);
      expect(new Set(commands).size).toBe(commands.length);
      const acts = rough.ticket.events.filter((event) => chainOf(event).length > 0);
      expect(acts.length).toBeLessThanOrEqual(MOST_IN_AN_HOUR);
      for (const event of acts) {
        const chain = chainOf(event);
        expect(new Set(chain).size).toBe(chain.length);
        expect(chain.length).toBeLessThanOrEqual(MOST_DEPTH);
      }
    }),
    { numRuns: 150 },
  );
}, 120_000);
