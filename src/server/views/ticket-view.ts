import { z } from 'zod';
import { RequestType, Role, Secrecy, Urgency } from '../../core/model/codes.js';
import type { City } from '../../core/model/city.js';
import { Point } from '../../core/model/place.js';
import type { Unit } from '../../core/model/unit.js';
import { zoneOf } from '../../core/deadline/zone.js';
import { suggestDispatch } from '../../core/routing/dispatch.js';
import type { Request } from '../../core/model/request.js';
import {
  type Actor,
  ApplicationKind,
  CardColour,
  ClockStep,
  EventRuleMark,
  MoveDetails,
  SupervisionLevel,
  type Ticket,
  TicketMove,
  TicketState,
} from '../../core/model/ticket.js';
import { grantFor } from '../permissions.js';
import type { StaffActor } from '../../core/services.js';
import { Instant, iso, isoIf } from '../http.js';
import { DocumentKind } from '../../templates/documents/document.js';
import { documentsOf } from './document-cause.js';
import { AttachmentView, attachmentView } from './attachment-view.js';
import { maskName, maskPhone, withoutPerson } from '../../core/privacy/mask.js';
import { TicketWork, ticketWork } from './ticket-work-view.js';

const DeadlineView = z.object({
  id: z.string(),
  step: ClockStep,
  startedAt: Instant,
  dueAt: Instant.optional(),
  warnAt: Instant.optional(),
  doneAt: Instant.optional(),
  limit: z.string(),
  explanation: z.object({ zh: z.string(), en: z.string() }),
  provisional: z.boolean(),
});

/** A line of the list: enough to choose by, phone always masked. */
export const TicketSummary = z
  .object({
    id: z.string(),
    number: z.string(),
    state: TicketState,
    type: RequestType,
    title: z.string(),
    urgency: Urgency,
    secrecy: Secrecy,
    category: z.string().optional(),
    channel: z.string(),
    unit: z.string().optional(),
    unitName: z.string().optional(),
    name: z.string().optional(),
    phone: z.string().optional(),
    dueAt: Instant.optional(),
    overdue: z.boolean(),
    card: CardColour.optional().meta({ description: 'The graver one on a clock that still runs' }),
    pending: z
      .array(ApplicationKind)
      .optional()
      .meta({ description: 'What was applied for and waits for a decision' }),
    unacknowledged: SupervisionLevel.optional().meta({
      description: 'The last 督办 that the unit has not acknowledged',
    }),
    attempts: z.number().int().optional().meta({ description: 'Call-backs that reached nobody' }),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'TicketSummary' });
export type TicketSummary = z.infer<typeof TicketSummary>;

/** Where an accepted ticket could go, and why: a proposal, the operator decides. */
export const DispatchView = z.object({
  unit: z.string(),
  unitName: z.string(),
  reason: z.string(),
  alternatives: z.array(z.object({ unit: z.string(), unitName: z.string(), reason: z.string() })),
});

/** What a move carried, without ids that only the hub uses. */
const MoveView = MoveDetails.omit({ clock: true, sha256: true, until: true, dueAt: true }).extend({
  until: Instant.optional(),
  dueAt: Instant.optional(),
});

