import { z } from 'zod';

/** The fields of a call-back. Names given twice have a list, as the signature counts them. */
export type Form = Record<string, string | string[]>;

export function readForm(body: string): Form {
  const params = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = [...params.getAll(name)];
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

const sid = z.string().regex(/^(SM|MM)[0-9a-f]{32}$/i);

/** An incoming message (twilio.com/docs/messaging/guides/webhook-request). */
export const Incoming = z.object({
  MessageSid: sid,
  From: z.string(),
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().min(0).max(10).default(0),
  /** With Advanced Opt-Out: what Twilio understood and has answered by itself. */
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional().catch(undefined),
});
export type Incoming = z.infer<typeof Incoming>;

/** What became of a message of ours. */
export const StatusCallback = z.object({
  MessageSid: sid,
  MessageStatus: z.string(),
  To: z.string().default(''),
  ErrorCode: z.string().optional(),
});
export type StatusCallback = z.infer<typeof StatusCallback>;

/** Files of an incoming message, in their order. */
export function mediaOf(form: Form, count: number): { url: string; mime: string }[] {
  return Array.from({ length: count }, (_, n) => ({
    url: String(form[`MediaUrl${n}`] ?? ''),
    mime: String(form[`MediaContentType${n}`] ?? ''),
  }));
}
