import type { Ticket } from '../model/ticket.js';
import { withoutTrace } from './mask.js';

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
    events: ticket.events.map((event) => {
      const { reason, text, attachmentIds: _files, ...details } = event.details;
      return { ...event, details: { ...details, reason: stripIf(reason), text: stripIf(text) } };
    }),
    answer: ticket.answer && { ...ticket.answer, text: strip(ticket.answer.text) },
  };
}
