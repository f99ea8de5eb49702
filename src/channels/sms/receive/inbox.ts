import type { InboundMessageInput } from '../../../core/model/message.js';
import type { ChannelHost, Receipt } from '../../channel.js';
import type { OptOuts } from '../opt-outs.js';
import type { SmsError, SmsInbox } from '../provider.js';
import type { ReplyCodes } from '../reply-codes.js';
import { optOutOf } from './opt-out.js';
import type { Texted } from './texted.js';

export interface InboxContext {
  host: ChannelHost;
  account: string;
  optOuts: OptOuts;
  codes: ReplyCodes;
  trouble(error: SmsError): void;
}

/** Makes the hub's messages of what providers tell: opt-outs noted, reply codes understood. */
export class HubInbox implements SmsInbox {
  constructor(private readonly context: InboxContext) {}

  async texted(texted: Texted): Promise<void> {
    const { host, account, optOuts } = this.context;
    const wish = texted.optOut ?? optOutOf(texted.text);
    if (wish === 'stop') await optOuts.add(texted.from);
    const message = { ...this.baseOf(texted), ...(await this.words(texted, wish)) };
    const answer = await host.accept(message, texted.raw);
    // Whoever writes anew wants to be answered; a repeated delivery of something older does not say so.
    if (answer.type === 'accepted' && wish !== 'stop') await optOuts.remove(texted.from);
    if (answer.type !== 'refused') return;
    // Providers cannot be told why: what the hub refuses is kept where staff can see it.
    const { externalId } = texted;
    await host.quarantine(texted.raw, { code: answer.code, message: answer.message, account, externalId });
  }

  async receipt(receipt: Omit<Receipt, 'account'>): Promise<void> {
    await this.context.host.receipt({ ...receipt, account: this.context.account });
  }

  async optedOut(phone: string): Promise<void> {
    await this.context.optOuts.add(phone);
  }

  async unreadable(raw: Texted['raw'], code: string, message: string, externalId?: string): Promise<void> {
    await this.context.host.quarantine(raw, { code, message, externalId, account: this.context.account });
  }

  trouble(error: SmsError): void {
    this.context.trouble(error);
  }

  private async words(texted: Texted, wish: 'stop' | 'start' | undefined): Promise<Words> {
    const { from, text, attachments = [] } = texted;
    if (wish === 'stop') {
      return { kind: 'event', event: { type: 'opt-out' }, fullText: text, auto: 'opt-out' };
    }
    // To ask for texts again is a way to say hello: the engine welcomes.
    if (wish === 'start') return { kind: 'event', event: { type: 'opt-in' }, text: '你好', fullText: text };
    const kind = attachments.length > 0 && text.trim() === '' ? 'image' : 'text';
    const reply = await this.context.codes.read(from, text);
    if (reply === undefined) return { kind, text };
    const { ticketId } = reply;
    return { kind, text: reply.text, fullText: text, thread: { key: from, ticketId } };
  }

  private baseOf(texted: Texted): Omit<InboundMessageInput, 'kind'> {
    const { externalId, from, sentAt, attachments, notices, raw } = texted;
    return {
      channel: 'sms',
      account: this.context.account,
      externalId,
      from: { id: from },
      thread: { key: from },
      attachments,
      notices,
      sentAt: sentAt < raw.receivedAt ? sentAt : raw.receivedAt,
      receivedAt: raw.receivedAt,
    };
  }
}

type Words = Pick<InboundMessageInput, 'kind' | 'text' | 'fullText' | 'event' | 'auto'> &
  Partial<Pick<InboundMessageInput, 'thread'>>;
