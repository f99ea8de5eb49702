import { z } from 'zod';
import type { DeskPlaceRepository } from '../../core/inbox/ports.js';
import type { Conversation } from '../../core/model/conversation.js';
import type { ReplyDraft } from '../../core/model/desk-place.js';
import type { Clock } from '../../core/ports.js';
import type { ConversationService } from '../../core/services.js';
import type { Presence } from '../../desk/inbox/presence.js';
import { authorise } from '../auth/session-gate.js';
import { IdParams, Instant, iso, PROBLEMS, type TypedApp } from '../http.js';
import { PresentView } from '../views/thread-view.js';
import { readableConversation } from './readable-conversation.js';

const tags = ['conversations'];
const Wanted = z.strictObject({
  text: z.string().max(20_000),
  attachmentIds: z.array(z.string().max(200)).max(20).default([]),
  ticketId: z.string().max(200).optional(),
  seenSeq: z.number().int().min(0),
});
const DraftView = Wanted.extend({
  updatedAt: Instant,
  newer: z.boolean().meta({ description: 'The citizen wrote since' }),
}).meta({ id: 'ReplyDraft' });
const MaybeDraft = z.object({ draft: DraftView.optional() });

/** Where somebody of staff stands in a conversation: draft, how far they have read, and that they are there. */
export function placeRoutes(
  app: TypedApp,
  deps: {
    conversations: Pick<ConversationService, 'get'>;
    inbox: { places: DeskPlaceRepository; presence: Presence };
    clock: Clock;
  },
): void {
  const { conversations, clock } = deps;
  const { places, presence } = deps.inbox;

  app.get(
    '/conversations/:id/draft',
    {
      schema: {
        summary: 'One’s own draft, and whether the citizen wrote since',
        tags,
        params: IdParams,
        response: { 200: MaybeDraft, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.reply');
      const { conversation } = await readableConversation(conversations, request.params.id, actor);
      const draft = (await places.find(conversation.id, actor.id))?.draft;
      return { draft: draft && draftView(draft, conversation) };
    },
  );

  app.put(
    '/conversations/:id/draft',
    {
      schema: {
        summary: 'Keep a draft: the last one kept stands; colleagues see only that somebody writes',
        tags,
        params: IdParams,
        body: Wanted,
        response: { 200: DraftView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.reply');
      const { conversation } = await readableConversation(conversations, request.params.id, actor);
      const at = clock.now();
      const draft = { ...request.body, updatedAt: at };
      await places.keepDraft(conversation.id, actor.id, draft, at);
      presence.beat(conversation.id, { staffId: actor.id, name: actor.name, state: 'typing' });
      return draftView(draft, conversation);
    },
  );

  app.delete(
    '/conversations/:id/draft',
    {
      schema: {
        summary: 'Give a draft up',
        tags,
        params: IdParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.reply');
      const { conversation } = await readableConversation(conversations, request.params.id, actor);
      await places.keepDraft(conversation.id, actor.id, undefined, clock.now());
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/conversations/:id/presence',
    {
      schema: {
        summary: 'Say that one is here, and get who else is; to be repeated every ten seconds',
        tags,
        params: IdParams,
        body: z.strictObject({
          state: z.enum(['viewing', 'typing', 'left']),
          seenSeq: z.number().int().min(0).optional().meta({
            description: 'Place of the last message on the screen: what is read moves forward only',
          }),
        }),
        response: { 200: z.object({ present: PresentView }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const { conversation } = await readableConversation(conversations, request.params.id, actor);
      const { state, seenSeq } = request.body;
      const { id } = conversation;
      if (seenSeq !== undefined)
        await places.seen(id, actor.id, Math.min(seenSeq, conversation.lastSeq), clock.now());
      if (state === 'left') presence.leave(id, actor.id);
      else presence.beat(id, { staffId: actor.id, name: actor.name, state });
      return { present: presence.at(id, actor.id) };
    },
  );
}

function draftView(draft: ReplyDraft, { heardSeq = 0 }: Conversation): z.infer<typeof DraftView> {
  return { ...draft, updatedAt: iso(draft.updatedAt), newer: heardSeq > draft.seenSeq };
}
