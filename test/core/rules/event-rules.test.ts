import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../../src/core/model/request.js';
import type { Ticket } from '../../../src/core/model/ticket.js';
import type { RuleText } from '../../../src/core/rules/event-rule.js';
import { MOST_IN_AN_HOUR } from '../../../src/core/rules/event-rules.js';
import { ticket as sample } from '../../store/samples.js';
import { LEAD, staff, citizen, system } from '../ticket/tickets.js';
import { rule, rulesAtWork } from './rules.js';

const operator = staff('operator');
const request = (over: Partial<Request> = {}): Request => ({
  ...sample('t1', '剧场路一带停水了').request,
  ...over,
});

async function opened(at: ReturnType<typeof rulesAtWork>, over: Partial<Request> = {}): Promise<Ticket> {
  await at.tickets.open('t1', 'open', request(over), 'citizen-1', citizen);
  await at.drain();
  return at.tickets.get('t1');
}
const byRules = ({ events }: Ticket) =>
  events.flatMap(({ actor, move, details }) =>
    actor.type === 'system' && actor.eventRule
      ? [`${actor.eventRule.id} ${move} ${details.text ?? ''}`.trim()]
      : [],
  );

describe('a rule acts', () => {
  test('on what it looks at, when all of it holds', async () => {
    const at = rulesAtWork([
      rule('r1', { when: { text: ['停水', '断水'] } }),
      rule('r2', { when: { text: ['停电'] } }),
      rule('r3', { trigger: { type: 'moved', moves: ['urge'] }, when: { urgesAtLeast: 2 } }),
    ]);
    await opened(at);
    for (const command of ['u1', 'u2']) {
      await at.tickets.move('t1', citizen, command, 'urge', {});
      await at.drain();
    }
    expect(byRules(await at.tickets.get('t1'))).toEqual(['r1 note r1', 'r3 note r3']);
  });

  test('in the order given, each seeing the ticket as the event left it', async () => {
    const at = rulesAtWork([
      rule('r2', { when: { urgency: ['normal'] } }),
      rule('r1', { then: [{ type: 'urgency', urgency: 'urgent', reason: '停水' }] }),
    ]);
    const ticket = await opened(at);
    expect(byRules(ticket)).toEqual(['r1 reclassify', 'r2 note r2']);
    expect(ticket.urgency).toBe('urgent');
  });

  test('on time: a card is an event', async () => {
    const at = rulesAtWork([
      rule('r1', {
        trigger: { type: 'card', card: 'yellow', step: 'handle' },
        then: [{ type: 'notify', to: { type: 'role', role: 'supervisor' } }],
      }),
    ]);
    const { deadlines } = await opened(at);
    const clock = deadlines.find(({ step }) => step === 'handle');
    const card = { card: 'yellow', step: 'handle', clock: clock?.id, dueAt: clock?.dueAt } as const;
    await at.tickets.move('t1', system, 'card', 'card', card);
    await at.drain();
    expect(at.notices.all.filter((one) => 'rule' in one && one.rule !== undefined)).toMatchObject([
      { to: { type: 'role', role: 'supervisor' }, move: 'card', rule: 'r1' },
    ]);
  });

  test('leak: never on sealed tickets, and a rule of the sealed desk on nothing else', async () => {
    const rules = [rule('r1', {}), rule('r2', {}, { sealed: true }), rule('r3', {}, { platform: 'dafeng' })];
    expect(byRules(await opened(rulesAtWork(rules), { secrecy: 'sealed' }))).toEqual(['r2 note r2']);
    expect(byRules(await opened(rulesAtWork(rules)))).toEqual(['r1 note r1']);
  });

  test('watching, it writes down what it met and does nothing', async () => {
    const at = rulesAtWork([rule('r1', { mode: 'watch' }), rule('r2', { mode: 'off' })]);
    expect(byRules(await opened(at))).toEqual([]);
    expect([...at.runs.all.values()]).toMatchObject([{ ruleId: 'r1', watched: true, waits: false }]);
  });
});

