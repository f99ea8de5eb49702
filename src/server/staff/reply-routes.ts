import { z } from 'zod';
import type { DeskPlaceRepository } from '../../core/inbox/ports.js';
import type { ChannelTraits, Clock, MessageRepository } from '../../core/ports.js';
import type { ConversationService, PersonService, StaffActor } from '../../core/services.js';
import type { ReplyDesk } from '../../desk/inbox/reply-desk.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { IdParams, Instant, PROBLEMS, type TypedApp } from '../http.js';
import { LaterReplyView, laterReplyView } from '../views/later-reply-view.js';
import { ReplyWay, replyWays } from '../views/reply-way-view.js';
import { assertReadable, readableConversation } from './readable-conversation.js';

const tags = ['conversations'];
const WEEK = 7 * 86_400_000;
/** A clock of a screen may be a little behind. */
const PAST = 60_000;

const Wanted = CommandBody.extend({
  text: z.string().trim().max(20_000),
  attachmentIds: z.array(z.string().max(200)).max(20).default([]),
  ticketId: z.string().max(200).optional(),
  seenSeq: z.number().int().min(0).optional().meta({
    description:
      'Place of the last message the writer saw: refused with `conversation-moved` when the citizen or a colleague said something since, or a colleague holds the conversation',
  }),
  force: z.boolean().default(false).meta({ description: 'Send although something has changed' }),
  sendAt: Instant.optional().meta({
    description: 'Say it then, within seven days; held and flagged when the citizen writes in between',
  }),
  undoSeconds: z.number().int().min(0).max(30).default(0).meta({
    description: 'How long it can be taken back; 0: it is said at once',
  }),
  via: z.string().max(200).optional().meta({
    description: 'Another conversation of the same person, as `reply-ways` lists them',
  }),
});
const ReplyParams = IdParams.extend({ replyId: z.string().min(1).max(200) });

/** Replies of staff: now, in a moment, at a chosen time, and on which channel. */
export function replyRoutes(
  app: TypedApp,
  deps: {
    conversations: ConversationService;
    people: PersonService;
    inbox: {
      replies: ReplyDesk;
      places: DeskPlaceRepository;
      messages: Pick<MessageRepository, 'latest'>;
    };
    traitsOf(channel: string, account: string): ChannelTraits;
    clock: Clock;
  },
): void {
  const { conversations, people, clock } = deps;
  const { replies, places, messages } = deps.inbox;

  async function waysOf(id: string, actor: StaffActor): Promise<ReplyWay[]> {
    const person = await people.of(id);
    assertReadable(person, actor);
    return replyWays(person, actor, {
      traitsOf: (channel, account) => deps.traitsOf(channel, account),
      latest: (conversationId) => messages.latest(conversationId, 50),
      now: clock.now(),
    });
  }

  app.get(
    '/conversations/:id/reply-ways',
    {
      schema: {
        summary: 'On which channels this person can be answered now, how long still, and how often',
        tags,
        params: IdParams,
        response: { 200: z.object({ items: z.array(ReplyWay) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.reply');
      return { items: await waysOf(request.params.id, actor) };
    },
  );

  app.post(
    '/conversations/:id/reply',
    {
      schema: {
        summary:
          'Say something to the citizen: at once, after a moment, at a chosen time, or on another channel',
        tags,
        params: IdParams,
        body: Wanted,
        response: {
          202: z.object({ messageId: z.string(), later: LaterReplyView.optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.reply');
      const { id } = request.params;
      const { commandId: _key, sendAt, via, ...said } = request.body;
      const commandId = commandIdOf(request, request.body);
      await readableConversation(conversations, id, actor);
      const wanted = { ...said, sendAt: timeOf(sendAt, clock.now()), via: via === id ? undefined : via };
      if (wanted.via !== undefined) {
        const way = (await waysOf(id, actor)).find(({ conversationId }) => conversationId === wanted.via);
        if (!way) throw failure('conversation-not-found');
        if (way.closed) throw failure('reply-way-closed', { state: way.closed });
      }
      const { messageId, later } = await replies.reply(id, actor, commandId, wanted);
      await places.keepDraft(id, actor.id, undefined, clock.now());
      return reply.code(202).send({ messageId, later: later && laterReplyView(later, (text) => text) });
    },
  );

  app.delete(
    '/conversations/:id/replies/:replyId',
    {
      schema: {
        summary: 'Take back a reply that has not gone out, and get its words again',
        tags,
        params: ReplyParams,
        response: { 200: LaterReplyView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.reply');
      const { id, replyId } = request.params;
      await readableConversation(conversations, id, actor);
      const withdrawn = await replies.withdraw(id, replyId);
      return laterReplyView({ ...withdrawn, state: 'withdrawn' }, (text) => text);
    },
  );

  app.post(
    '/conversations/:id/replies/:replyId/send',
    {
      schema: {
        summary: 'Let a reply go now that was held, or whose time has not come',
        tags,
        params: ReplyParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.reply');
      const { id, replyId } = request.params;
      await readableConversation(conversations, id, actor);
      await replies.release(id, replyId);
      return reply.code(204).send(null);
    },
  );
}

function timeOf(sendAt: string | undefined, now: Date): Date | undefined {
  if (sendAt === undefined) return undefined;
  const at = new Date(sendAt);
  const ahead = at.getTime() - now.getTime();
  if (ahead < -PAST || ahead > WEEK) throw failure('reply-time-wrong');
  return at;
}
