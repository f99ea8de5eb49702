import { createHash } from 'node:crypto';
import type { Request } from '../model/request.js';
import type { Actor, MoveDetails, Ticket, TicketEvent } from '../model/ticket.js';
import type { Mover } from './may-move.js';

/** A ticket that a split asks for. */
export interface Split {
  id: string;
  commandId: string;
  request: Request;
  mover: Mover;
  details: MoveDetails;
}

/** Ids of the tickets made of the parts: of ticket and command, so that a retry makes none twice. */
export function splitIds(ticketId: string, commandId: string, parts: number): string[] {
  return Array.from({ length: parts }, (_, i) => {
    const digest = createHash('sha256').update(`split:${ticketId}:${commandId}:${i}`).digest('hex');
    return `t${digest.slice(0, 24)}`;
  });
}

/**
 * 拆分: the tickets that an event asks for. The event holds all of it, so whoever finds the event after a
 * crash can make them. They are the citizen’s, come from the same conversation under the same secrecy, are
 * held by the same platform, and know each other and the ticket they came from.
 * @param cityVersion today’s: their limits are those of today.
 */
export function splitsOf(ticket: Ticket, event: TicketEvent, cityVersion: string): Split[] {
  const { parts = [], ticketIds = [] } = event.details;
  if (event.move !== 'split') return [];
  return parts.flatMap(({ title, matter, type, category }, i) => {
    const id = ticketIds[i];
    if (id === undefined) return [];
    return {
      id,
      commandId: `${event.commandId}:${i}`,
      request: {
        ...ticket.request,
        title,
        matter,
        type: type ?? ticket.type,
        category: category ?? ticket.category,
        urgency: ticket.urgency,
        cityVersion,
        // Nothing here was guessed: a person wrote it down.
        confidence: {},
      },
      mover: asMover(event.actor),
      details: {
        ticketIds: [ticket.id, ...ticketIds.filter((other) => other !== id)],
        platform: ticket.platform,
      },
    };
  });
}

function asMover(actor: Actor): Mover {
  switch (actor.type) {
    case 'citizen':
    case 'system':
      return actor;
    case 'peer':
      return { type: 'system', rule: `peer ${actor.peer}` };
    case 'staff':
      return { type: 'staff', id: actor.id, name: actor.name, roles: [actor.role], unit: actor.unit };
  }
}
