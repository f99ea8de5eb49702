import type { Ticket, TicketDeadline, TicketEvent } from '../model/ticket.js';

/**
 * What a ticket is after an event: a function of both alone, so that replaying the history gives the same
 * ticket whatever the configuration or the calendar says by then.
 */
export function evolve(ticket: Ticket, event: TicketEvent): Ticket {
  return {
    ...ticket,
    ...changeOf(ticket, event),
    state: event.to,
    version: ticket.version + 1,
    deadlines: merge(ticket.deadlines, event.clocks),
    events: [...ticket.events, event],
    updatedAt: event.at,
  };
}

/** The ticket again from its birth and its history: what is stored must equal it. */
export function replay(ticket: Ticket): Ticket {
  const [first, ...later] = ticket.events;
  return first === undefined ? ticket : later.reduce(evolve, newborn(ticket, first));
}

/** A ticket as it was when it had only its first event. */
export function newborn(
  born: Pick<
    Ticket,
    'id' | 'number' | 'queryCode' | 'request' | 'conversationId' | 'citizenId' | 'channel' | 'noticedSeq'
  > & { platform?: string },
  first: TicketEvent,
): Ticket {
  const { id, number, queryCode, request, conversationId, citizenId, channel, noticedSeq } = born;
  return {
    id,
    number,
    queryCode,
    version: 1,
    state: 'accepted',
    request,
    type: request.type,
    urgency: request.urgency,
    category: request.category,
    conversationId,
    citizenId,
    channel,
    platform: platformOf(first.details.platform),
    assists: [],
    deadlines: first.clocks,
    events: [first],
    dispatches: 0,
    returns: 0,
    noReturn: false,
    suspensions: 0,
    applications: [],
    supervision: [],
    cards: [],
    urges: 0,
    reworks: 0,
    attempts: 0,
    related: first.details.ticketIds ?? [],
    timerAt: null,
    createdAt: first.at,
    updatedAt: first.at,
    noticedSeq,
  };
}

/** `city` is said in an event, absent in a ticket: most tickets are the city's. */
const platformOf = (said: string | undefined): string | undefined => (said === 'city' ? undefined : said);

