import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Call, CallBackResult, type CallNews, CallState } from '../../core/model/call.js';
import type { City } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import type { ConversationService, StaffActor, TicketService } from '../../core/services.js';
import { enteredBy } from '../../core/routing/hotlines.js';
import type { CallDesk } from '../../desk/call-desk.js';
import { abilityOf } from '../ability.js';
import { authorise, signedIn } from '../auth/session-gate.js';
import type { StaffService } from '../auth/staff-service.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { cursorAt, dateOfCursor } from '../cursor.js';
import { IdParams, Instant, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { grantFor } from '../permissions.js';
import type { Recorder } from '../record.js';
import type { CallNewsView } from '../views/call-view.js';
import { CallView, callView } from '../views/call-view.js';
import { TicketDetail, ticketDetail, TicketSummary, ticketSummary } from '../views/ticket-view.js';
import { streamNews } from './news-stream.js';
import { endWithServer } from './event-stream.js';
import { StaffRequest, toRequest } from './staff-request.js';

export interface CallRouteDeps {
  calls: CallDesk;
  conversations: ConversationService;
  tickets: TicketService;
  staff: Pick<StaffService, 'liveSessions'>;
  city: City;
  clock: Clock;
  record: Recorder;
  /** Calls back when somebody's screen may have something new; returns how to stop. */
  onCallNews(staffId: string, onNews: () => void): () => void;
}

const Account = z.string().min(1).max(200);
const Extension = z
  .string()
  .trim()
  .regex(/^[\w.+@-]{1,60}$/, '分机号只能包含字母、数字和 . _ + @ -');
const Notes = z.object({
  summary: z.string().trim().max(20_000).meta({ description: 'What the caller wants, in their words' }),
  recording: z.string().trim().min(1).max(500).optional().meta({ description: 'Where the recording is' }),
  fields: z
    .record(z.string().max(100), z.string().max(3000))
    .default({})
    .meta({ description: 'Answers to fields of the form, by field id' }),
});
/** What a ticket needs beyond the record: title, matter, phone and fields are taken from it when left out. */
const CallRequest = StaffRequest.partial({ title: true, matter: true });
const OwnCalls = z.object({
  extension: z.string().optional(),
  items: z.array(z.object({ call: CallView, tickets: z.array(TicketSummary) })),
});
export type OwnCalls = z.infer<typeof OwnCalls>;
const tags = ['calls'];

/** The telephone: who rings, what was said, and whom to call back. */
export function callRoutes(app: TypedApp, deps: CallRouteDeps): void {
  const { calls, conversations, tickets, city, clock } = deps;

  /** Whoever sees the number masked has looked at nobody. */
  const note = async (
    request: FastifyRequest,
    actor: StaffActor,
    { id }: Call,
    action: 'call.read' | 'call.recorded',
  ): Promise<void> => {
    if (grantFor(actor, 'person.read')) await deps.record(request, action, { type: 'call', id });
  };

  const ticketsFor = async (call: Call, viewer: StaffActor): Promise<TicketSummary[]> =>
    (await calls.openTicketsOf(call))
      .filter((ticket) => abilityOf(viewer).can('ticket.read', ticket))
      .map((ticket) => ticketSummary(ticket, viewer, city, clock.now()));

  app.get(
    '/calls',
    {
      schema: {
        summary: 'List calls, newest first; call backs that wait longest first',
        tags,
        querystring: PageQuery.extend({
          state: z.union([CallState, z.array(CallState)]).optional(),
          callBacks: z.stringbool().optional().meta({ description: 'Only those to be called back' }),
          conversationId: z.string().max(200).optional(),
        }),
        response: {
          200: z.object({ items: z.array(CallView), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const { state, callBacks, conversationId, cursor, limit } = request.query;
      const states = state === undefined ? undefined : [state].flat();
      const query = { states, callBacks, conversationId, before: dateOfCursor(cursor), limit };
      const found = await calls.list(query);
      // Call backs are few and in another order: they have no further page.
      const last = found.length === limit && !callBacks ? found.at(-1) : undefined;
      return {
        items: found.map((call) => callView(call, actor)),
        nextCursor: last && cursorAt(last.startedAt),
      };
    },
  );

  app.get(
    '/calls/:id',
    {
      schema: {
        summary: 'Read a call, with the caller’s open tickets',
        tags,
        params: IdParams,
        response: { 200: z.object({ call: CallView, tickets: z.array(TicketSummary) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const call = await calls.get(request.params.id);
      await note(request, actor, call, 'call.read');
      return { call: callView(call, actor), tickets: await ticketsFor(call, actor) };
    },
  );

  app.get(
    '/calls/own',
    {
      schema: {
        summary: 'What one has to deal with at the telephone now, each with the caller’s open tickets',
        tags,
        response: { 200: OwnCalls, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      const { extension, calls: own } = await calls.own(actor.id);
      const items = await Promise.all(
        own.map(async (call) => ({ call: callView(call, actor), tickets: await ticketsFor(call, actor) })),
      );
      return { extension, items };
    },
  );

  app.get(
    '/calls/extension',
    {
      schema: {
        summary: 'The extension at which one sits',
        tags,
        response: { 200: z.object({ extension: z.string().optional() }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      return { extension: await calls.seatOf(actor.id) };
    },
  );

  app.post(
    '/calls/extension',
    {
      schema: {
        summary: 'Sit down at an extension: its calls come up in one’s own stream; without one, leave',
        tags,
        body: z.object({ extension: Extension.optional() }),
        response: { 200: z.object({ extension: z.string().optional() }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      const { extension } = request.body;
      await calls.sit(actor, extension);
      return { extension };
    },
  );

  app.post(
    '/calls',
    {
      schema: {
        summary: 'Begin the record of a call that no exchange told of',
        tags,
        body: CommandBody.extend({
          account: Account.optional().meta({ description: 'The line; not needed when there is one' }),
          caller: z.string().trim().max(40).optional().meta({ description: 'Absent: the number is hidden' }),
          startedAt: Instant.optional(),
        }),
        response: { 201: CallView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.take');
      const { account, caller, startedAt } = request.body;
      const at = startedAt === undefined ? undefined : new Date(startedAt);
      const begun = { account, caller, startedAt: at };
      const call = await calls.begin(actor, commandIdOf(request, request.body), begun);
      return reply.code(201).send(callView(call, actor));
    },
  );

  app.post(
    '/calls/:id/note',
    {
      schema: {
        summary: 'Keep what is written down so far, while the call lasts',
        tags,
        params: IdParams,
        body: Notes,
        response: { 200: CallView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      return callView(await calls.note(request.params.id, actor, request.body), actor);
    },
  );

  app.post(
    '/calls/:id/finish',
    {
      schema: {
        summary:
          'The record is complete: it becomes the caller’s message, and a ticket when `request` is given',
        tags,
        params: IdParams,
        body: CommandBody.extend({ request: CallRequest.optional() }),
        response: { 200: z.object({ call: CallView, ticket: TicketDetail.optional() }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      const { request: said } = request.body;
      if (said) authorise(request, 'ticket.create');
      const commandId = commandIdOf(request, request.body);
      const call = await calls.finish(request.params.id, actor);
      await note(request, actor, call, 'call.recorded');
      if (!said) return { call: callView(call, actor) };
      const { conversationId = '' } = call.record;
      const found = await conversations.get(conversationId);
      const own = found.messages.filter(({ id }) => id === call.record.messageId);
      const written = toRequest(fromRecord(said, call), { ...found, messages: own }, city);
      const wanted = enteredBy(written, call.account, city);
      const ticket = await tickets.create(actor, commandId, conversationId, wanted);
      return { call: callView(call, actor), ticket: ticketDetail(ticket, actor, city, clock.now()) };
    },
  );

  app.post(
    '/calls/:id/call-back/take',
    {
      schema: {
        summary: 'See to a call back, so that nobody else does',
        tags,
        params: IdParams,
        response: { 200: CallView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      return callView(await calls.takeBack(request.params.id, actor), actor);
    },
  );

  app.post(
    '/calls/:id/call-back/finish',
    {
      schema: {
        summary: 'Say what came of calling back; after “no-answer” it waits for another try',
        tags,
        params: IdParams,
        body: CommandBody.extend({
          result: CallBackResult,
          note: z.string().trim().min(1).max(2000).optional(),
        }),
        response: { 200: CallView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      const { result, note } = request.body;
      const commandId = commandIdOf(request, request.body);
      return callView(await calls.triedBack(request.params.id, actor, commandId, { result, note }), actor);
    },
  );

  const untilClosed = endWithServer(app);

  app.get(
    '/calls/stream',
    {
      schema: {
        summary: 'Calls at one’s own extension as server-sent events, with the caller’s open tickets',
        description: 'Each event carries its seq as id; `Last-Event-ID` resumes without loss or repetition.',
        tags,
        headers: z.object({
          'last-event-id': z.coerce.number().int().nonnegative().optional().catch(undefined),
        }),
        response: PROBLEMS,
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.take');
      const sessionId = signedIn(request).session.id;
      const after = request.headers['last-event-id'] ?? (await beforeLiveCalls(actor));
      const source = {
        read: async (seq: number) => viewsOf(await calls.newsAfter(actor.id, seq), actor),
        subscribe: (onNews: () => void) => deps.onCallNews(actor.id, onNews),
        // Looked at without counting as activity: an open page must not keep an empty chair signed in.
        mayRead: async () =>
          (await deps.staff.liveSessions()).some(({ session }) => session.id === sessionId),
      };
      await untilClosed((ending) => streamNews(reply, 'call', source, after, ending));
    },
  );

  /** A page opened anew gets what still rings or is talked on, and nothing that is over. */
  async function beforeLiveCalls(actor: StaffActor): Promise<number> {
    const news = await calls.newsAfter(actor.id, 0);
    for (const { seq, callId } of news) {
      const { state } = await calls.get(callId);
      if (state === 'ringing' || state === 'talking') return seq - 1;
    }
    return news.at(-1)?.seq ?? 0;
  }

  function viewsOf(news: CallNews[], actor: StaffActor): Promise<CallNewsView[]> {
    return Promise.all(
      news.map(async ({ seq, key, type, at, callId }) => {
        const call = await calls.get(callId);
        const own = type === 'ringing' ? await ticketsFor(call, actor) : [];
        return { seq, key, type, at: at.toISOString(), call: callView(call, actor), tickets: own };
      }),
    );
  }
}

/** What the operator wrote down already need not be said again for the ticket. */
function fromRecord(said: z.infer<typeof CallRequest>, call: Call): StaffRequest {
  const { summary = '', fields = {} } = call.record ?? {};
  const { caller } = call;
  const number = caller.type === 'number' && !said.anonymous ? caller.phone.e164 : undefined;
  return {
    ...said,
    title: said.title ?? [...summary.replace(/\s+/g, ' ')].slice(0, 40).join(''),
    matter: said.matter ?? summary,
    phone: said.phone ?? number,
    extra: { ...fields, ...said.extra },
  };
}
