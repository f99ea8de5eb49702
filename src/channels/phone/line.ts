import type { Accepted, CallLine, ChannelHost } from '../channel.js';
import type { Call, Caller } from '../../core/model/call.js';
import type { InboundMessageInput } from '../../core/model/message.js';
import { callerOf } from './number.js';

/** As long as a request's matter may be. */
export const MAX_WORDS = 20_000;

/** The line of one account: puts calls, and what operators wrote of them, into the callers' conversations. */
export class PhoneLine implements CallLine {
  readonly channel = 'phone';

  constructor(
    readonly account: string,
    private readonly areaCode: string,
    private readonly host: Pick<ChannelHost, 'accept' | 'clock'>,
  ) {}

  callerOf(written: string | undefined): Caller {
    return callerOf(written, this.areaCode);
  }

  open(call: Call): Promise<Accepted> {
    return this.put(call, {
      externalId: `call:${call.callId}`,
      kind: 'event',
      event: { type: 'call', key: call.callId },
      sentAt: call.startedAt,
      // There is nobody to read an answer: the citizen is on the telephone.
      auto: 'own',
    });
  }

  async write(call: Call): Promise<Accepted> {
    const { record } = call;
    const recording = record?.recording;
    if ((record?.summary.length ?? 0) > MAX_WORDS) {
      return { type: 'refused', code: 'too-large', message: `最多 ${MAX_WORDS} 个字` };
    }
    return this.put(call, {
      externalId: `record:${call.callId}`,
      kind: 'text',
      text: record?.summary,
      sentAt: record?.finishedAt ?? call.startedAt,
      notices: recording === undefined ? [] : [`通话录音：${recording}`],
    });
  }

  private put(
    call: Call,
    said: Pick<InboundMessageInput, 'externalId' | 'kind' | 'event' | 'text' | 'sentAt' | 'auto' | 'notices'>,
  ): Promise<Accepted> {
    const receivedAt = this.host.clock.now();
    const id = addressOf(call);
    const { caller, callId, dialled, startedAt, answeredAt, endedAt, record } = call;
    const evidence = { callId, caller, dialled, startedAt, answeredAt, endedAt, record };
    return this.host.accept(
      {
        channel: this.channel,
        account: this.account,
        from: { id, anonymous: caller.type !== 'number' },
        thread: { key: id },
        receivedAt,
        ...said,
      },
      { bytes: Buffer.from(JSON.stringify(evidence)), mime: 'application/json', receivedAt },
    );
  }
}

/**
 * Under which the caller is kept. Only a number is one person's: hidden callers, and those put through from
 * a switchboard or short code, get an address of this one call, or strangers would share a conversation.
 */
export function addressOf({ caller, id }: Pick<Call, 'caller' | 'id'>): string {
  return caller.type === 'number' ? caller.phone.e164 : `call:${id}`;
}
