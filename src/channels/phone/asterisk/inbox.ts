import { z } from 'zod';
import type { CallLine, ChannelHost, KeptPayload, RawPayload } from '../../channel.js';
import type { CallEvent } from '../../../core/model/call.js';
import type { AsteriskExchange } from '../config.js';
import { AriEvent, callEventOf, KNOWN_TYPES } from './events.js';
import type { AriRest } from './rest.js';

/** A call is remembered for so long after it rang, so that its end can be looked up after a gap. */
const REMEMBER_MS = 24 * 3_600_000;
const CALLS_AT_ONCE = 1_000;
const GO_ON_TRIES = 3;

/**
 * Takes events in their order. Asterisk does not repeat one, so what the store does not take now waits here
 * until it does; what happened while we were not connected is looked up afterwards.
 */
export class AriInbox {
  private work: Promise<void> = Promise.resolve();
  private readonly lettingOn = new Set<Promise<void>>();
  private stopped = false;
  private wake = (): void => undefined;

  constructor(
    private readonly settings: AsteriskExchange,
    private readonly line: CallLine,
    private readonly host: ChannelHost,
    private readonly rest: AriRest,
    private readonly trouble: (detail: string) => void,
  ) {}

  take(bytes: Buffer): void {
    const receivedAt = this.host.clock.now();
    const event = readEvent(bytes);
    if (event === 'other') return;
    if (event === 'unreadable') {
      const raw = { bytes, mime: 'application/json', receivedAt };
      return this.inOrder(() => this.keep(raw, this.host));
    }
    // At once, whatever the store does: a caller who waits for our database hears silence.
    if (event.type === 'StasisStart') this.atOnce(this.letOn(event.channel.id));
    if (event.type === 'ApplicationReplaced')
      this.trouble('另一个程序用同一应用名连接了 Asterisk，请检查 app 设置');
    const told = this.meaningOf(event, receivedAt);
    if (told) this.inOrder(() => this.put(told));
  }

  /** Hears an event that lay in quarantine; the caller was let on, or has hung up, long ago. */
  async again(kept: KeptPayload, host: ChannelHost): Promise<void> {
    const event = readEvent(Buffer.from(kept.bytes));
    if (event === 'other') return;
    if (event === 'unreadable') return this.keep(kept, host);
    const told = this.meaningOf(event, kept.receivedAt);
    if (told) await host.call(told);
  }

  private meaningOf(event: AriEvent, receivedAt: Date): CallEvent | undefined {
    const { account } = this.line;
    const callerOf = (written: string | undefined) => this.line.callerOf(written);
    const { answeredBy } = this.settings;
    return callEventOf(event, { account, receivedAt, answeredBy, callerOf });
  }

  private keep(raw: RawPayload, host: ChannelHost): Promise<void> {
    const message = 'Asterisk 来电事件的内容不符合约定';
    return host.quarantine(raw, { code: 'call-event-unknown', message, account: this.line.account });
  }

  /** After a gap: calls that are no longer there have ended unseen, the others are followed again. */
  catchUp(): void {
    this.inOrder(async () => {
      const remembered = await this.host.memory.list(this.key(''), CALLS_AT_ONCE);
      if (remembered.length === 0) return;
      const there = await this.rest.channels();
      const at = this.host.clock.now();
      for (const { key } of remembered) {
        const callId = key.slice(this.key('').length);
        if (there.has(callId)) await this.rest.follow(callId);
        else await this.put({ account: this.line.account, callId, type: 'ended', at, unseen: true });
      }
    });
  }

  /** Lets what is in hand finish; what still waits for the store is tried once more. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await Promise.all([this.work, ...this.lettingOn]);
  }

  private atOnce(command: Promise<void>): void {
    this.lettingOn.add(command);
    void command.finally(() => this.lettingOn.delete(command));
  }

  private async put(event: CallEvent): Promise<void> {
    await this.host.call(event);
    const { memory } = this.host;
    const key = this.key(event.callId);
    if (event.type === 'ended') return memory.delete(key);
    // By our clock: after an Asterisk whose clock is wrong a call would be forgotten while it rings.
    const until = new Date(this.host.clock.now().getTime() + REMEMBER_MS);
    if (event.type === 'ringing') await memory.set(key, {}, until);
  }

  private inOrder(job: () => Promise<void>): void {
    this.work = this.work.then(() => this.untilDone(job));
  }

  private async untilDone(job: () => Promise<void>): Promise<void> {
    const { firstSeconds, maxSeconds } = this.settings.retry;
    for (let attempt = 0; ; attempt++) {
      const last = this.stopped;
      try {
        return await job();
      } catch (error) {
        this.host.log.error({ err: error, attempt }, 'a call event was not stored');
        this.trouble('来电事件暂时未能保存，正在重试');
        if (last) return;
        await this.pause(Math.min(maxSeconds, firstSeconds * 2 ** Math.min(attempt, 20)) * 1000);
      }
    }
  }

  /** Followed first: once the channel has left us for the dialplan, only those who follow it hear of it. */
  private async letOn(channelId: string): Promise<void> {
    const steps = [() => this.rest.follow(channelId), () => this.rest.goOn(channelId)];
    for (const step of steps) {
      for (let attempt = 1; attempt <= GO_ON_TRIES; attempt++) {
        try {
          await step();
          break;
        } catch (error) {
          this.host.log.error({ err: error, attempt }, 'Asterisk did not take a command');
          this.trouble('Asterisk 未接受放行来电的指令，来电人可能听到静音');
        }
      }
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.stopped) this.wake();
    });
  }

  private key(callId: string): string {
    return `call/${this.line.account}/${callId}`;
  }
}

function readEvent(bytes: Buffer): AriEvent | 'other' | 'unreadable' {
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'));
    const { type } = Typed.parse(json);
    return KNOWN_TYPES.has(type) ? AriEvent.parse(json) : 'other';
  } catch {
    // No JSON, no type, or one of our types in another shape: the caller keeps the bytes.
    return 'unreadable';
  }
}
const Typed = z.object({ type: z.string() });
