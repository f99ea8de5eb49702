import { z } from 'zod';
import { isOfCounty } from '../../core/inbox/scope.js';
import { DeliveryStatus } from '../../core/model/message.js';
import type { ConversationService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { Instant, iso, PROBLEMS, type TypedApp } from '../http.js';

/** No words and no address: who may read those opens the conversation. */
export const FailedMessage = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    channel: z.string(),
    account: z.string(),
    at: Instant,
    status: DeliveryStatus,
    attempts: z.number().int(),
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .meta({ id: 'FailedMessage' });

/** What could not be sent, of all conversations; each is sent again by way of its conversation. */
export function outboxRoutes(
  app: TypedApp,
  conversations: Pick<ConversationService, 'failed' | 'load'>,
): void {
  app.get(
    '/outbox',
    {
      schema: {
        summary: 'List messages that failed or whose outcome nobody knows',
        tags: ['conversations'],
        querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
        response: { 200: z.object({ items: z.array(FailedMessage) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.resend');
      const all = await conversations.failed(request.query.limit);
      const mayOpen = await Promise.all(
        all.map(async ({ conversationId }) => {
          const conversation = await conversations.load(conversationId);
          return conversation && isOfCounty({ staffId: actor.id, platform: actor.platform }, conversation);
        }),
      );
      const found = all.filter((_, i) => mayOpen[i]);
      return {
        items: found.map(({ id, conversationId, channel, account, at, delivery }) => {
          const { status, attempts, error } = delivery;
          return { id, conversationId, channel, account, at: iso(at), status, attempts, error };
        }),
      };
    },
  );
}
