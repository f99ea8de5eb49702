import { z } from 'zod';
import type { CallEvent, Caller } from '../../../core/model/call.js';

/**
 * What Twilio posts of a call (www.twilio.com/docs/voice/twiml#request-parameters, and status call-backs).
 * Only call-backs carry `Timestamp`; the first request is stamped when it arrives.
 */
export const VoiceForm = z.object({
  CallSid: z.string().regex(/^CA[0-9a-f]{32}$/i),
  AccountSid: z.string(),
  CallStatus: z.enum([
    'queued',
    'initiated',
    'ringing',
    'in-progress',
    'completed',
    'busy',
    'failed',
    'no-answer',
    'canceled',
  ]),
  From: z.string().optional(),
  To: z.string().optional(),
  ParentCallSid: z.string().optional(),
  Timestamp: z.string().optional(),
});
export type VoiceForm = z.infer<typeof VoiceForm>;

interface Seen {
  account: string;
  receivedAt: Date;
  callerOf: (written: string | undefined) => Caller;
}

/** A call comes in. */
export function incoming(form: VoiceForm, { account, receivedAt, callerOf }: Seen): CallEvent {
  return {
    account,
    callId: form.CallSid,
    type: 'ringing',
    at: timeOf(form, receivedAt),
    caller: callerOf(form.From),
    dialled: form.To?.slice(0, 60),
  };
}

/** How the caller's call goes on: only its end is told. */
export function ofCaller(form: VoiceForm, { account, receivedAt, callerOf }: Seen): CallEvent | undefined {
  switch (form.CallStatus) {
    case 'completed':
    case 'busy':
    case 'failed':
    case 'no-answer':
    case 'canceled':
      return {
        account,
        callId: form.CallSid,
        type: 'ended',
        at: timeOf(form, receivedAt),
        caller: callerOf(form.From),
        reason: form.CallStatus,
      };
    case 'queued':
    case 'initiated':
    case 'ringing':
    case 'in-progress':
      // In progress means that our answer is read out, and not that a person speaks.
      return undefined;
  }
}

/** How it goes at an operator's phone. Its end is not the caller's: another phone may have been faster. */
export function ofPhone(
  form: VoiceForm,
  extension: string,
  { account, receivedAt }: Seen,
): CallEvent | undefined {
  const { CallStatus, ParentCallSid: callId } = form;
  if (callId === undefined) return undefined;
  const at = timeOf(form, receivedAt);
  if (CallStatus === 'ringing') return { account, callId, type: 'ringing', at, extension };
  if (CallStatus === 'in-progress') return { account, callId, type: 'answered', at, extension };
  return undefined;
}

/** RFC 2822, to the second; what is no date is stamped by our own clock. */
function timeOf({ Timestamp }: VoiceForm, receivedAt: Date): Date {
  const told = new Date(Timestamp ?? '');
  return Number.isNaN(told.getTime()) ? receivedAt : told;
}
