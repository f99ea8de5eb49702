import type { ChannelDefinition } from '../channel.js';
import { SmsAdapter } from './adapter.js';
import { AliyunProvider } from './aliyun/provider.js';
import { SmsConfig } from './config.js';
import { TwilioProvider } from './twilio/provider.js';

/** 短信: text messages through Twilio or Aliyun, chosen for each account. */
const sms: ChannelDefinition<SmsConfig> = {
  name: 'sms',
  title: { zh: '短信', en: 'Text messages (SMS)' },
  source: '04',
  addresses: 'phone',
  capabilities: {
    // Of the eight that networks in China carry, one is kept free for the reply code.
    maxText: 7,
    textUnit: 'segments',
    maxParts: 2,
    images: false,
    files: false,
    buttons: 0,
    // In China every text needs approval, whoever carries it.
    proactive: 'template',
    receipts: true,
    // A text may be sent at any time.
    failures: ['unreachable', 'rejected', 'opted-out', 'auth', 'unknown-outcome'],
    rate: { perSec: 1 },
    maxAttachmentBytes: 5 * 1024 * 1024,
  },
  policy: {
    dialogue: 'mail',
    // People write a second text to complete the first.
    debounceMs: 5000,
    delivery: 'push',
    // Service numbers answer every text with one of their own.
    maxAutomatic: { perHour: 20, perDay: 60 },
    quietHours: { from: '21:00', to: '08:00' },
  },
  config: SmsConfig,
  create: ({ twilio, aliyun }, host) => [
    ...twilio.map((account) => new SmsAdapter(account, new TwilioProvider(account, host), host)),
    ...aliyun.map((account) => new SmsAdapter(account, new AliyunProvider(account, host), host)),
  ],
};

export default sms;
