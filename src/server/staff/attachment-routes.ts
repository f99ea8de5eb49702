import { z } from 'zod';
import type { AttachmentRepository } from '../../core/ports.js';
import type { ConversationService, TicketService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { failure } from '../errors/failure.js';
import { IdParams, type TypedApp } from '../http.js';
import { sendFile } from '../send-file.js';
import type { Recorder } from '../record.js';
import { readableConversation } from './readable-conversation.js';
import { readableTicket } from './readable-ticket.js';

/** Files, each by way of a ticket or conversation that the reader may see. */
export function attachmentRoutes(
  app: TypedApp,
  deps: {
    tickets: TicketService;
    conversations: ConversationService;
    attachments: Pick<AttachmentRepository, 'get'>;
    record: Recorder;
  },
): void {
  app.get(
    '/attachments/:id',
    {
      schema: {
        summary: 'Read a file of a ticket or conversation',
        tags: ['attachments'],
        params: IdParams,
        querystring: z
          .object({ ticket: z.string().max(200).optional(), conversation: z.string().max(200).optional() })
          .refine((q) => (q.ticket === undefined) !== (q.conversation === undefined), {
            error: '请给出 ticket 或 conversation 其中之一 / give either ticket or conversation',
          }),
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { ticket, conversation } = request.query;
      const ids =
        ticket !== undefined
          ? await filesOfTicket(ticket, authorise(request, 'ticket.read'))
          : await filesOfConversation(conversation ?? '', authorise(request, 'conversation.read'));
      const file = ids.has(id) ? await deps.attachments.get(id) : undefined;
      if (!file) throw failure('attachment-not-found');
      const from: Record<string, string> =
        ticket !== undefined ? { ticket } : { conversation: conversation ?? '' };
      await deps.record(request, 'attachment.read', { type: 'attachment', id }, from);
      return sendFile(reply, file);
    },
  );

  async function filesOfTicket(idOrNumber: string, { actor }: ReturnType<typeof authorise>) {
    const { request, events } = await readableTicket(deps.tickets, idOrNumber, actor);
    return new Set([
      ...request.attachments.map((file) => file.id),
      ...events.flatMap((event) => event.details.attachmentIds ?? []),
    ]);
  }

  async function filesOfConversation(id: string, { actor }: ReturnType<typeof authorise>) {
    const { messages } = await readableConversation(deps.conversations, id, actor);
    const files = messages.flatMap((m) => (m.direction === 'in' ? m.message : m.content).attachments);
    return new Set(files.map((file) => file.id));
  }
}
