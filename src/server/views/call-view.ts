import { z } from 'zod';
import { type Call, CallBackResult, CallEventType, type Caller, CallState } from '../../core/model/call.js';
import type { StaffActor } from '../../core/services.js';
import { Instant, iso, isoIf } from '../http.js';
import { grantFor } from '../permissions.js';
import { maskPhone, withoutPerson } from '../../core/privacy/mask.js';
import { TicketSummary } from './ticket-view.js';

/** A call as staff see it. */
export const CallView = z
  .object({
    id: z.string(),
    channel: z.string(),
    account: z.string(),
    callId: z.string(),
    source: z.enum(['exchange', 'operator']),
    /** `number` is absent for a hidden caller, and masked for readers who may not know the person. */
    caller: z.object({ type: z.enum(['number', 'other', 'hidden']), number: z.string().optional() }),
    dialled: z.string().optional(),
    extension: z.string().optional(),
    state: CallState,
    startedAt: Instant,
    answeredAt: Instant.optional(),
    endedAt: Instant.optional(),
    reason: z.string().optional(),
    record: z
      .object({
        by: z.string(),
        /** What is written so far, for who writes it; once finished the words stand in the conversation. */
        summary: z.string().optional(),
        recording: z.string().optional(),
        fields: z.record(z.string(), z.string()).optional(),
        finishedAt: Instant.optional(),
        conversationId: z.string().optional(),
      })
      .optional(),
    callBack: z
      .object({
        state: z.enum(['open', 'taken', 'done']),
        since: Instant,
        takenBy: z.string().optional(),
        tries: z.array(
          z.object({ at: Instant, by: z.string(), result: CallBackResult, note: z.string().optional() }),
        ),
      })
      .optional(),
  })
  .meta({ id: 'Call' });
export type CallView = z.infer<typeof CallView>;

/** One event of the stream of calls: what happened, the call as it stands, and the caller's open tickets. */
export const CallNewsView = z
  .object({
    seq: z.number().int(),
    /** The same key is the same event: it comes up once. */
    key: z.string(),
    type: CallEventType,
    at: Instant,
    call: CallView,
    tickets: z.array(TicketSummary),
  })
  .meta({ id: 'CallNews' });
export type CallNewsView = z.infer<typeof CallNewsView>;

export function callView(call: Call, viewer: StaffActor): CallView {
  const person = grantFor(viewer, 'person.read') !== undefined;
  const show = (text: string | undefined) => (text === undefined || person ? text : withoutPerson(text, {}));
  const { id, channel, account, callId, source, dialled, extension, state, reason, callBack } = call;
  return {
    id,
    channel,
    account,
    callId,
    source,
    caller: { type: call.caller.type, number: numberOf(call.caller, person) },
    dialled,
    extension,
    state,
    startedAt: iso(call.startedAt),
    answeredAt: isoIf(call.answeredAt),
    endedAt: isoIf(call.endedAt),
    reason,
    record: recordView(call, viewer),
    callBack: callBack && {
      state: callBack.state,
      since: iso(callBack.since),
      takenBy: callBack.takenBy?.name,
      tries: callBack.tries.map(({ at, by, result, note }) => ({
        at: iso(at),
        by: by.name,
        result,
        note: show(note),
      })),
    },
  };
}

function numberOf(caller: Caller, person: boolean): string | undefined {
  if (caller.type === 'hidden') return undefined;
  const number = caller.type === 'number' ? caller.phone.national : caller.digits;
  return person ? number : maskPhone(number);
}

/**
 * The words belong to who writes them until they stand in the conversation, which knows whether they are
 * sealed: a colleague reading the list of calls must not learn a secret before that.
 */
function recordView({ record }: Call, viewer: StaffActor): CallView['record'] {
  if (!record) return undefined;
  const { by, summary, recording, fields, finishedAt, conversationId } = record;
  const isMine = by.id === viewer.id && finishedAt === undefined;
  return {
    by: by.name,
    ...(isMine ? { summary, recording, fields } : {}),
    finishedAt: isoIf(finishedAt),
    conversationId,
  };
}
