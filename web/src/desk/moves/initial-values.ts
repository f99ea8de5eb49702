import type { StaffMove, TicketDetail } from '../hub/types';

/** What stands in the fields of a move before anybody wrote: what the hub proposes; the person decides. */
export function initialValues(move: StaffMove, ticket: TicketDetail): Record<string, unknown> {
  switch (move) {
    case 'dispatch':
      return { unit: ticket.dispatchSuggestion?.unit, reason: ticket.dispatchSuggestion?.reason };
    case 'decide': {
      const pending = ticket.applications.filter(({ state }) => state === 'pending');
      return pending.length === 1 ? { applicationId: pending[0]?.id } : {};
    }
    case 'apply':
      return { application: 'extension' };
    case 'split':
      return { parts: [{}] };
    case 'reclassify':
      return { type: ticket.type, category: ticket.category, urgency: ticket.urgency };
    default:
      return {};
  }
}
