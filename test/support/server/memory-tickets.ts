import type { Ticket } from '../../../src/core/model/ticket.js';
import type { TicketFilter, TicketQuery, TicketRepository } from '../../../src/core/ports.js';
import { isWithin, type TicketScope } from '../../../src/core/ticket/scope.js';

/** Tickets kept in a map, saved by compare-and-set on the version. */
export function memoryTickets(): TicketRepository {
  const tickets = new Map<string, Ticket>();
  const sequences = new Map<string, number>();
  const all = (keep: (ticket: Ticket) => boolean = () => true) =>
    structuredClone([...tickets.values()].filter(keep));
  return {
    load: async (id) => structuredClone(tickets.get(id)),
    byNumber: async (number) => all((ticket) => ticket.number === number)[0],
    insert: async (ticket) => {
      if (tickets.has(ticket.id)) return false;
      tickets.set(ticket.id, structuredClone(ticket));
      return true;
    },
    save: async (ticket, expected) => {
      if (tickets.get(ticket.id)?.version !== expected) return false;
      tickets.set(ticket.id, structuredClone(ticket));
      return true;
    },
    ofConversation: async (id, limit) => all((t) => t.conversationId === id).slice(0, limit),
    ofConversations: async (ids, limit) => all((t) => ids.includes(t.conversationId)).slice(0, limit),
    ofCitizens: async (ids, limit) => all((t) => ids.includes(t.citizenId)).slice(0, limit),
    list: async (query) =>
      all((ticket) => fits(ticket, query) && comesAfter(ticket, query.after))
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1))
        .map((ticket, index, found) =>
          query.sort?.order === 'ascending' ? (found.at(-1 - index) ?? ticket) : ticket,
        )
        .slice(0, query.limit),
    count: async (query, limit) =>
      Math.min(limit, [...tickets.values()].filter((ticket) => fits(ticket, query)).length),
    withNotices: async (limit) =>
      all()
        .filter((ticket) => ticket.noticedSeq < ticket.events.length)
        .map((ticket) => ticket.id)
        .slice(0, limit),
    noticed: async (id, seq) => {
      const ticket = tickets.get(id);
      if (ticket) ticket.noticedSeq = Math.max(ticket.noticedSeq, seq);
    },
    dueTimers: async (now, limit) =>
      all()
        .filter(({ timerAt }) => timerAt !== null && timerAt <= now)
        .map(({ id }) => id)
        .slice(0, limit),
    hastenTimer: async (id, at) => {
      const ticket = tickets.get(id);
      if (ticket && (ticket.timerAt === null || ticket.timerAt > at)) ticket.timerAt = at;
    },
    postponeTimer: async (id, until) => {
      const ticket = tickets.get(id);
      if (ticket?.timerAt && ticket.timerAt < until) ticket.timerAt = until;
    },
    openAfter: async (id, limit) =>
      all((ticket) => ticket.id > id && !['closed', 'archived'].includes(ticket.state))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    changedSince: async (since, after, limit) =>
      all(({ updatedAt }) => updatedAt >= (after?.at ?? since))
        .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime() || (a.id < b.id ? -1 : 1))
        .filter(({ updatedAt, id }) => !after || updatedAt > after.at || id > after.id)
        .slice(0, limit),
    followers: async (mainId) =>
      all(({ joinedTo, state }) => joinedTo === mainId && state === 'joined').map(({ id }) => id),
    likeThis: async ({ exceptId, from, to, limit }) =>
      all(({ id, createdAt }) => id !== exceptId && createdAt >= from && createdAt <= to)
        .filter(({ request }) => request.secrecy !== 'sealed')
        .slice(0, limit),
    nextSequence: async (key) => {
      const next = (sequences.get(key) ?? 0) + 1;
      sequences.set(key, next);
      return next;
    },
  };
}

function fits(ticket: Ticket, query: TicketFilter & { scope: TicketScope }): boolean {
  const { request } = ticket;
  return (
    query.scope.some((bounds) => isWithin(bounds, ticket)) &&
    (!query.states || query.states.includes(ticket.state)) &&
    (query.unit === undefined || ticket.unit === query.unit) &&
    (query.hotlines === undefined || query.hotlines.includes(request.hotline ?? '')) &&
    (query.person === undefined || [request.name, request.phone?.national].includes(query.person)) &&
    (query.joinedTo === undefined || ticket.joinedTo === query.joinedTo) &&
    (query.assist === undefined || ticket.assists.some(({ unit }) => unit === query.assist)) &&
    (query.assistWaiting === undefined ||
      ticket.assists.some(({ unit, at }) => unit === query.assistWaiting && at === undefined)) &&
    (query.unacknowledged === undefined ||
      query.unacknowledged ===
        ticket.supervision.some(({ acknowledgedAt }) => acknowledgedAt === undefined)) &&
    (query.sealed === undefined || query.sealed === (request.secrecy === 'sealed')) &&
    (query.platform === undefined || (ticket.platform ?? 'city') === query.platform) &&
    (query.type === undefined || ticket.type === query.type) &&
    (query.urgency === undefined || ticket.urgency === query.urgency) &&
    (query.conversationId === undefined || ticket.conversationId === query.conversationId) &&
    (query.text === undefined ||
      [ticket.number, request.title, request.matter].join('\n').includes(query.text)) &&
    (query.created?.before === undefined || ticket.createdAt < query.created.before) &&
    (query.overdueAt === undefined || isOverdue(ticket, query.overdueAt))
  );
}

/** Newest first, as lists are when nothing else is asked for. */
function comesAfter(ticket: Ticket, after: TicketQuery['after']): boolean {
  if (!after) return true;
  const apart = ticket.createdAt.getTime() - after.at.getTime();
  return apart < 0 || (apart === 0 && ticket.id < after.id);
}

function isOverdue(ticket: Ticket, at: Date): boolean {
  return ticket.deadlines.some(({ dueAt, doneAt }) => !doneAt && dueAt !== undefined && dueAt < at);
}