/** A ticket as a member of staff may see it. */
export const TicketDetail = TicketSummary.extend(TicketWork.shape)
  .extend({
    version: z.number().int(),
    conversationId: z.string().optional(),
    /** Only for those who may tell it to the citizen. */
    queryCode: z.string().optional(),
    /** True when name, phone and personal numbers were taken out for this reader. */
    personHidden: z.boolean(),
    anonymous: z.boolean(),
    matter: z.string(),
    place: z
      .object({
        text: z.string(),
        county: z.string().optional(),
        town: z.string().optional(),
        detail: z.string().optional(),
        point: Point.optional(),
      })
      .optional(),
    when: z
      .object({ text: z.string(), from: Instant, to: Instant.optional(), precision: z.string() })
      .optional(),
    hotline: z.string().optional(),
    extra: z.record(z.string(), z.string()),
    confidence: z.record(z.string(), z.number()),
    attachments: z.array(AttachmentView),
    dispatchSuggestion: DispatchView.optional(),
    deadlines: z.array(DeadlineView),
    answer: z.object({ text: z.string(), unit: z.string(), at: Instant }).optional(),
    rating: z.number().int().optional(),
    documents: z
      .array(z.object({ kind: DocumentKind, title: z.string() }))
      .meta({ description: 'Official papers it has by now, to print' }),
    history: z.array(
      z.object({
        seq: z.number().int(),
        at: Instant,
        actor: z.discriminatedUnion('type', [
          z.object({ type: z.literal('citizen') }),
          z.object({ type: z.literal('staff'), name: z.string(), role: Role, unit: z.string().optional() }),
          z.object({
            type: z.literal('system'),
            rule: z.string(),
            eventRule: EventRuleMark.optional().meta({ description: 'The automatic rule that did it' }),
          }),
          z.object({ type: z.literal('peer'), peer: z.string() }),
        ]),
        move: TicketMove,
        from: TicketState.optional(),
        to: TicketState,
        details: MoveView,
      }),
    ),
  })
  .meta({ id: 'Ticket' });
export type TicketDetail = z.infer<typeof TicketDetail>;

/**
 * Whether this reader may know the person. Nobody whose role gives no such right; a unit's clerk not
 * when the citizen asked for secrecy or anonymity (GB/T 33358-2016: 保密处理 on request).
 */
export function maySeePerson(viewer: StaffActor, request: Pick<Request, 'secrecy' | 'anonymous'>): boolean {
  const grant = grantFor(viewer, 'person.read');
  if (!grant) return false;
  return grant.scope === 'all' || (request.secrecy === 'open' && !request.anonymous);
}

const isSecret = ({ secrecy, anonymous }: Pick<Request, 'secrecy' | 'anonymous'>): boolean =>
  secrecy !== 'open' || anonymous;

export function ticketSummary(ticket: Ticket, viewer: StaffActor, city: City, now: Date): TicketSummary {
  const { request } = ticket;
  const person = maySeePerson(viewer, request);
  const dueAt = dueAtOf(ticket);
  return {
    id: ticket.id,
    number: ticket.number,
    state: ticket.state,
    type: ticket.type,
    title: person ? request.title : withoutPerson(request.title, request),
    urgency: ticket.urgency,
    secrecy: request.secrecy,
    category: ticket.category,
    channel: ticket.channel,
    unit: ticket.unit,
    unitName: city.units.find((unit) => unit.id === ticket.unit)?.name,
    // Who asked for secrecy is not known by half a number either.
    name: person ? request.name : isSecret(request) ? undefined : request.name && maskName(request.name),
    phone: request.phone && (person || !isSecret(request)) ? maskPhone(request.phone.national) : undefined,
    dueAt: isoIf(dueAt),
    overdue: dueAt !== undefined && dueAt < now && ticket.state !== 'closed' && ticket.state !== 'cancelled',
    ...waitingOf(ticket),
    createdAt: iso(ticket.createdAt),
    updatedAt: iso(ticket.updatedAt),
  };
}

/** What somebody waits for beside its state; left out where nobody does, which is nearly everywhere. */
function waitingOf({ deadlines, cards, applications, supervision, attempts }: Ticket) {
  const running = new Set(deadlines.filter(({ doneAt }) => !doneAt).map(({ id }) => id));
  const colours = cards.filter(({ clock }) => running.has(clock)).map(({ card }) => card);
  const pending = applications.filter(({ state }) => state === 'pending').map(({ kind }) => kind);
  return {
    card: colours.includes('red') ? ('red' as const) : colours[0],
    pending: pending.length > 0 ? pending : undefined,
    unacknowledged: supervision.findLast(({ acknowledgedAt }) => acknowledgedAt === undefined)?.level,
    attempts: attempts > 0 ? attempts : undefined,
  };
}

/** The end of the clock that runs out first; what is done no longer matters. */
export function dueAtOf({ deadlines }: Pick<Ticket, 'deadlines'>): Date | undefined {
  return deadlines
    .flatMap(({ dueAt, doneAt }) => (dueAt && !doneAt ? [dueAt] : []))
    .sort((a, b) => a.getTime() - b.getTime())[0];
}

