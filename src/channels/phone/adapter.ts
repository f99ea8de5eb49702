import type { ChannelAdapter, ChannelHost, Health, SendResult } from '../channel.js';
import type { StoredOutbound } from '../../core/model/message.js';
import { AriExchange } from './asterisk/exchange.js';
import type { PhoneAccount } from './config.js';
import type { Exchange } from './exchange.js';
import { PhoneLine } from './line.js';
import { NoExchange } from './no-exchange.js';
import { TwilioVoice } from './twilio/exchange.js';

/** One line of the hotline. People speak on it; nothing written can be sent. */
export class PhoneAdapter implements ChannelAdapter {
  readonly account: string;
  readonly line: PhoneLine;
  readonly http?: NonNullable<ChannelAdapter['http']>;
  readonly retake?: NonNullable<ChannelAdapter['retake']>;
  private readonly exchange: Exchange;

  constructor(settings: PhoneAccount, host: ChannelHost) {
    this.account = settings.account;
    this.line = new PhoneLine(settings.account, settings.areaCode, host);
    const exchange = exchangeOf(settings, this.line, host);
    this.exchange = exchange;
    if (exchange.retake) this.retake = (kept, host) => exchange.retake?.(kept, host) ?? Promise.resolve();
    if (exchange.http) this.http = { prefix: `/webhooks/phone/${this.account}`, register: exchange.http };
  }

  start(): Promise<void> {
    return this.exchange.start();
  }

  stop(): Promise<void> {
    return this.exchange.stop();
  }

  /** A text cannot be spoken: another channel has to carry it, or somebody calls. Nothing is claimed to be sent. */
  async send({ to }: StoredOutbound, _idempotencyKey: string): Promise<SendResult> {
    if (to.startsWith('+')) {
      const message = '电话渠道不能发送文字，请改用其他渠道或由话务员回拨';
      return { ok: false, kind: 'window-closed', code: 'call-back', message };
    }
    return { ok: false, kind: 'rejected', code: 'no-number', message: '来电没有显示号码，无法联系来电人' };
  }

  health(): Health {
    return this.exchange.health();
  }
}

function exchangeOf(settings: PhoneAccount, line: PhoneLine, host: ChannelHost): Exchange {
  const { exchange } = settings;
  switch (exchange.type) {
    case 'none':
      return new NoExchange(host.clock);
    case 'twilio':
      return new TwilioVoice(exchange, line, host);
    case 'asterisk':
      return new AriExchange(exchange, line, host);
  }
}
