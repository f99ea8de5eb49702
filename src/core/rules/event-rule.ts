import { z } from 'zod';
import { RequestType, Secrecy, Urgency } from '../model/codes.js';
import { CardColour, ClockStep, TicketMove, TicketState } from '../model/ticket-codes.js';

const anyOf = <T extends z.ZodType>(one: T) => z.array(one).min(1).max(50).optional();
const Id = z.string().min(1).max(100);
const AtLeast = z.number().int().min(1).max(1000).optional();
const Words = z.string().trim().min(1);

/** What a rule looks at: one event of a ticket. Time speaks through events too: a card is one. */
export const RuleTrigger = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('created') }),
  z.strictObject({ type: z.literal('moved'), moves: z.array(TicketMove).min(1).max(50) }),
  /** 亮牌: a clock runs out soon (yellow) or has run out (red); of any clock and colour when not said. */
  z.strictObject({ type: z.literal('card'), card: CardColour.optional(), step: ClockStep.optional() }),
]);
export type RuleTrigger = z.infer<typeof RuleTrigger>;

/**
 * What has to hold of the ticket as the event left it; all that is given holds, of a list any one. The words are
 * those of the list of tickets.
 */
export const RuleConditions = z.strictObject({
  state: anyOf(TicketState),
  /** Lead unit. */
  unit: anyOf(Id),
  assist: anyOf(Id),
  /** `city`, or a county platform. */
  platform: anyOf(Id),
  type: anyOf(RequestType),
  /** With everything below it. */
  category: anyOf(Words.max(20)),
  urgency: anyOf(Urgency),
  secrecy: anyOf(Secrecy.exclude(['sealed'])),
  hotline: anyOf(Id),
  channel: anyOf(Words.max(40)),
  /** County of the place, its division code. */
  county: anyOf(Id),
  /** One of these stands in title or matter. */
  text: anyOf(Words.max(100)),
  /** A clock that runs is past its end. */
  overdue: z.boolean().optional(),
  /** Something applied for waits for a decision. */
  pending: z.boolean().optional(),
  dispatchesAtLeast: AtLeast,
  returnsAtLeast: AtLeast,
  urgesAtLeast: AtLeast,
  reworksAtLeast: AtLeast,
  /** 评价 of the citizen, this or worse. */
  ratingAtMost: z.number().int().min(1).max(5).optional(),
});
export type RuleConditions = z.infer<typeof RuleConditions>;
export type RuleCondition = keyof RuleConditions;

/** Roles that may be told by a rule: those who see tickets of every unit. Units are told as lead or assisting. */
export const RuleReader = z.enum([
  'operator',
  'dispatcher',
  'reviewer',
  'call-back',
  'supervisor',
  'sealed-desk',
]);

/**
 * What a rule may do. Nothing here speaks to a citizen, decides anything, or gives a ticket to anybody: that stays
 * with people. 书面通报 is a person's too.
 */
export const RuleAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('supervise'),
    level: z.enum(['reminder', 'notice']),
    reason: Words.max(2000),
  }),
  z.strictObject({ type: z.literal('urgency'), urgency: Urgency, reason: Words.max(2000) }),
  z.strictObject({ type: z.literal('note'), text: Words.max(2000) }),
  z.strictObject({
    type: z.literal('notify'),
    to: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('unit'), leader: z.boolean() }),
      z.strictObject({ type: z.literal('assists') }),
      z.strictObject({ type: z.literal('desk') }),
      z.strictObject({ type: z.literal('role'), role: RuleReader }),
      z.strictObject({ type: z.literal('person'), staffId: Id }),
    ]),
  }),
]);
export type RuleAction = z.infer<typeof RuleAction>;

/** `watch`: what it would have done is written down and nothing is done. */
export const RuleMode = z.enum(['off', 'watch', 'active']);
export type RuleMode = z.infer<typeof RuleMode>;

/** What people write of a rule. */
export const RuleText = z.strictObject({
  name: Words.max(60),
  mode: RuleMode,
  trigger: RuleTrigger,
  when: RuleConditions,
  then: z.array(RuleAction).min(1).max(10),
});
export type RuleText = z.infer<typeof RuleText>;

/** One version; it holds for events from `since` on until the next one's. */
export const RuleVersion = RuleText.extend({
  version: z.number().int().positive(),
  since: z.date(),
  by: z.object({ id: z.string(), name: z.string() }),
});
export type RuleVersion = z.infer<typeof RuleVersion>;

/** 自动规则. */
export const EventRule = z.object({
  id: z.string(),
  /** Counts writes of any kind; a version counts changes of what it says. */
  revision: z.number().int(),
  /** Oldest first; the last one is today's. */
  versions: z.array(RuleVersion).min(1),
  /** Rules of one event act in this order. */
  order: z.number().int(),
  /** Made at this county's platform: for its tickets alone. */
  platform: z.string().optional(),
  /** Of the sealed desk: for 密件, and for nothing else. */
  sealed: z.boolean(),
  /** The last thing that went wrong since it was changed. */
  flag: z.object({ runId: z.string(), code: z.string(), at: z.date() }).optional(),
  removedAt: z.date().optional(),
  createdAt: z.date(),
});
export type EventRule = z.infer<typeof EventRule>;

/** Versions that are kept; older ones live on in the audit log. */
export const MOST_VERSIONS = 50;

/** What a rule says today. */
export function currentVersion({ id, versions }: EventRule): RuleVersion {
  const last = versions.at(-1);
  if (!last) throw new Error(`rule ${id} has no version`);
  return last;
}

/**
 * The version that held at a moment: an event is looked at under the rule as it stood then, however late, so that
 * no event is met by two versions of one rule.
 */
export function versionAt({ versions }: EventRule, at: Date): RuleVersion | undefined {
  return versions.findLast(({ since }) => since <= at);
}
