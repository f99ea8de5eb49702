import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EventRules, type RuleRunRepository } from '../../src/core/rules/event-rules.js';
import type { RuleRun } from '../../src/core/rules/rule-run.js';
import type { Tickets } from '../../src/core/ticket/tickets.js';
import { opened, NOW, ticketsOn } from '../core/ticket/stored-tickets.js';
import { rule } from '../core/rules/rules.js';
import { openStores, type Stores } from './open-stores.js';

let stores: Stores;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ stores, close } = await openStores());
});
afterAll(() => close());

const run = (ticketId: string, seq: number, over: Partial<RuleRun> = {}): RuleRun => ({
  id: `${ticketId}.${seq}.r9.1`,
  ruleId: 'r9',
  version: 1,
  name: '规则',
  order: 1,
  ticketId,
  number: 'YC1',
  sealed: false,
  seq,
  move: 'note',
  at: new Date(NOW.getTime() + seq),
  watched: false,
  chain: [],
  waits: true,
  outcomes: [],
  ...over,
});

describe('rules', () => {
  test('one write decides, and a flag does not stick to a rule that was mended meanwhile', async () => {
    const first = rule('r1', {});
    expect(await stores.rules.save(first, 0)).toBe(true);
    expect(await stores.rules.save(first, 0)).toBe(false);
    const flag = { runId: 'x', code: 'bug', at: NOW };
    await stores.rules.flag('r1', 1, flag);
    expect(await stores.rules.all()).toMatchObject([{ flag, revision: 2 }]);
    const mended = rule('r1', { version: 2 } as object, { revision: 3 });
    expect(await stores.rules.save(mended, 1)).toBe(false);
    expect(await stores.rules.save(mended, 2)).toBe(true);
    await stores.rules.flag('r1', 1, flag);
    const [now] = await stores.rules.all();
    expect(now?.flag).toBeUndefined();
  });
});

describe('runs', () => {
  test('wait in the order of their events, are read by pages, and count within the hour', async () => {
    for (const seq of [3, 1, 2]) await stores.ruleRuns.insert(run('w1', seq));
    await stores.ruleRuns.insert(run('w0', 4));
    await stores.ruleRuns.insert(run('w1', 3, { waits: false }));
    expect(await stores.ruleRuns.waiting(10)).toEqual(['w1', 'w0']);
    expect((await stores.ruleRuns.waitingOf('w1')).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    await stores.ruleRuns.finish('w1.1.r9.1', NOW, [
      { type: 'note', result: 'done' },
      { type: 'note', result: 'needless' },
    ]);
    expect(await stores.ruleRuns.waitingOf('w1')).toHaveLength(2);
    expect(await stores.ruleRuns.actionsSince('w1', NOW)).toBe(1);
    expect(await stores.ruleRuns.actionsSince('w1', new Date(NOW.getTime() + 1))).toBe(0);
    const first = await stores.ruleRuns.of('r9', { limit: 3 });
    const last = first.at(-1);
    if (!last) throw new Error('there are runs');
    const rest = await stores.ruleRuns.of('r9', { after: last, limit: 3 });
    expect([...first, ...rest].map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
  });
});

test('a crash before acting, and one before saying so, lose nothing and repeat nothing', async () => {
  await stores.rules.save(rule('r2', { trigger: { type: 'created' } }), 0);
  const process = (over: Partial<RuleRunRepository> = {}) => {
    const tickets: Tickets = ticketsOn(stores, {
      meetRules: (ticket, events) => engine.meet(ticket, events),
    });
    const engine: EventRules = new EventRules({
      rules: stores.rules,
      runs: { ...stores.ruleRuns, ...over },
      tickets,
      staffNotices: stores.staffNotices,
      clock: { now: () => NOW },
      onTold: () => undefined,
    });
    return { tickets, engine };
  };
  await opened(process().tickets, 'k1');
  const dying = process({ finish: () => Promise.reject(new Error('died')) });
  expect(await dying.engine.due(100)).toContain('k1');
  await expect(dying.engine.carryOut('k1')).rejects.toThrow('died');
  const { engine, tickets } = process();
  expect(await engine.due(100)).toContain('k1');
  await engine.carryOut('k1');
  expect(await engine.due(100)).not.toContain('k1');
  const { events } = await tickets.get('k1');
  expect(events.map(({ details }) => details.text)).toEqual([undefined, 'r1', 'r2']);
});