describe('loop', () => {
  const onNotes: Partial<RuleText> = { trigger: { type: 'moved', moves: ['note'] } };

  test('a rule never answers itself, nor what it led to', async () => {
    const at = rulesAtWork([rule('r1', onNotes), rule('r2', onNotes)]);
    await opened(at);
    await at.tickets.move('t1', operator, 'n1', 'note', { text: '请看' });
    await at.drain();
    expect(byRules(await at.tickets.get('t1')).toSorted()).toEqual([
      'r1 note r1',
      'r1 note r1',
      'r2 note r2',
      'r2 note r2',
    ]);
  });

  test('more than a storm’s worth of actions on one ticket are not done, and the rule says so', async () => {
    const then = Array.from({ length: 10 }, (_, i) => ({ type: 'note' as const, text: String(i) }));
    const at = rulesAtWork([rule('r1', { trigger: { type: 'moved', moves: ['urge'] }, then })]);
    await opened(at);
    for (const command of ['u1', 'u2', 'u3']) {
      await at.tickets.move('t1', citizen, command, 'urge', {});
      await at.drain();
    }
    expect(byRules(await at.tickets.get('t1'))).toHaveLength(MOST_IN_AN_HOUR);
    expect((await at.rules.all())[0]?.flag).toMatchObject({ code: 'rule-too-many' });
    at.pass(3_600_001);
    await at.tickets.move('t1', citizen, 'u4', 'urge', {});
    await at.drain();
    expect(byRules(await at.tickets.get('t1'))).toHaveLength(MOST_IN_AN_HOUR + 10);
  });

  test('what another platform did is not sent back to it', async () => {
    const at = rulesAtWork([
      rule('r1', {
        trigger: { type: 'moved', moves: ['comment'] },
        then: [
          { type: 'supervise', level: 'reminder', reason: '请回复' },
          { type: 'note', text: '对方来话' },
        ],
      }),
    ]);
    await opened(at);
    await at.tickets.move('t1', operator, 'd1', 'dispatch', { unit: LEAD });
    await at.tickets.move('t1', { type: 'peer', peer: '12333', unit: LEAD }, 'c1', 'comment', {
      text: '在办',
    });
    await at.drain();
    expect(byRules(await at.tickets.get('t1'))).toEqual(['r1 note 对方来话']);
  });
});

describe('what goes wrong', () => {
  test('stops neither the other actions nor the other rules, and flags the rule', async () => {
    const at = rulesAtWork([
      rule('r1', {
        then: [
          { type: 'supervise', level: 'reminder', reason: ' ' },
          { type: 'note', text: '照办' },
        ],
      }),
      rule('r2', {}),
    ]);
    expect(byRules(await opened(at))).toEqual(['r1 note 照办', 'r2 note r2']);
    expect(at.runs.all.get('t1.1.r1.1')?.outcomes).toEqual([
      { type: 'supervise', result: 'failed', code: 'ticket-details-missing' },
      { type: 'note', result: 'done' },
    ]);
    expect((await at.rules.all())[0]?.flag).toMatchObject({ code: 'ticket-details-missing' });
  });

  test('a move that the ticket is past by now is no fault of the rule', async () => {
    const at = rulesAtWork([
      rule('r1', { then: [{ type: 'supervise', level: 'reminder', reason: '请快' }] }),
    ]);
    await at.tickets.open('t1', 'open', request(), 'citizen-1', citizen);
    await at.tickets.move('t1', citizen, 'w', 'cancel', { reason: '已解决' });
    await at.drain();
    expect(at.runs.all.get('t1.1.r1.1')?.outcomes).toEqual([{ type: 'supervise', result: 'illegal' }]);
    expect((await at.rules.all())[0]?.flag).toBeUndefined();
  });

  test('a rule that is switched off does not do what it met before either', async () => {
    const on = rule('r1', {});
    const at = rulesAtWork([on]);
    await at.tickets.open('t1', 'open', request(), 'citizen-1', citizen);
    const off = on.versions.map((one) => ({ ...one, mode: 'off' as const, version: 2, since: new Date() }));
    await at.rules.save({ ...on, revision: 2, versions: [...on.versions, ...off] }, 1);
    at.engine.forget();
    await at.drain();
    expect(byRules(await at.tickets.get('t1'))).toEqual([]);
    expect(at.runs.all.get('t1.1.r1.1')?.outcomes).toEqual([{ type: 'note', result: 'stopped' }]);
  });
});

test('replay: an event is met by the version of its time, however late it is handed on', async () => {
  const old = rule('r1', { then: [{ type: 'note', text: '旧' }] });
  const at = rulesAtWork([old]);
  const ticket = await opened(at);
  const [first] = old.versions;
  if (!first) throw new Error('a rule has a version');
  const next = {
    ...first,
    version: 2,
    since: new Date(ticket.createdAt.getTime() + 1),
    then: [{ type: 'note' as const, text: '新' }],
  };
  await at.rules.save({ ...old, revision: 2, versions: [first, next] }, 1);
  at.engine.forget();
  await at.engine.meet(ticket, ticket.events);
  await at.drain();
  expect(byRules(await at.tickets.get('t1'))).toEqual(['r1 note 旧']);
});
