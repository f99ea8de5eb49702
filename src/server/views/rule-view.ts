import { z } from 'zod';
import { TICKET_MOVE_ZH, TicketMove } from '../../core/model/ticket.js';
import { currentVersion, type EventRule, RuleText, type RuleVersion } from '../../core/rules/event-rule.js';
import { ActionOutcome, type RuleRun } from '../../core/rules/rule-run.js';
import { Instant, iso, isoIf } from '../http.js';

const Author = z.object({ id: z.string(), name: z.string() });
const VersionView = RuleText.extend({ version: z.number().int(), since: Instant, by: Author });

/** A rule as those see it who keep it. */
export const RuleView = VersionView.extend({
  id: z.string(),
  order: z.number().int(),
  platform: z.string().optional(),
  sealed: z.boolean(),
  flag: z
    .object({ runId: z.string(), code: z.string(), at: Instant })
    .optional()
    .meta({ description: 'The last thing that went wrong since it was changed' }),
  createdAt: Instant,
}).meta({ id: 'EventRule' });
export const RuleWithVersions = RuleView.extend({ versions: z.array(VersionView) });

/** One line of the run log. */
export const RunView = z
  .object({
    id: z.string(),
    version: z.number().int(),
    ticketId: z.string(),
    number: z.string(),
    seq: z.number().int(),
    move: TicketMove,
    text: z.string().meta({ description: 'The move in Chinese' }),
    at: Instant.meta({ description: 'Of the event that it met' }),
    watched: z.boolean().meta({ description: 'It only watched' }),
    waits: z.boolean(),
    doneAt: Instant.optional(),
    chain: z.array(z.string()).meta({ description: 'Rules that led to the event, oldest first' }),
    outcomes: z.array(ActionOutcome),
  })
  .meta({ id: 'RuleRun' });

export function ruleView(rule: EventRule): z.infer<typeof RuleView> {
  const { id, order, platform, sealed, flag, createdAt } = rule;
  return {
    ...versionView(currentVersion(rule)),
    id,
    order,
    platform,
    sealed,
    flag: flag && { ...flag, at: iso(flag.at) },
    createdAt: iso(createdAt),
  };
}

export function ruleWithVersions(rule: EventRule): z.infer<typeof RuleWithVersions> {
  return { ...ruleView(rule), versions: rule.versions.toReversed().map(versionView) };
}

export function runView(run: RuleRun): z.infer<typeof RunView> {
  const { id, version, ticketId, number, seq, move, at, watched, waits, doneAt, chain, outcomes } = run;
  const text = TICKET_MOVE_ZH[move];
  return {
    id,
    version,
    ticketId,
    number,
    seq,
    move,
    text,
    at: iso(at),
    watched,
    waits,
    doneAt: isoIf(doneAt),
    chain,
    outcomes,
  };
}

function versionView({ since, ...rest }: RuleVersion): z.infer<typeof VersionView> {
  return { ...rest, since: iso(since) };
}