export function ticketDetail(ticket: Ticket, viewer: StaffActor, city: City, now: Date): TicketDetail {
  const { request } = ticket;
  const person = maySeePerson(viewer, request);
  const show = (text: string) => (person ? text : withoutPerson(text, request));
  const showIf = (text: string | undefined) => (text === undefined ? undefined : show(text));
  return {
    ...ticketSummary(ticket, viewer, city, now),
    ...(person && request.phone ? { phone: request.phone.national } : {}),
    ...ticketWork(ticket, viewer, city, show),
    version: ticket.version,
    conversationId: grantFor(viewer, 'conversation.read') ? ticket.conversationId : undefined,
    queryCode: grantFor(viewer, 'ticket.query-code') ? ticket.queryCode : undefined,
    personHidden: !person,
    anonymous: request.anonymous,
    matter: show(request.matter),
    place: request.place && {
      ...request.place,
      text: show(request.place.text),
      detail: showIf(request.place.detail),
    },
    when: request.when && {
      text: request.when.text,
      from: iso(request.when.from),
      to: isoIf(request.when.to),
      precision: request.when.precision,
    },
    hotline: request.hotline,
    extra: Object.fromEntries(Object.entries(request.extra).map(([field, value]) => [field, show(value)])),
    confidence: request.confidence,
    attachments: request.attachments.map(attachmentView),
    dispatchSuggestion: ticket.state === 'accepted' ? suggestionFor(request, city, now) : undefined,
    deadlines: ticket.deadlines.map((deadline) => ({
      id: deadline.id,
      step: deadline.step,
      startedAt: iso(deadline.startedAt),
      dueAt: isoIf(deadline.dueAt),
      warnAt: isoIf(deadline.warnAt),
      doneAt: isoIf(deadline.doneAt),
      limit: deadline.limitZh,
      explanation: { zh: deadline.explanationZh, en: deadline.explanationEn },
      provisional: deadline.provisional,
    })),
    answer: ticket.answer && { ...ticket.answer, text: show(ticket.answer.text), at: iso(ticket.answer.at) },
    rating: ticket.rating,
    documents: documentsOf(ticket),
    joinedTo: ticket.joinedTo,
    related: ticket.related,
    history: ticket.events.map(({ seq, at, actor, move, from, to, details }) => ({
      seq,
      at: iso(at),
      actor: actorView(actor),
      move,
      from,
      to,
      details: moveView(details, showIf),
    })),
  };
}

function moveView(
  { clock: _clock, sha256: _sha256, until, dueAt, ...details }: MoveDetails,
  show: (text: string | undefined) => string | undefined,
): z.infer<typeof MoveView> {
  const hidden = (text: string) => show(text) ?? '';
  return {
    ...details,
    reason: show(details.reason),
    text: show(details.text),
    facts: show(details.facts),
    parts: details.parts?.map((part) => ({
      ...part,
      title: hidden(part.title),
      matter: hidden(part.matter),
    })),
    basis: show(details.basis),
    receipt: show(details.receipt),
    callBack: details.callBack && { ...details.callBack, reason: show(details.callBack.reason) },
    until: isoIf(until),
    dueAt: isoIf(dueAt),
  };
}

/** Where a request would go today, and why. */
export function suggestionFor(request: Request, city: City, now: Date): TicketDetail['dispatchSuggestion'] {
  const suggestion = suggestDispatch(city, request, zoneOf(city.profile.timezone).dayOf(now));
  if (suggestion.type === 'none') return undefined;
  const named = ({ unit, reason }: { unit: Unit; reason: string }) => ({
    unit: unit.id,
    unitName: unit.name,
    reason,
  });
  return { ...named(suggestion), alternatives: suggestion.alternatives.map(named) };
}

function actorView(actor: Actor): TicketDetail['history'][number]['actor'] {
  if (actor.type !== 'staff') return actor;
  return { type: 'staff', name: actor.name, role: actor.role, unit: actor.unit };
}
