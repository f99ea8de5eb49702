import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import { isOfCounty } from '../../core/inbox/scope.js';
import { roomIn } from '../../core/inbox/reply-way.js';
import type { ChannelTraits, Clock } from '../../core/ports.js';
import { type ConversationService, onSealedDesk, type StaffActor } from '../../core/services.js';
import { abilityOf } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import type { ServerDeps } from '../deps.js';
import type { Recorder } from '../record.js';
import { ConversationView, conversationView, isSealed } from '../views/conversation-view.js';
import { withoutPerson } from '../../core/privacy/mask.js';
import { MessageView, messageView } from '../views/message-view.js';
import { NoteView, noteView, ThreadView } from '../views/thread-view.js';
import { laterReplyView } from '../views/later-reply-view.js';
import { roomView } from '../views/reply-way-view.js';
import { isColleague } from './colleague-routes.js';
import { readableConversation } from './readable-conversation.js';
import { ticketSummary } from '../views/ticket-view.js';
import { grantFor } from '../permissions.js';

type Found = Awaited<ReturnType<ConversationService['get']>>;
const Text = z.string().trim().min(1).max(20_000);
const tags = ['conversations'];

/** The shared inbox: what citizens say, and what staff do with it. */
export function conversationRoutes(
  app: TypedApp,
  deps: {
    conversations: ConversationService;
    inbox: Pick<ServerDeps['inbox'], 'replies' | 'presence' | 'messages' | 'colleagues'>;
    traitsOf(channel: string, account: string): ChannelTraits;
    city: City;
    clock: Clock;
    record: Recorder;
  },
): void {
  const { conversations, inbox, city, clock, record } = deps;

  /** A colleague who may open it, to be named or given it. */
  async function colleague(id: string, actor: StaffActor, { conversation, tickets }: Found) {
    const person = await inbox.colleagues.byId(id);
    const bounds = { staffId: id, platform: person?.platform };
    const mayOpen =
      person &&
      isColleague(person, actor, clock.now()) &&
      isOfCounty(bounds, conversation) &&
      (!isSealed(conversation, tickets) || onSealedDesk(person));
    if (!mayOpen) throw failure('colleague-not-found');
    return person;
  }

  const readable = (id: string, viewer: StaffActor) => readableConversation(conversations, id, viewer);

  app.get(
    '/conversations/:id',
    {
      schema: {
        summary: 'Read a conversation with its messages, notes and tickets',
        tags,
        params: IdParams,
        response: { 200: ThreadView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const { conversation, messages, notes, tickets } = await readable(request.params.id, actor);
      const person = grantFor(actor, 'person.read') !== undefined;
      const seen = { person, sealed: isSealed(conversation, tickets) };
      await record(request, 'conversation.read', { type: 'conversation', id: conversation.id }, seen);
      const show = (text: string) => (person ? text : withoutPerson(text, {}));
      const traits = deps.traitsOf(conversation.channel, conversation.account);
      const later = await inbox.replies.openIn(conversation.id);
      return {
        conversation: conversationView(conversation, actor, tickets),
        channel: {
          ...roomView(roomIn(conversation, traits, clock.now(), messages)),
          title: traits.title ?? { zh: conversation.channel, en: conversation.channel },
          dialogue: traits.dialogue,
        },
        messages: messages.map((message) => messageView(message, show)),
        earlier: (messages[0]?.seq ?? 1) > 1,
        later: later.map((reply) => laterReplyView(reply, show)),
        present: inbox.presence.at(conversation.id, actor.id),
        notes: notes.map((note) => noteView(note, show)),
        tickets: tickets
          .filter((ticket) => abilityOf(actor).can('ticket.read', ticket))
          .map((ticket) => ticketSummary(ticket, actor, city, clock.now())),
      };
    },
  );

  app.get(
    '/conversations/:id/messages',
    {
      schema: {
        summary: 'Older messages of a conversation, oldest first',
        tags,
        params: IdParams,
        querystring: z.object({
          before: z.coerce.number().int().min(1).meta({ description: '`seq` of the oldest one known' }),
          limit: z.coerce.number().int().min(1).max(200).default(100),
        }),
        response: { 200: z.object({ messages: z.array(MessageView), earlier: z.boolean() }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const { conversation, tickets } = await readable(request.params.id, actor);
      const person = grantFor(actor, 'person.read') !== undefined;
      const seen = { person, sealed: isSealed(conversation, tickets) };
      await record(request, 'conversation.read', { type: 'conversation', id: conversation.id }, seen);
      const { before, limit } = request.query;
      const found = await inbox.messages.latest(conversation.id, limit, before);
      const show = (text: string) => (person ? text : withoutPerson(text, {}));
      return {
        messages: found.map((message) => messageView(message, show)),
        earlier: (found[0]?.seq ?? 1) > 1,
      };
    },
  );

  app.post(
    '/conversations/:id/take',
    {
      schema: {
        summary: 'Take over: the bot is silent until released',
        tags,
        params: IdParams,
        body: CommandBody.extend({
          from: z.string().max(200).optional().meta({
            description: 'Id of the colleague it is taken from, as the refusal named them in `holder`',
          }),
        }),
        response: { 200: ConversationView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      const commandId = commandIdOf(request, request.body);
      const { tickets } = await readable(request.params.id, actor);
      const taken = await conversations.take(request.params.id, actor, commandId, request.body.from);
      return conversationView(taken, actor, tickets);
    },
  );

  app.post(
    '/conversations/:id/assign',
    {
      schema: {
        summary: 'Give the conversation to a colleague, who is told',
        tags,
        params: IdParams,
        body: CommandBody.extend({ staffId: z.string().min(1).max(200) }),
        response: { 200: ConversationView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      const commandId = commandIdOf(request, request.body);
      const found = await readable(request.params.id, actor);
      const { id, name, roles, unit } = await colleague(request.body.staffId, actor, found);
      if (!grantFor({ roles, unit }, 'conversation.take')) throw failure('colleague-not-found');
      const given = await conversations.assign(request.params.id, actor, commandId, { id, name });
      return conversationView(given, actor, found.tickets);
    },
  );

  app.post(
    '/conversations/:id/release',
    {
      schema: {
        summary: 'Give the conversation back to the bot',
        tags,
        params: IdParams,
        body: CommandBody,
        response: { 200: ConversationView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      const commandId = commandIdOf(request, request.body);
      const { tickets } = await readable(request.params.id, actor);
      const released = await conversations.release(request.params.id, actor, commandId);
      return conversationView(released, actor, tickets);
    },
  );

  app.post(
    '/conversations/:id/note',
    {
      schema: {
        summary: 'Leave a note for colleagues; the citizen never sees it',
        tags,
        params: IdParams,
        body: CommandBody.extend({
          text: Text,
          mentions: z.array(z.string().max(200)).max(20).default([]).meta({
            description: 'Ids of colleagues to be told',
          }),
        }),
        response: { 201: NoteView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.note');
      const commandId = commandIdOf(request, request.body);
      const found = await readable(request.params.id, actor);
      const { text } = request.body;
      const mentions = [...new Set(request.body.mentions)];
      for (const id of mentions) await colleague(id, actor, found);
      const note = await conversations.note(request.params.id, actor, commandId, { text, mentions });
      return reply.code(201).send(noteView(note, (said) => said));
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
