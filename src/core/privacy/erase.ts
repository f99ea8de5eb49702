import type { CallBack, MoveDetails, Ticket, TicketState } from '../model/ticket.js';
import { withoutTrace } from './mask.js';

/** States in which nobody works on a ticket any more. */
export const OVER: readonly TicketState[] = ['closed', 'cancelled', 'refused', 'handed-over', 'archived'];

/** Whose ticket it was, once that is no longer known. */
export const ERASED = 'erased';

/**
 * A ticket without its person: what was the matter, where, when, by whom handled and how well stays, for
 * statistics and for the record of the authority. Not undone by anything.
 */
export function erasePerson(ticket: Ticket): Ticket {
  const { request } = ticket;
  const { name: _name, phone: _phone, ...rest } = request;
  const strip = (text: string) => withoutTrace(text, request);
  const stripIf = (text: string | undefined) => (text === undefined ? undefined : strip(text));
  const calledBack = <T extends CallBack>(found: T): T => ({ ...found, reason: stripIf(found.reason) });
  const stripped = ({ attachmentIds: _files, ...details }: MoveDetails): MoveDetails => ({
    ...details,
    reason: stripIf(details.reason),
    basis: stripIf(details.basis),
    text: stripIf(details.text),
    facts: stripIf(details.facts),
    receipt: stripIf(details.receipt),
    parts: details.parts?.map((part) => ({ ...part, title: strip(part.title), matter: strip(part.matter) })),
    callBack: details.callBack && calledBack(details.callBack),
  });
  return {
    ...ticket,
    citizenId: ERASED,
    conversationId: ERASED,
    request: {
      ...rest,
      anonymous: true,
      title: strip(request.title),
      matter: strip(request.matter),
      place: request.place && {
        ...request.place,
        text: strip(request.place.text),
        detail: stripIf(request.place.detail),
        point: undefined,
      },
      extra: {},
      attachments: [],
      source: { ...request.source, conversationId: ERASED, messageIds: [] },
    },
    events: ticket.events.map((event) => ({ ...event, details: stripped(event.details) })),
    assists: ticket.assists.map((assist) => ({ ...assist, text: stripIf(assist.text) })),
    applications: ticket.applications.map((one) => ({
      ...one,
      reason: strip(one.reason),
      answer: stripIf(one.answer),
    })),
    supervision: ticket.supervision.map((one) => ({ ...one, reason: strip(one.reason) })),
    callBack: ticket.callBack && calledBack(ticket.callBack),
    answer: ticket.answer && { ...ticket.answer, text: strip(ticket.answer.text) },
  };
}
