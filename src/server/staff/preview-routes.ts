import { z } from 'zod';
import { fitContent, lengthIn } from '../../core/delivery/fit.js';
import type { ChannelTraits } from '../../core/ports.js';
import type { ConversationService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import { readableConversation } from './readable-conversation.js';

const Preview = z
  .object({
    unit: z
      .enum(['chars', 'wide', 'bytes', 'segments'])
      .meta({ description: '`segments`: what a text message is charged by' }),
    most: z.number().int().meta({ description: 'Longest message of the channel' }),
    cut: z.boolean().meta({ description: 'It is more than the channel carries, and its end is left out' }),
    parts: z.array(z.object({ text: z.string(), length: z.number().int() })),
  })
  .meta({ id: 'ReplyPreview' });

/** What a reply will be on the citizen's channel: how many messages, and how long each, before it is sent. */
export function previewRoutes(
  app: TypedApp,
  deps: {
    conversations: Pick<ConversationService, 'get'>;
    traitsOf(channel: string, account: string): ChannelTraits;
  },
): void {
  app.post(
    '/conversations/:id/preview',
    {
      schema: {
        summary: 'How a reply would be sent: its messages, and the length or segments of each',
        tags: ['conversations'],
        params: IdParams,
        body: z.strictObject({ text: z.string().trim().min(1).max(20_000) }),
        response: { 200: Preview, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.reply');
      const { conversation } = await readableConversation(deps.conversations, request.params.id, actor);
      const traits = deps.traitsOf(conversation.channel, conversation.account);
      const { text } = request.body;
      const parts = fitContent({ text, buttons: [], attachments: [] }, traits).map((part) => ({
        text: part.text,
        length: lengthIn(part.text, traits.textUnit),
      }));
      const cut = (parts.at(-1)?.text.endsWith('…') ?? false) && !text.endsWith('…');
      return { unit: traits.textUnit, most: traits.maxText, cut, parts };
    },
  );
}