function changeOf(ticket: Ticket, { move, details, at, seq, actor, to }: TicketEvent): Partial<Ticket> {
  const ids = details.ticketIds ?? [];
  switch (move) {
    case 'dispatch':
    case 'arbitrate':
      return {
        unit: details.unit,
        assists: (details.assists ?? []).map((unit) => ({ unit, askedAt: at })),
        dispatches: ticket.dispatches + 1,
        noReturn: details.noReturn ?? ticket.noReturn,
      };
    case 'return':
      return { returns: ticket.returns + 1 };
    case 'accept-return':
      return { unit: undefined, assists: [] };
    case 'assist-reply': {
      const own = actor.type === 'staff' ? actor.unit : undefined;
      return {
        assists: ticket.assists.map((one) => (one.unit === own ? { ...one, text: details.text, at } : one)),
      };
    }
    case 'apply':
      return { applications: [...ticket.applications, applied(ticket, details, at, actor)] };
    case 'decide':
      return { applications: ticket.applications.map((one) => decided(one, details, at, actor)) };
    case 'suspend':
      return {
        suspensions: ticket.suspensions + 1,
        suspension: details.until && { cause: details.cause ?? '', since: at, until: details.until },
      };
    case 'resume':
      return { suspension: undefined };
    case 'reply':
      return { result: details.result };
    case 'review':
      return { answer: answerOf(ticket, details.text, at) ?? ticket.answer, attempts: 0, rating: undefined };
    case 'answer':
    case 'follow':
      return {
        answer: { text: details.text ?? '', unit: ticket.unit ?? 'hotline', at },
        result: details.result ?? ticket.result,
      };
    case 'rework':
      return { reworks: ticket.reworks + 1, callBack: undefined };
    case 'attempt':
      return { attempts: ticket.attempts + 1 };
    case 'call-back':
      return { callBack: details.callBack && { ...details.callBack, at } };
    case 'rate':
      return { rating: details.rating };
    case 'archive':
      return { seal: details.sha256 === undefined ? undefined : { at, sha256: details.sha256 } };
    case 'hand-over':
      return { handedOver: { to: details.to ?? '', at, receipt: details.receipt } };
    case 'receipt':
      return { handedOver: ticket.handedOver && { ...ticket.handedOver, receipt: details.receipt } };
    case 'refuse':
      return { refusal: details.refusal && { reason: details.refusal, basis: details.basis ?? '' } };
    case 'join':
      return { before: ticket.state, joinedTo: ids[0] };
    case 'unjoin':
      return { before: undefined, joinedTo: undefined };
    case 'relate':
    case 'split':
      return { related: [...new Set([...ticket.related, ...ids])] };
    case 'succeed':
      return {
        unit: details.unit ?? ticket.unit,
        assists: ticket.assists.map((one, at) => ({ ...one, unit: details.assists?.[at] ?? one.unit })),
      };
    case 'transfer':
      return { platform: platformOf(details.platform) };
    case 'reclassify':
      return {
        type: details.type ?? ticket.type,
        category: details.category ?? ticket.category,
        urgency: details.urgency ?? ticket.urgency,
      };
    case 'urge':
      return { urges: ticket.urges + 1 };
    case 'supervise':
      return {
        supervision: [
          ...ticket.supervision,
          { seq, level: details.level ?? 'reminder', at, reason: details.reason ?? '' },
        ],
      };
    case 'acknowledge':
      return {
        supervision: ticket.supervision.map((one) =>
          one.acknowledgedAt ? one : { ...one, acknowledgedAt: at },
        ),
      };
    case 'card':
      return details.card && details.step
        ? {
            cards: [
              ...ticket.cards,
              { card: details.card, step: details.step, clock: details.clock ?? '', at },
            ],
          }
        : {};
    case 'accept':
    case 'sign':
    case 'reject-return':
    case 'dispute':
    case 'progress':
    case 'close':
    case 'cancel':
    case 'recount':
    case 'supplement':
    case 'comment':
    case 'note':
      return to === ticket.state ? {} : { state: to };
  }
}

function applied(
  ticket: Ticket,
  details: TicketEvent['details'],
  at: Date,
  actor: TicketEvent['actor'],
): Ticket['applications'][number] {
  return {
    id: `a${ticket.applications.length + 1}`,
    kind: details.application ?? 'extension',
    at,
    by: actor.type === 'staff' ? (actor.unit ?? actor.name) : actor.type,
    reason: details.reason ?? '',
    days: details.days,
    state: 'pending',
  };
}

function decided(
  one: Ticket['applications'][number],
  details: TicketEvent['details'],
  at: Date,
  actor: TicketEvent['actor'],
): Ticket['applications'][number] {
  if (one.id !== details.applicationId) return one;
  return {
    ...one,
    state: details.granted === true ? 'granted' : 'refused',
    decidedAt: at,
    decidedBy: actor.type === 'staff' ? actor.name : actor.type,
    answer: details.reason,
  };
}

/** The unit's words as reviewed; a reviewer may correct the wording, the unit's own stays in its event. */
function answerOf(ticket: Ticket, corrected: string | undefined, at: Date): Ticket['answer'] {
  const reply = ticket.events.findLast((event) => event.move === 'reply')?.details;
  const text = corrected ?? (reply && answerText(reply));
  return text === undefined ? undefined : { text, unit: ticket.unit ?? 'hotline', at };
}

/** 答复市民的话: what was found, what follows, on what basis, and whom to ask. */
export function answerText({ text, facts, basis, contact }: TicketEvent['details']): string {
  return [facts, text, basis && `依据：${basis}`, contact && `经办：${contact}`].filter(Boolean).join('\n');
}

function merge(deadlines: readonly TicketDeadline[], changed: readonly TicketDeadline[]): TicketDeadline[] {
  const kept = deadlines.map((one) => changed.find(({ id }) => id === one.id) ?? one);
  return [...kept, ...changed.filter(({ id }) => !deadlines.some((one) => one.id === id))];
}
