import type { EventRule } from '../../../src/core/rules/event-rule.js';
import type { RuleRepository, RuleRunRepository } from '../../../src/core/rules/event-rules.js';
import { actionsOf, type RuleRun } from '../../../src/core/rules/rule-run.js';

/** Rules in a list. */
export function memoryRules(given: readonly EventRule[] = []): RuleRepository {
  const rules = new Map(given.map((rule) => [rule.id, structuredClone(rule)]));
  return {
    all: async () =>
      structuredClone([...rules.values()]).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
    save: async (rule, expected) => {
      if ((rules.get(rule.id)?.revision ?? 0) !== expected) return false;
      rules.set(rule.id, structuredClone(rule));
      return true;
    },
    flag: async (id, version, flag) => {
      const rule = rules.get(id);
      if (rule && rule.versions.every((one) => one.version <= version))
        rules.set(id, { ...rule, flag, revision: rule.revision + 1 });
    },
  };
}

/** Runs in a list, each id once. */
export function memoryRuleRuns(): RuleRunRepository & { all: Map<string, RuleRun> } {
  const all = new Map<string, RuleRun>();
  return {
    all,
    insert: async (run) => {
      if (!all.has(run.id)) all.set(run.id, structuredClone(run));
    },
    waiting: async (limit) => [
      ...new Set(
        [...all.values()]
          .filter(({ waits }) => waits)
          .sort((a, b) => a.at.getTime() - b.at.getTime())
          .slice(0, limit)
          .map(({ ticketId }) => ticketId),
      ),
    ],
    waitingOf: async (ticketId) =>
      [...all.values()]
        .filter((run) => run.waits && run.ticketId === ticketId)
        .sort((a, b) => a.seq - b.seq || a.order - b.order),
    progress: async (id, outcomes) => {
      const run = all.get(id);
      if (run) all.set(id, { ...run, outcomes: [...outcomes] });
    },
    finish: async (id, doneAt, outcomes) => {
      const run = all.get(id);
      if (run) all.set(id, { ...run, doneAt, outcomes: [...outcomes], waits: false });
    },
    of: async (ruleId, { limit }) =>
      [...all.values()]
        .filter((run) => run.ruleId === ruleId)
        .sort((a, b) => b.at.getTime() - a.at.getTime())
        .slice(0, limit),
    actionsSince: async (ticketId, since) =>
      [...all.values()]
        .filter((run) => run.ticketId === ticketId && run.doneAt !== undefined && run.doneAt >= since)
        .reduce((sum, run) => sum + actionsOf(run), 0),
  };
}
