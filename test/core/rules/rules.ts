import type { EventRule, RuleText } from '../../../src/core/rules/event-rule.js';
import { EventRules } from '../../../src/core/rules/event-rules.js';
import { Tickets } from '../../../src/core/ticket/tickets.js';
import { memoryRuleRuns, memoryRules } from '../../support/server/memory-rules.js';
import { memoryStaffNotices } from '../../support/server/memory-staff-notices.js';
import { memoryTickets } from '../../support/server/memory-tickets.js';
import { NOW } from '../ticket/stored-tickets.js';
import { calendar, city } from '../ticket/tickets.js';

/** A rule that has held for ever, in its first version. */
export function rule(id: string, text: Partial<RuleText>, over: Partial<EventRule> = {}): EventRule {
  const version = {
    name: id,
    mode: 'active' as const,
    trigger: { type: 'created' as const },
    when: {},
    then: [{ type: 'note' as const, text: id }],
    version: 1,
    since: new Date(0),
    by: { id: 's1', name: '督办员' },
    ...text,
  };
  return {
    id,
    revision: 1,
    versions: [version],
    order: Number(id.replace(/\D/g, '')) || 1,
    sealed: false,
    createdAt: new Date(0),
    ...over,
  };
}

/** The hub's tickets and rules in memory, at a time that stands still until it is moved. */
export function rulesAtWork(given: readonly EventRule[], on: { failing?: () => void } = {}) {
  let now = NOW;
  const clock = { now: () => now };
  const store = memoryTickets();
  const runs = memoryRuleRuns();
  const rules = memoryRules(given);
  const notices = memoryStaffNotices();
  const tickets: Tickets = new Tickets({
    tickets: store,
    inputs: {
      insert: async () => true,
      find: async () => undefined,
      newInputs: async () => [],
      markDone: async () => undefined,
      conversationsWithNew: async () => [],
    },
    clock,
    random: { int: () => 482_913 },
    waker: { conversation: () => undefined, outbox: () => undefined },
    city,
    staffNotices: notices,
    calendar,
    rulesOf: () => city,
    sourceOf: () => '08',
    meetRules: (ticket, events) => engine.meet(ticket, events),
  });
  const engine = new EventRules({
    rules,
    runs: {
      ...runs,
      finish: async (...args) => {
        on.failing?.();
        await runs.finish(...args);
      },
    },
    tickets: {
      get: (id) => tickets.get(id),
      move: async (...args) => {
        on.failing?.();
        const moved = await tickets.move(...args);
        on.failing?.();
        return moved;
      },
    },
    staffNotices: notices,
    clock,
    onTold: () => undefined,
  });

  /** Carries out what waits, as the sweeper does, until nothing waits; answers how many rounds that took. */
  async function drain(): Promise<number> {
    for (let round = 0; ; round++) {
      const waiting = await engine.due(500);
      if (waiting.length === 0 || round > 1_000) return round;
      for (const id of waiting) await engine.carryOut(id).catch(() => undefined);
    }
  }
  return {
    tickets,
    store,
    runs,
    rules,
    notices,
    engine,
    drain,
    pass: (ms: number) => void (now = new Date(now.getTime() + ms)),
  };
}
