import { z } from 'zod';
import { DeliveryStatus, type StoredMessage } from '../../core/model/message.js';
import { Point } from '../../core/model/place.js';
import { Instant, iso } from '../http.js';
import { AttachmentView, attachmentView } from './attachment-view.js';

/** One message as the staff workspace shows it; the raw payload stays in its archive. */
export const MessageView = z
  .object({
    id: z.string(),
    seq: z.number().int().optional(),
    direction: z.enum(['in', 'out']),
    at: Instant,
    text: z.string(),
    subject: z.string().optional(),
    /** With quotes, when that differs. */
    fullText: z.string().optional(),
    author: z.discriminatedUnion('type', [
      z.object({ type: z.literal('citizen'), name: z.string().optional() }),
      z.object({ type: z.literal('bot') }),
      z.object({ type: z.literal('staff'), name: z.string() }),
    ]),
    kind: z.string().optional(),
    attachments: z.array(AttachmentView),
    location: Point.extend({ label: z.string().optional() }).optional(),
    notices: z.array(z.string()),
    ticketId: z.string().optional(),
    delivery: z
      .object({
        status: DeliveryStatus,
        attempts: z.number().int(),
        updatedAt: Instant,
        error: z.object({ code: z.string(), message: z.string() }).optional(),
        givenUp: z.object({ at: Instant, name: z.string(), reason: z.string() }).optional(),
      })
      .optional(),
  })
  .meta({ id: 'Message' });
export type MessageView = z.infer<typeof MessageView>;

/** `text` passes through `show`, by which a reader without the right sees no personal numbers. */
export function messageView(stored: StoredMessage, show: (text: string) => string): MessageView {
  const base = { id: stored.id, seq: stored.seq, at: iso(stored.at) };
  if (stored.direction === 'in') {
    const { message, status } = stored;
    return {
      ...base,
      direction: 'in',
      text: show(message.text ?? ''),
      subject: message.thread.subject === undefined ? undefined : show(message.thread.subject),
      fullText: message.fullText === undefined ? undefined : show(message.fullText),
      author: { type: 'citizen', name: message.from.name },
      kind: message.kind,
      location: message.location,
      attachments: message.attachments.map(attachmentView),
      notices: [
        ...message.notices,
        ...(status === 'quarantined' ? ['这条消息未能自动处理，请人工查看。'] : []),
        ...(stored.conflictOf === undefined ? [] : ['同一编号再次收到，但内容不同。']),
      ],
    };
  }
  const { author, content, delivery } = stored;
  const { givenUp } = delivery;
  return {
    ...base,
    direction: 'out',
    text: show(content.text),
    subject: content.subject,
    author: author.type === 'bot' ? { type: 'bot' } : { type: 'staff', name: author.name },
    attachments: content.attachments.map(attachmentView),
    notices: [],
    ticketId: stored.ticketId,
    delivery: {
      status: delivery.status,
      attempts: delivery.attempts,
      updatedAt: iso(delivery.updatedAt),
      error: delivery.error,
      givenUp: givenUp && { at: iso(givenUp.at), name: givenUp.name, reason: show(givenUp.reason) },
    },
  };
}
