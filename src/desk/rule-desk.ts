import { createHash } from 'node:crypto';
import { HubError } from '../core/errors.js';
import type { City } from '../core/model/city.js';
import type { Ticket, TicketEvent } from '../core/model/ticket.js';
import type { Clock } from '../core/ports.js';
import { currentVersion, type EventRule, MOST_VERSIONS, type RuleText } from '../core/rules/event-rule.js';
import type { EventRules, RuleRepository, RuleRunRepository } from '../core/rules/event-rules.js';
import { type Miss, missesOf, ticketAt } from '../core/rules/fires.js';
import type { RuleRun } from '../core/rules/rule-run.js';
import { onSealedDesk, type StaffActor } from '../core/services.js';
import { unknownCodes } from './rule-codes.js';

export interface RuleDeskDeps {
  rules: RuleRepository;
  ruleRuns: RuleRunRepository;
  engine: Pick<EventRules, 'forget'>;
  city: Pick<City, 'units' | 'categories' | 'hotlines' | 'regions'>;
  /** Whether an account of this id is there. */
  isStaff(id: string): Promise<boolean>;
  clock: Clock;
}

/** Nobody keeps an overview of more. */
const MOST_RULES = 100;

/** What a rule would have done with one ticket, and on which of its events. */
export interface Previewed {
  ticket: Ticket;
  met: TicketEvent[];
  /** Why not, on the event that came nearest; empty when it was met. */
  misses: Miss[];
}

/** 自动规则: who keeps them, within the bounds of their platform and of the sealed desk. */
export class RuleDesk {
  constructor(private readonly deps: RuleDeskDeps) {}

  async list(actor: StaffActor): Promise<EventRule[]> {
    const all = await this.deps.rules.all();
    return all.filter((rule) => rule.removedAt === undefined && mayKeep(actor, rule));
  }

  async get(id: string, actor: StaffActor): Promise<EventRule> {
    const found = await this.find(id, actor);
    if (found.removedAt !== undefined) throw notFound();
    return found;
  }

  /** A new rule, after all others. The same command is one rule. */
  async make(actor: StaffActor, commandId: string, text: RuleText, sealed: boolean): Promise<EventRule> {
    const id = `r${createHash('sha256').update(commandId).digest('hex').slice(0, 16)}`;
    const all = await this.deps.rules.all();
    const known = all.find((rule) => rule.id === id);
    if (known) return known;
    await this.check(text, sealed);
    const standing = all.filter(({ removedAt }) => removedAt === undefined);
    if (standing.length >= MOST_RULES)
      throw new HubError('conflict', 'too-many-rules', `规则最多${MOST_RULES}条`, '请先删除不用的规则');
    const now = this.deps.clock.now();
    const made: EventRule = {
      id,
      revision: 1,
      versions: [{ ...text, version: 1, since: now, by: by(actor) }],
      order: Math.max(0, ...all.map(({ order }) => order)) + 1,
      ...(actor.platform !== undefined && { platform: actor.platform }),
      sealed,
      createdAt: now,
    };
    if (!mayKeep(actor, made)) throw notFound();
    await this.deps.rules.save(made, 0);
    this.deps.engine.forget();
    return this.get(id, actor);
  }

  /** A new version, from now on; what was flagged before is settled by it. */
  async change(id: string, actor: StaffActor, expected: number, text: RuleText): Promise<EventRule> {
    return this.rewrite(id, actor, async (rule) => {
      const { version } = currentVersion(rule);
      if (version !== expected)
        throw new HubError('conflict', 'rule-changed', '规则已被他人修改', '请刷新后重试', {
          state: String(version),
        });
      await this.check(text, rule.sealed);
      const { flag: _settled, ...rest } = rule;
      const next = { ...text, version: version + 1, since: this.deps.clock.now(), by: by(actor) };
      return { ...rest, versions: [...rule.versions, next].slice(-MOST_VERSIONS) };
    });
  }

