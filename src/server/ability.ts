import { Ability, type RawRuleOf } from '@casl/ability';
import type { StaffActor } from '../core/services.js';
import { type Bounded, isWithin, type TicketBounds, type TicketScope } from '../core/ticket/scope.js';
import type { Role } from '../core/model/codes.js';
import { type Action, ACTIONS, PERMISSIONS, type Scope } from './permissions.js';

/** What somebody may do with which tickets. */
export type TicketAbility = Ability<[Action, 'Ticket' | Bounded], TicketBounds>;

/**
 * The rights of a signed-in person to tickets: what the tables give their roles, within the bounds of their
 * unit, their platform and secrecy. Routes ask it of a ticket in hand, and `ticketScope` makes the bounds of
 * every query from the same rules, so that no list, search or count shows what could not be opened.
 */
export function abilityOf(actor: Pick<StaffActor, 'roles' | 'unit' | 'platform'>): TicketAbility {
  const rules = actor.roles.flatMap((role) =>
    ticketRights(role).flatMap(({ action, scope }): RawRuleOf<TicketAbility>[] => {
      const conditions = boundsOf(role, scope, actor);
      return conditions ? [{ action, subject: 'Ticket', conditions }] : [];
    }),
  );
  return new Ability<[Action, 'Ticket' | Bounded], TicketBounds>(rules, {
    conditionsMatcher: (bounds) => (subject) => isTicket(subject) && isWithin(bounds, subject),
    detectSubjectType: () => 'Ticket',
  });
}

/** All tickets a person may read, for queries. */
export function ticketScope(actor: Pick<StaffActor, 'roles' | 'unit' | 'platform'>): TicketScope {
  return abilityOf(actor)
    .rulesFor('ticket.read', 'Ticket')
    .flatMap(({ conditions }) => conditions ?? []);
}

/** Tickets that a person may take away in a file: 密件 never leave. */
export function exportScope(actor: Pick<StaffActor, 'roles' | 'unit' | 'platform'>): TicketScope {
  return abilityOf(actor)
    .rulesFor('ticket.export', 'Ticket')
    .flatMap(({ conditions }) => (conditions ? [{ ...conditions, sealed: false }] : []));
}

function boundsOf(
  role: Role,
  scope: Scope,
  { unit, platform }: Pick<StaffActor, 'unit' | 'platform'>,
): TicketBounds | undefined {
  const sealed = role === 'sealed-desk';
  if (scope === 'all') return { ...(platform === undefined ? {} : { platform }), sealed };
  // Somebody without a unit has no "own" tickets, rather than all tickets without a unit.
  return unit === undefined ? undefined : { unit, sealed };
}

/** Whatever else is asked of is nobody’s. */
function isTicket(subject: object): subject is Bounded {
  return 'request' in subject && 'assists' in subject;
}

function ticketRights(role: Role): { action: Action; scope: Scope }[] {
  return ACTIONS.flatMap((action) => {
    const scope = PERMISSIONS[role][action];
    return scope !== undefined && action.startsWith('ticket.') ? [{ action, scope }] : [];
  });
}
