import type { Ticket } from '../../../src/core/model/ticket.js';
import type { TicketQuery, TicketRepository } from '../../../src/core/ports.js';

/** Tickets kept in a map, saved by compare-and-set on the version. */
export function memoryTickets(): TicketRepository {
  const tickets = new Map<string, Ticket>();
  const sequences = new Map<string, number>();
  const all = () => structuredClone([...tickets.values()]);
  return {
    load: async (id) => structuredClone(tickets.get(id)),
    byNumber: async (number) => all().find((ticket) => ticket.number === number),
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
    ofConversation: async (id, limit) =>
      all()
        .filter((t) => t.conversationId === id)
        .slice(0, limit),
    ofCitizens: async (ids, limit) =>
      all()
        .filter((t) => ids.includes(t.citizenId))
        .slice(0, limit),
    list: async (query) =>
      all()
        .filter((ticket) => fits(ticket, query))
        .sort((a, b) => (b.createdAt.getTime() - a.createdAt.getTime()) * (query.hotlines ? -1 : 1))
        .slice(0, query.limit),
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
    postponeTimer: async (id, until) => {
      const ticket = tickets.get(id);
      if (ticket?.timerAt && ticket.timerAt < until) ticket.timerAt = until;
    },
    openAfter: async (id, limit) =>
      all()
        .filter((ticket) => ticket.id > id && !['closed', 'archived'].includes(ticket.state))
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    followers: async (mainId) =>
      all()
        .filter(({ joinedTo, state }) => joinedTo === mainId && state === 'joined')
        .map(({ id }) => id),
    likeThis: async ({ exceptId, from, to, limit }) =>
      all()
        .filter(({ id, createdAt }) => id !== exceptId && createdAt >= from && createdAt <= to)
        .filter(({ request }) => request.secrecy !== 'sealed')
        .slice(0, limit),
    nextSequence: async (key) => {
      const next = (sequences.get(key) ?? 0) + 1;
      sequences.set(key, next);
      return next;
    },
  };
}

function fits(ticket: Ticket, query: TicketQuery): boolean {
  const { request } = ticket;
  return (
    (!query.states || query.states.includes(ticket.state)) &&
    (query.unit === undefined || ticket.unit === query.unit) &&
    (query.hotlines === undefined || query.hotlines.includes(request.hotline ?? '')) &&
    (query.conversationId === undefined || ticket.conversationId === query.conversationId) &&
    (query.text === undefined ||
      [ticket.number, request.title, request.matter].join('\n').includes(query.text)) &&
    (query.person === undefined || [request.name, request.phone?.national].includes(query.person)) &&
    (query.joinedTo === undefined || ticket.joinedTo === query.joinedTo) &&
    (query.before === undefined || ticket.createdAt < query.before) &&
    (query.includeSealed || request.secrecy !== 'sealed') &&
    (query.overdueAt === undefined || isOverdue(ticket, query.overdueAt))
  );
}

function isOverdue(ticket: Ticket, at: Date): boolean {
  return ticket.deadlines.some(({ dueAt, doneAt }) => !doneAt && dueAt !== undefined && dueAt < at);
}
