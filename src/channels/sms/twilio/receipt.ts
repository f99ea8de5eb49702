import type { Receipt } from '../../channel.js';
import { errorOf } from './errors.js';
import type { StatusCallback } from './form.js';

/**
 * What a status call-back tells the hub. They arrive out of order; the steps before the end say nothing that
 * the hub does not know, and of the ends the hub lets none take back another.
 */
export function receiptOf(
  { MessageSid, MessageStatus, ErrorCode }: StatusCallback,
  outboxId: string | undefined,
  at: Date,
): Omit<Receipt, 'account'> | undefined {
  const base = { outboxId, providerId: MessageSid, at };
  switch (MessageStatus) {
    case 'delivered':
    case 'read':
      return { ...base, status: MessageStatus };
    case 'undelivered':
    case 'failed':
    case 'canceled': {
      const { code, message } = errorOf(ErrorCode ?? MessageStatus);
      return { ...base, status: 'failed', error: { code, message } };
    }
    default:
      return undefined;
  }
}
