import { z } from 'zod';
import { ariEvent, type AsteriskPeer, channel } from '../../test/peers/asterisk-ari.js';
import type { StaffClient } from '../../test/support/staff-client.js';
import type { Person } from '../person.js';

const EXTENSION = '8001';
const Calls = z.object({ items: z.array(z.object({ id: z.string(), callId: z.string() })) });
const Opened = z.object({ tickets: z.array(z.object({ number: z.string() })) });
const Finished = z.object({
  call: z.object({ record: z.object({ conversationId: z.string() }).optional() }),
});
const Thread = z.object({
  messages: z.array(
    z.object({
      direction: z.string(),
      text: z.string(),
      delivery: z.object({ status: z.string() }).optional(),
    }),
  ),
});
let calls = 0;

/**
 * Somebody who calls, and the operator who takes the call. Nothing written reaches a telephone: what they
 * "hear" is what the hub keeps for somebody to tell them.
 */
export class Caller implements Person {
  said = 0;
  readonly repeated = 0;
  private conversationId: string | undefined;
  private owed: string[] = [];

  constructor(
    private readonly number: string,
    private readonly exchange: AsteriskPeer,
    private readonly operator: StaffClient,
  ) {}

  /** The operator sits down where calls come up. */
  static async sitDown(operator: StaffClient, exchange: AsteriskPeer): Promise<void> {
    await operator.command('/api/staff/calls/extension', { extension: EXTENSION });
    await exchange.until('the hub at the exchange', () => exchange.isConnected, 60_000);
  }

  /** A call whose words become a ticket. */
  async say(text: string): Promise<void> {
    await this.call(text, { type: 'help', place: { text: text.split('，')[0] ?? '' } });
  }

  /** A call from ringing to its record; resolves with the caller's open tickets, as the operator saw them. */
  async call(text: string, request?: object): Promise<string[]> {
    const callId = `demo.${++calls}`;
    const emit = (type: string, fields: Record<string, unknown>): void =>
      this.exchange.emit(ariEvent(type, fields, new Date().toISOString().replace('Z', '+0000')));
    const caller = { name: '', number: this.number };
    emit('StasisStart', { args: [EXTENSION], channel: channel(callId, { caller }) });
    emit('ChannelStateChange', { channel: channel(callId, { state: 'Up' }) });
    const id = await this.onScreen(callId);
    const { tickets } = await this.operator.get(`/api/staff/calls/${id}`, Opened);
    await this.operator.command(`/api/staff/calls/${id}/note`, { summary: text });
    emit('ChannelDestroyed', { cause: 16, cause_txt: 'Normal Clearing', channel: channel(callId) });
    const finished = await this.operator.command(`/api/staff/calls/${id}/finish`, { request });
    this.conversationId = Finished.parse(finished).call.record?.conversationId;
    this.said++;
    return tickets.map(({ number }) => number);
  }

  async look(): Promise<void> {
    if (this.conversationId === undefined) return;
    const path = `/api/staff/conversations/${this.conversationId}`;
    const { messages } = await this.operator.get(path, Thread);
    const out = messages.filter(({ direction }) => direction === 'out');
    const claimed = out.find(({ delivery }) => /sent|delivered/.test(delivery?.status ?? ''));
    if (claimed) throw new Error(`The hub says it wrote to a telephone: ${claimed.text}`);
    this.owed = out.map(({ text }) => text);
  }

  heard(): string[] {
    return this.owed;
  }

  private async onScreen(callId: string): Promise<string> {
    for (let tries = 0; tries < 400; tries++) {
      const { items } = await this.operator.get('/api/staff/calls?limit=200', Calls);
      const found = items.find((call) => call.callId === callId);
      if (found) return found.id;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the call ${callId} never came up`);
  }
}
