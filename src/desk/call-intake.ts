import { createHash } from 'node:crypto';
import { type Call, type CallEvent, callEventKey, type CallNews } from '../core/model/call.js';
import type { Clock } from '../core/ports.js';
import type { CallRepository } from '../store/call-store.js';
import { withEvent } from './call-state.js';

export interface CallIntakeDeps {
  calls: CallRepository;
  clock: Clock;
  /** Somebody's screen has something new; a hint. */
  onNews(staffId: string): void;
}

/** Takes what exchanges say of calls, and brings calls up on the screen of whoever sits where it rings. */
export class CallIntake {
  constructor(private readonly deps: CallIntakeDeps) {}

  /** Durable when it resolves. Doing it again, or in another order, changes nothing. */
  async hear(channel: string, event: CallEvent): Promise<void> {
    const { calls, clock } = this.deps;
    const id = callIdOf(channel, event.account, event.callId);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const before = await calls.load(id);
      const heard = withEvent(before ?? newCall(id, channel, event, clock.now()), event);
      const seat = event.extension === undefined ? undefined : await calls.sitsAt(event.extension);
      const next = seat === undefined || heard.shownTo.includes(seat) ? heard : shownAlso(heard, seat);
      if (before && next === before) return this.show(before, event);
      const saved = { ...next, version: (before?.version ?? 0) + 1, updatedAt: clock.now() };
      if (await calls.save(saved, before?.version ?? 0)) return this.show(saved, event);
    }
    throw new Error(`Call ${id} was written by others ${String(TRIES)} times in a row.`);
  }

  /**
   * A ringing phone comes up for whoever sits there, if it still rings; what follows goes to everybody who
   * saw it ring. A crash before this is mended by the exchange's repetition, or by the list of calls.
   */
  private async show(call: Call, event: CallEvent): Promise<void> {
    const key = callEventKey({ ...event, callId: call.id });
    const news: Omit<CallNews, 'seq'> = { key, callId: call.id, type: event.type, at: event.at };
    for (const staffId of await this.viewersOf(call, event)) {
      if (await this.deps.calls.show(staffId, news)) this.deps.onNews(staffId);
    }
  }

  private async viewersOf(call: Call, { type, extension }: CallEvent): Promise<string[]> {
    if (type !== 'ringing') return call.shownTo;
    const isLive = call.state === 'ringing' || call.state === 'talking';
    const seat = extension === undefined || !isLive ? undefined : await this.deps.calls.sitsAt(extension);
    return seat === undefined ? [] : [seat];
  }
}

const TRIES = 20;

/** Derived, so that two nodes that hear of a new call at once make the same one. */
export function callIdOf(channel: string, account: string, callId: string): string {
  const hash = createHash('sha256');
  for (const part of [channel, account, callId]) hash.update(`${part.length}:${part}`);
  return `k${hash.digest('hex').slice(0, 24)}`;
}

function newCall(id: string, channel: string, event: CallEvent, now: Date): Call {
  const { account, callId, caller = { type: 'hidden' }, dialled, at } = event;
  return {
    id,
    channel,
    account,
    callId,
    source: 'exchange',
    caller,
    dialled,
    state: 'ringing',
    startedAt: at,
    events: [],
    shownTo: [],
    version: 0,
    updatedAt: now,
  };
}

function shownAlso(call: Call, staffId: string): Call {
  return { ...call, shownTo: [...call.shownTo, staffId] };
}