  /** It acts no more, not even on what it met before; what it did stays to be read. */
  async remove(id: string, actor: StaffActor): Promise<void> {
    await this.rewrite(id, actor, async (rule) => ({ ...rule, removedAt: this.deps.clock.now() }));
  }

  /** Puts the rules that somebody keeps into this order; all others stay where they are. */
  async reorder(actor: StaffActor, ids: readonly string[]): Promise<EventRule[]> {
    const own = await this.list(actor);
    const isAll = own.length === ids.length && own.every(({ id }) => ids.includes(id));
    if (!isAll)
      throw new HubError('conflict', 'rule-order', '请给出全部规则的新顺序', '请刷新规则列表后重试');
    const places = own.map(({ order }) => order).sort((a, b) => a - b);
    for (const [index, id] of ids.entries()) {
      const order = places[index] ?? index;
      await this.rewrite(id, actor, async (rule) => ({ ...rule, order }));
    }
    return this.list(actor);
  }

  async runs(
    id: string,
    actor: StaffActor,
    page: { after?: { at: Date; id: string }; limit: number },
  ): Promise<RuleRun[]> {
    await this.find(id, actor);
    return this.deps.ruleRuns.of(id, page);
  }

  /** What a rule would have done with these tickets, on every event that they had. Changes nothing. */
  preview(
    actor: StaffActor,
    rule: Pick<RuleText, 'trigger' | 'when'> & { sealed: boolean },
    tickets: readonly Ticket[],
  ): Previewed[] {
    const bounds = { id: 'preview', sealed: rule.sealed, platform: actor.platform };
    return tickets.map((ticket): Previewed => {
      const tried = ticket.events.map((event) => ({
        event,
        misses: missesOf(bounds, rule, ticketAt(ticket, event), event),
      }));
      const met = tried.filter(({ misses }) => misses.length === 0).map(({ event }) => event);
      const nearest = tried.toSorted((a, b) => a.misses.length - b.misses.length)[0];
      return { ticket, met, misses: nearest?.misses ?? [] };
    });
  }

  /** A rule that was given up too. */
  private async find(id: string, actor: StaffActor): Promise<EventRule> {
    const found = (await this.deps.rules.all()).find((rule) => rule.id === id);
    if (!found || !mayKeep(actor, found)) throw notFound();
    return found;
  }

  /** Reads, changes and writes again, until nobody was faster. */
  private async rewrite(
    id: string,
    actor: StaffActor,
    changed: (rule: EventRule) => Promise<EventRule>,
  ): Promise<EventRule> {
    for (;;) {
      const rule = await this.get(id, actor);
      const next = { ...(await changed(rule)), revision: rule.revision + 1 };
      if (!(await this.deps.rules.save(next, rule.revision))) continue;
      this.deps.engine.forget();
      return next;
    }
  }

  private async check(text: RuleText, sealed: boolean): Promise<void> {
    const fields = unknownCodes(text, this.deps.city, sealed);
    for (const [index, action] of text.then.entries()) {
      const person = action.type === 'notify' && action.to.type === 'person' ? action.to.staffId : undefined;
      if (person !== undefined && !(await this.deps.isStaff(person)))
        fields.push({ path: `then.${index}.to.staffId`, message: '没有这个账号' });
    }
    if (fields.length === 0) return;
    throw new HubError('bad-input', 'rule-code', '规则中有不认识的编号', '请按列出的位置更正', { fields });
  }
}

/** 密件 are the sealed desk’s alone; a county’s supervisors keep the rules of their county, the city’s all. */
function mayKeep(actor: StaffActor, { sealed, platform }: Pick<EventRule, 'sealed' | 'platform'>): boolean {
  if (actor.platform !== undefined && actor.platform !== platform) return false;
  return sealed ? onSealedDesk(actor) : actor.roles.includes('supervisor');
}

const by = ({ id, name }: StaffActor) => ({ id, name });
const notFound = () => new HubError('not-found', 'rule-not-found', '没有这条规则', '请刷新规则列表后重试');
