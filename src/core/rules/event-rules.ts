import type { Ticket, TicketEvent } from '../model/ticket.js';
import type { Clock } from '../ports.js';
import { act, type ActDeps } from './act.js';
import { currentVersion, type EventRule, versionAt } from './event-rule.js';
import { chainOf, missesOf, ticketAt } from './fires.js';
import { type ActionOutcome, actionsOf, type RuleRun, runIdOf } from './rule-run.js';

/** Where rules and what they did are kept. Every write that resolves is durable. */
export interface RuleRepository {
  /** In their order, those given up too. */
  all(): Promise<EventRule[]>;
  /** False when somebody else was faster. `expected` 0 inserts. */
  save(rule: EventRule, expected: number): Promise<boolean>;
  /** Says that something went wrong, unless the rule was changed since that version. */
  flag(ruleId: string, version: number, flag: NonNullable<EventRule['flag']>): Promise<void>;
}
export interface RuleRunRepository {
  /** An id already there is left alone: it is that run. */
  insert(run: RuleRun): Promise<void>;
  /** Tickets of which runs wait, those whose events are oldest first. */
  waiting(limit: number): Promise<string[]>;
  /** The runs of a ticket that wait, in order of their events and of their rules. */
  waitingOf(ticketId: string): Promise<RuleRun[]>;
  /** What became of its first actions, so that a crash does not judge them anew. */
  progress(id: string, outcomes: readonly ActionOutcome[]): Promise<void>;
  finish(id: string, doneAt: Date, outcomes: readonly ActionOutcome[]): Promise<void>;
  /** Newest first, after this place. */
  of(ruleId: string, page: { after?: { at: Date; id: string }; limit: number }): Promise<RuleRun[]>;
  /** Actions of rules that a ticket had since then. */
  actionsSince(ticketId: string, since: Date): Promise<number>;
}

export interface EventRulesDeps extends ActDeps {
  rules: RuleRepository;
  runs: RuleRunRepository;
  clock: Clock;
}

/** Actions of rules that one ticket has in an hour; more is a rule gone wrong. */
export const MOST_IN_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/**
 * 自动规则: looks at every event of a ticket once, writes down which rules it meets, and carries them out from
 * there. What is written down survives any crash; what is carried out has ids made from it.
 */
export class EventRules {
  private known: Promise<EventRule[]> | undefined;

  constructor(private readonly deps: EventRulesDeps) {}

  /** Rules are few and events many: they are read once, and again after each change. */
  forget(): void {
    this.known = undefined;
  }

  /** Writes down which rules these events meet. Done again, also by an older copy, it changes nothing. */
  async meet(ticket: Ticket, events: readonly TicketEvent[]): Promise<void> {
    const rules = await this.rules();
    if (rules.length === 0) return;
    for (const event of events)
      for (const run of runsOf(rules, ticket, event)) await this.deps.runs.insert(run);
  }

  /** For the sweeper: tickets of which runs wait. */
  due(limit: number): Promise<string[]> {
    return this.deps.runs.waiting(limit);
  }

  /**
   * Carries out what waits of a ticket, one run after another. A crash or a failing store in between leaves the rest
   * waiting in its order, and doing one again repeats nothing.
   */
  async carryOut(ticketId: string): Promise<void> {
    for (const run of await this.deps.runs.waitingOf(ticketId)) await this.carryOutOne(run);
  }

  private async carryOutOne(run: RuleRun): Promise<void> {
    const { runs, clock } = this.deps;
    const outcomes = await this.outcomesOf(run);
    const code = outcomes.flatMap((one) =>
      one.result === 'too-many' ? 'rule-too-many' : (one.code ?? []),
    )[0];
    if (code !== undefined) {
      await this.deps.rules.flag(run.ruleId, run.version, { runId: run.id, code, at: clock.now() });
      this.forget();
    }
    await runs.finish(run.id, clock.now(), outcomes);
  }

  private async outcomesOf(run: RuleRun): Promise<ActionOutcome[]> {
    const { runs, clock } = this.deps;
    const rule = (await this.rules()).find(({ id }) => id === run.ruleId);
    const then = rule?.versions.find(({ version }) => version === run.version)?.then ?? [];
    // Whoever switches a rule off means what it has not done yet too.
    const isOff = !rule || rule.removedAt !== undefined || currentVersion(rule).mode !== 'active';
    if (isOff) return then.map(({ type }) => ({ type, result: 'stopped' }));
    const since = new Date(clock.now().getTime() - HOUR_MS);
    const most = MOST_IN_AN_HOUR - (await runs.actionsSince(run.ticketId, since));
    const outcomes = [...run.outcomes];
    for (const [index, action] of then.entries()) {
      if (index < run.outcomes.length) continue;
      // Whether something is needed is judged once, before the next action changes it.
      if (index > run.outcomes.length) await runs.progress(run.id, outcomes);
      outcomes.push(
        actionsOf({ outcomes }) < most
          ? await act(run, index, action, this.deps)
          : { type: action.type, result: 'too-many' },
      );
    }
    return outcomes;
  }

  private rules(): Promise<EventRule[]> {
    this.known ??= this.deps.rules.all();
    // What could not be read is read again by the next one.
    this.known.catch(() => this.forget());
    return this.known;
  }
}

/** The runs that an event starts, in the order of the rules. Pure. */
export function runsOf(rules: readonly EventRule[], ticket: Ticket, event: TicketEvent): RuleRun[] {
  const then = rules.flatMap((rule) => {
    const version = versionAt(rule, event.at);
    return version === undefined || version.mode === 'off' ? [] : [{ rule, version }];
  });
  if (then.length === 0) return [];
  const seen = ticketAt(ticket, event);
  return then
    .filter(({ rule, version }) => missesOf(rule, version, seen, event).length === 0)
    .map(({ rule, version }): RuleRun => {
      const key = { ticketId: ticket.id, seq: event.seq, ruleId: rule.id, version: version.version };
      return {
        ...key,
        id: runIdOf(key),
        name: version.name,
        order: rule.order,
        number: ticket.number,
        sealed: rule.sealed,
        move: event.move,
        at: event.at,
        watched: version.mode === 'watch',
        chain: chainOf(event),
        waits: version.mode === 'active',
        outcomes: [],
      };
    });
}
