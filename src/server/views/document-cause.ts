import type { Ticket, TicketEvent } from '../../core/model/ticket.js';
import { DOCUMENT_ZH, DocumentKind } from '../../templates/documents/document.js';

/** The papers that a ticket has by now, in the order of an ordinary life. */
export function documentsOf(ticket: Ticket): { kind: DocumentKind; title: string }[] {
  return DocumentKind.options
    .filter((kind) => documentCause(ticket, kind))
    .map((kind) => ({ kind, title: DOCUMENT_ZH[kind].title }));
}

/** The event a paper is about, the last one of its kind; undefined: the ticket has no such paper. */
export function documentCause({ events, applications }: Ticket, kind: DocumentKind): TicketEvent | undefined {
  const last = (fits: (event: TicketEvent) => boolean) => events.findLast(fits);
  switch (kind) {
    case 'dispatch':
      return last(({ move }) => move === 'dispatch' || move === 'arbitrate');
    case 'notice':
    case 'written':
      return last(({ move, details }) => move === 'supervise' && details.level === kind);
    case 'extension':
      return applications.some((one) => one.kind === 'extension')
        ? last(({ move, details }) => move === 'apply' && details.application === 'extension')
        : undefined;
    case 'return':
      return last(({ move }) => move === 'return');
    case 'refusal':
      return last(({ move }) => move === 'refuse');
    case 'reply':
      return last(({ move }) => move === 'review' || move === 'answer');
  }
}
