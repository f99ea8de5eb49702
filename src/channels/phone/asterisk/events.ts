import { z } from 'zod';
import type { CallEvent, Caller } from '../../../core/model/call.js';

/**
 * The events of the Asterisk REST Interface that say something of a caller, with the fields we read
 * (asterisk/asterisk, rest-api/api-docs/events.json and channels.json, ARI 2.0.0).
 */
const Channel = z.object({
  id: z.string().min(1).max(200),
  name: z.string(),
  state: z.string(),
  caller: z.object({ number: z.string() }),
  dialplan: z.object({ exten: z.string() }),
});
const base = { timestamp: z.string().optional() };
export const AriEvent = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('StasisStart'), args: z.array(z.string()), channel: Channel }),
  z.object({ ...base, type: z.literal('StasisEnd'), channel: Channel }),
  z.object({ ...base, type: z.literal('ChannelStateChange'), channel: Channel }),
  z.object({
    ...base,
    type: z.literal('ChannelDestroyed'),
    cause: z.number().int(),
    cause_txt: z.string(),
    channel: Channel,
  }),
  z.object({
    ...base,
    type: z.literal('Dial'),
    dialstatus: z.string(),
    caller: Channel.optional(),
    peer: Channel,
  }),
  z.object({ ...base, type: z.literal('ApplicationReplaced') }),
]);
export type AriEvent = z.infer<typeof AriEvent>;

/** Other events are none of ours and are passed over; one of these that does not parse is kept apart. */
export const KNOWN_TYPES: ReadonlySet<string> = new Set(AriEvent.options.map((o) => o.shape.type.value));

export interface Reading {
  account: string;
  receivedAt: Date;
  answeredBy: 'channel' | 'phone';
  callerOf: (written: string | undefined) => Caller;
}

/** What an event says of a call; undefined when it says nothing new of the caller. */
export function callEventOf(event: AriEvent, reading: Reading): CallEvent | undefined {
  const { account, answeredBy, callerOf } = reading;
  const at = timeOf(event, reading.receivedAt);
  switch (event.type) {
    case 'StasisStart': {
      const { channel, args } = event;
      // `Stasis(hub12345,8001)`: the dialplan says where it will ring, when it knows.
      const extension = args[0]?.trim() === '' ? undefined : args[0]?.trim().slice(0, 60);
      const caller = callerOf(channel.caller.number);
      const dialled = channel.dialplan.exten.slice(0, 60);
      return { account, callId: channel.id, type: 'ringing', at, caller, dialled, extension };
    }
    case 'ChannelStateChange':
      if (event.channel.state !== 'Up' || answeredBy !== 'channel') return undefined;
      return { account, callId: event.channel.id, type: 'answered', at };
    case 'Dial':
      return dialled(event, at, account);
    case 'ChannelDestroyed':
      return { account, callId: event.channel.id, type: 'ended', at, reason: event.cause_txt.slice(0, 200) };
    case 'StasisEnd':
      // The call has gone on to the dialplan; it is over when its channel is destroyed.
      return undefined;
    case 'ApplicationReplaced':
      return undefined;
  }
}

/** A phone of an operator that is dialled for the caller: it rings, it is answered, or neither concerns us. */
function dialled(
  { caller, peer, dialstatus }: Extract<AriEvent, { type: 'Dial' }>,
  at: Date,
  account: string,
): CallEvent | undefined {
  if (!caller) return undefined;
  const call = { account, callId: caller.id, at, extension: extensionOf(peer.name) };
  if (dialstatus === '' || dialstatus === 'RINGING') return { ...call, type: 'ringing' };
  return dialstatus === 'ANSWER' ? { ...call, type: 'answered' } : undefined;
}

/** "PJSIP/8001-0000001f" and "Local/8001@from-queue-00000002;1" are the phone 8001. */
function extensionOf(channelName: string): string | undefined {
  return /^[^/]+\/([^@;]+?)(?:@.*|-[0-9a-f]{8})?(?:;\d)?$/i.exec(channelName)?.[1]?.slice(0, 60);
}

/** "2026-11-24T09:12:03.456+0800": an offset without colon, which not every parser of dates reads. */
function timeOf({ timestamp = '' }: AriEvent, receivedAt: Date): Date {
  const told = new Date(timestamp.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return Number.isNaN(told.getTime()) ? receivedAt : told;
}
