import { z } from 'zod';
import { Phone } from './place.js';

export * from './call-words.js';

/**
 * Who calls, as far as the exchange says. Only a `number` is an address of a person. `other` is what no
 * numbering plan knows (an inner extension, a short code). Hidden callers have nothing in common with each
 * other, so nothing is ever kept under "hidden" alone.
 */
export const Caller = z.discriminatedUnion('type', [
  z.object({ type: z.literal('number'), phone: Phone }),
  z.object({ type: z.literal('other'), digits: z.string().max(40) }),
  z.object({ type: z.literal('hidden') }),
]);
export type Caller = z.infer<typeof Caller>;

export const CallEventType = z.enum(['ringing', 'answered', 'ended']);
export type CallEventType = z.infer<typeof CallEventType>;

/**
 * What an exchange says of a call: that it rings (at an extension, once that is known), that somebody of
 * ours answered, that it is over. `at` is the exchange's own time: events may come late, twice or in any order.
 */
export const CallEvent = z.object({
  account: z.string().min(1),
  callId: z.string().min(1).max(200),
  type: CallEventType,
  at: z.date(),
  /** Not every event says who calls. */
  caller: Caller.optional(),
  /** The number of ours that was called. */
  dialled: z.string().max(60).optional(),
  extension: z.string().max(60).optional(),
  /** Why it ended, in the exchange's words. */
  reason: z.string().max(200).optional(),
  /** We did not listen all the time before: whether somebody answered is not known. */
  unseen: z.boolean().optional(),
});
export type CallEvent = z.infer<typeof CallEvent>;

/** The same key is the same event; one call may ring at several extensions. */
export function callEventKey({ callId, type, extension }: CallEvent): string {
  const where = type === 'ringing' && extension !== undefined ? `@${extension}` : '';
  return `${callId}:${type}${where}`;
}

/**
 * `missed`: it rang, ended, and nobody of ours answered. `unclear`: it ended, and whether it rang or
 * was answered we did not see, so nothing is said of it.
 */
export const CallState = z.enum(['ringing', 'talking', 'ended', 'missed', 'unclear']);
export type CallState = z.infer<typeof CallState>;

const Who = z.object({ id: z.string(), name: z.string() });

/** What the operator writes down while the call lasts; `finishedAt` freezes it, then it becomes a message. */
export const CallRecord = z.object({
  by: Who,
  summary: z.string(),
  /** Where the recording is, in the words of whoever keeps it. */
  recording: z.string().optional(),
  /** Answers to fields of the form, by field id. */
  fields: z.record(z.string(), z.string()),
  updatedAt: z.date(),
  finishedAt: z.date().optional(),
  /** Set once the words stand in the caller's conversation. */
  conversationId: z.string().optional(),
  messageId: z.string().optional(),
});
export type CallRecord = z.infer<typeof CallRecord>;

/** 回拨 results. After `no-answer` the task stays open for another try. */
export const CallBackResult = z.enum(['reached', 'no-answer', 'unreachable', 'not-needed']);
export type CallBackResult = z.infer<typeof CallBackResult>;

/** 回拨: the task that a missed call leaves. */
export const CallBack = z.object({
  state: z.enum(['open', 'taken', 'done']),
  since: z.date(),
  takenBy: Who.optional(),
  tries: z.array(
    z.object({
      commandId: z.string(),
      at: z.date(),
      by: Who,
      result: CallBackResult,
      note: z.string().optional(),
    }),
  ),
});
export type CallBack = z.infer<typeof CallBack>;

/** 来电. The document decides: what it says of the call is worked out from the set of events it holds. */
export const Call = z.object({
  id: z.string(),
  channel: z.string(),
  account: z.string(),
  /** The exchange's id, or our own for a call that an operator wrote down without an exchange. */
  callId: z.string(),
  source: z.enum(['exchange', 'operator']),
  caller: Caller,
  dialled: z.string().optional(),
  state: CallState,
  startedAt: z.date(),
  answeredAt: z.date().optional(),
  endedAt: z.date().optional(),
  /** Where it rang last or was answered. */
  extension: z.string().optional(),
  reason: z.string().optional(),
  events: z.array(
    z.object({
      key: z.string(),
      type: CallEventType,
      at: z.date(),
      extension: z.string().optional(),
      reason: z.string().optional(),
      unseen: z.boolean().optional(),
    }),
  ),
  /** Staff on whose screens it came up: they are told how it goes on. */
  shownTo: z.array(z.string()),
  record: CallRecord.optional(),
  callBack: CallBack.optional(),
  version: z.number().int(),
  updatedAt: z.date(),
});
export type Call = z.infer<typeof Call>;

/** What comes up on one person's screen, in the order of `seq`; the same key comes up once. */
export const CallNews = z.object({
  seq: z.number().int(),
  key: z.string(),
  callId: z.string(),
  type: CallEventType,
  at: z.date(),
});
export type CallNews = z.infer<typeof CallNews>;
