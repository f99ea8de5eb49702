import type { Urgency } from '../model/codes.js';
import { type Draft, emptyDraft } from './draft.js';
import type { Outcome } from './outcome.js';
import { toRequest } from './request.js';
import type { ConversationState, SubmittedBy } from './state.js';
import { summaryOf } from './summary.js';

/**
 * Makes a ticket of a draft. Nothing is said here: the notice of acceptance carries the number, and a
 * message before it would promise what is not yet stored. Returns the ticket's id.
 */
export function submit(outcome: Outcome, draft: Draft, by: SubmittedBy, urgency?: Urgency): string {
  const { city } = outcome.context;
  const ticketId = outcome.createTicket(toRequest(draft, city, urgency));
  const { openTicketIds, submitted } = outcome.state;
  const summary = summaryOf(draft, city, outcome.language);
  outcome.update({
    openTicketIds: [ticketId, ...openTicketIds],
    submitted: [{ ticketId, by, summary }, ...submitted].slice(0, 5),
    person: draft.anonymous ? outcome.state.person : personOf(draft, outcome.state),
  });
  return ticketId;
}

/** Makes a ticket of the current draft and leaves the form empty. */
export function submitForm(outcome: Outcome, by: SubmittedBy): void {
  submit(outcome, outcome.state.draft, by);
  clearForm(outcome);
}

export function clearForm(outcome: Outcome): void {
  const { person } = outcome.state;
  outcome.update({ draft: emptyDraft(outcome.context.now, person) });
  outcome.become({ type: 'idle' });
}

const personOf = (draft: Draft, { person }: ConversationState): ConversationState['person'] => ({
  name: draft.name ?? person.name,
  phone: draft.phone ?? person.phone,
});
