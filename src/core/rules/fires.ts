import type { Ticket, TicketEvent } from '../model/ticket.js';
import { evolve, newborn } from '../ticket/evolve.js';
import { unmet } from './conditions.js';
import type { EventRule, RuleCondition, RuleText, RuleTrigger } from './event-rule.js';

/** Rules that one event of a person or of time may set off one after another. */
export const MOST_DEPTH = 3;

/** Why a rule does not act on an event: it looks at others, is for other tickets, or came before it. */
export type Miss = 'trigger' | 'sealed' | 'bounds' | 'loop' | RuleCondition;

/** What of a rule decides on which tickets it may act at all. */
export type RuleBounds = Pick<EventRule, 'id' | 'platform' | 'sealed'>;

/**
 * Everything that keeps a rule from acting on an event; nothing: it acts. Pure, of the ticket as the event left it,
 * so that the answer is the same whenever and however often it is asked.
 */
export function missesOf(
  rule: RuleBounds,
  { trigger, when }: Pick<RuleText, 'trigger' | 'when'>,
  ticket: Ticket,
  event: TicketEvent,
): Miss[] {
  const sealed = ticket.request.secrecy === 'sealed';
  return [
    ...(fits(trigger, event) ? [] : ['trigger' as const]),
    ...(sealed === rule.sealed ? [] : ['sealed' as const]),
    ...(rule.platform === undefined || rule.platform === ticket.platform ? [] : ['bounds' as const]),
    ...(loops(rule, event) ? ['loop' as const] : []),
    ...unmet(when, ticket, event.at),
  ];
}

/** Whether a rule looks at events such as this one. */
export function fits(trigger: RuleTrigger, { move, details }: TicketEvent): boolean {
  switch (trigger.type) {
    case 'created':
      return move === 'accept';
    case 'moved':
      return trigger.moves.includes(move);
    case 'card':
      return (
        move === 'card' &&
        (trigger.card === undefined || trigger.card === details.card) &&
        (trigger.step === undefined || trigger.step === details.step)
      );
  }
}

/** The rules that led to an event, oldest first; none for what a person, a citizen or time itself did. */
export function chainOf({ actor }: TicketEvent): string[] {
  const mark = actor.type === 'system' ? actor.eventRule : undefined;
  return mark ? [...mark.chain, mark.id] : [];
}

/** It led to this event itself, or too many others did. */
function loops({ id }: RuleBounds, event: TicketEvent): boolean {
  const chain = chainOf(event);
  return chain.includes(id) || chain.length >= MOST_DEPTH;
}

/** The ticket as an event left it. */
export function ticketAt(ticket: Ticket, { seq }: TicketEvent): Ticket {
  if (ticket.events.length === seq) return ticket;
  const [first, ...later] = ticket.events.slice(0, seq);
  return first === undefined ? ticket : later.reduce(evolve, newborn(ticket, first));
}
