import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import { onSealedDesk, type ConversationService, type StaffActor } from '../../core/services.js';
import { abilityOf } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { cursorAt, dateOfCursor } from '../cursor.js';
import { failure } from '../errors/failure.js';
import { IdParams, Instant, iso, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import type { Action } from '../permissions.js';
import type { Recorder } from '../record.js';
import { ConversationView, conversationView, isSealed } from '../views/conversation-view.js';
import { withoutPerson } from '../../core/privacy/mask.js';
import { MessageView, messageView } from '../views/message-view.js';
import { TicketSummary, ticketSummary } from '../views/ticket-view.js';
import { grantFor } from '../permissions.js';

const NoteView = z.object({ id: z.string(), name: z.string(), text: z.string(), at: Instant });
const Thread = z.object({
  conversation: ConversationView,
  messages: z.array(MessageView),
  notes: z.array(NoteView),
  tickets: z.array(TicketSummary),
});
const Text = z.string().trim().min(1).max(20_000);
const tags = ['conversations'];

/** The shared inbox: what citizens say, and what staff do with it. */
export function conversationRoutes(
  app: TypedApp,
  deps: { conversations: ConversationService; city: City; clock: Clock; record: Recorder },
): void {
  const { conversations, city, clock, record } = deps;

  /** Reads a conversation for somebody; sealed ones only for the sealed desk. */
  async function readable(id: string, viewer: StaffActor) {
    const found = await conversations.get(id);
    if (isSealed(found.conversation, found.tickets) && !onSealedDesk(viewer)) throw failure('sealed-matter');
    return found;
  }

  app.get(
    '/conversations',
    {
      schema: {
        summary: 'List conversations, newest first',
        tags,
        querystring: PageQuery.extend({
          view: z.enum(['all', 'mine', 'waiting', 'flagged', 'emergency']).default('all'),
          channel: z.string().max(40).optional(),
        }),
        response: {
          200: z.object({ items: z.array(ConversationView), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const { view, channel, cursor, limit } = request.query;
      const query = { view, channel, staffId: actor.id, before: dateOfCursor(cursor), limit };
      const found = await conversations.list(query);
      const last = found.length === limit ? found.at(-1) : undefined;
      return {
        items: found.map((conversation) => conversationView(conversation, actor)),
        nextCursor: last && cursorAt(last.lastAt),
      };
    },
  );

  app.get(
    '/conversations/:id',
    {
      schema: {
        summary: 'Read a conversation with its messages, notes and tickets',
        tags,
        params: IdParams,
        response: { 200: Thread, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const { conversation, messages, notes, tickets } = await readable(request.params.id, actor);
      const person = grantFor(actor, 'person.read') !== undefined;
      const seen = { person, sealed: isSealed(conversation, tickets) };
      await record(request, 'conversation.read', { type: 'conversation', id: conversation.id }, seen);
      const show = (text: string) => (person ? text : withoutPerson(text, {}));
      return {
        conversation: conversationView(conversation, actor, tickets),
        messages: messages.map((message) => messageView(message, show)),
        notes: notes.map(({ id, name, text, at }) => ({ id, name, text: show(text), at: iso(at) })),
        tickets: tickets
          .filter((ticket) => abilityOf(actor).can('ticket.read', ticket))
          .map((ticket) => ticketSummary(ticket, actor, city, clock.now())),
      };
    },
  );

  const change = (action: 'take' | 'release', right: Action, summary: string) =>
    app.post(
      `/conversations/:id/${action}`,
      {
        schema: {
          summary,
          tags,
          params: IdParams,
          body: CommandBody,
          response: { 200: ConversationView, ...PROBLEMS },
        },
      },
      async (request) => {
        const { actor } = authorise(request, right);
        const commandId = commandIdOf(request, request.body);
        const { tickets } = await readable(request.params.id, actor);
        const changed = await conversations[action](request.params.id, actor, commandId);
        return conversationView(changed, actor, tickets);
      },
    );
  change('take', 'conversation.take', 'Take over: the bot is silent until released');
  change('release', 'conversation.take', 'Give the conversation back to the bot');

  app.post(
    '/conversations/:id/reply',
    {
      schema: {
        summary: 'Say something to the citizen on their channel',
        tags,
        params: IdParams,
        body: CommandBody.extend({
          text: Text,
          attachmentIds: z.array(z.string().max(200)).max(20).default([]),
          ticketId: z.string().max(200).optional(),
        }),
        response: { 202: z.object({ messageId: z.string() }), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.reply');
      const { text, attachmentIds, ticketId } = request.body;
      const commandId = commandIdOf(request, request.body);
      await readable(request.params.id, actor);
      const said = { text, attachmentIds, ticketId };
      return reply.code(202).send(await conversations.reply(request.params.id, actor, commandId, said));
    },
  );

  app.post(
    '/conversations/:id/note',
    {
      schema: {
        summary: 'Leave a note for colleagues; the citizen never sees it',
        tags,
        params: IdParams,
        body: CommandBody.extend({ text: Text }),
        response: { 201: NoteView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.note');
      const commandId = commandIdOf(request, request.body);
      await readable(request.params.id, actor);
      const note = await conversations.note(request.params.id, actor, commandId, request.body.text);
      return reply.code(201).send({ id: note.id, name: note.name, text: note.text, at: iso(note.at) });
    },
  );

  app.post(
    '/conversations/:id/flags/:flagId/close',
    {
      schema: {
        summary: 'Mark a flag as dealt with',
        tags,
        params: IdParams.extend({ flagId: z.string().min(1).max(200) }),
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.flag');
      await readable(request.params.id, actor);
      await conversations.closeFlag(request.params.id, actor, request.params.flagId);
      return reply.code(204).send(null);
    },
  );

  const MessageParams = IdParams.extend({ messageId: z.string().min(1).max(200) });
  app.post(
    '/conversations/:id/messages/:messageId/resend',
    {
      schema: {
        summary: 'Send a failed message once more, by a person’s decision',
        tags,
        params: MessageParams,
        response: { 202: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.resend');
      const { id, messageId } = request.params;
      await readable(id, actor);
      await record(request, 'message.resent', { type: 'message', id: messageId });
      await conversations.resend(id, messageId, actor);
      return reply.code(202).send(null);
    },
  );

  app.post(
    '/conversations/:id/messages/:messageId/give-up',
    {
      schema: {
        summary: 'Say why a failed message, or one of unknown outcome, need not go any more',
        description: 'It leaves the list of the outbox, and its flag is closed.',
        tags,
        params: MessageParams,
        body: z
          .strictObject({ reason: z.string().trim().min(2).max(500) })
          .meta({ examples: [{ reason: '已电话告知诉求人' }] }),
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.resend');
      const { id, messageId } = request.params;
      await readable(id, actor);
      await record(request, 'message.given-up', { type: 'message', id: messageId });
      await conversations.giveUp(id, messageId, actor, request.body.reason);
      return reply.code(204).send(null);
    },
  );
}
