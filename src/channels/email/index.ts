import type { ChannelDefinition } from '../channel.js';
import { EmailAdapter } from './adapter.js';
import { EmailConfig } from './config.js';
import { MAX_ATTACHMENT_BYTES } from './send/compose.js';

/** Mailboxes of the hotline: IMAP in, SMTP out. */
const email: ChannelDefinition<EmailConfig> = {
  name: 'email',
  title: { zh: '电子邮件', en: 'Email' },
  source: '02',
  capabilities: {
    maxText: 1024 * 1024,
    textUnit: 'bytes',
    maxParts: 1,
    images: true,
    files: true,
    buttons: 0,
    proactive: 'yes',
    // Reports come for mail that failed, hardly ever for mail that arrived.
    receipts: false,
    // The Message-ID is made from the outbox id, so a letter sent again is the same letter.
    repeatSafe: true,
    // Mail may be answered at any time, and a server that refuses does not say whether the person wished it.
    failures: ['unreachable', 'rejected', 'auth', 'unknown-outcome'],
    provesSender: false,
    rich: true,
    rate: { perSec: 1, perHour: 300 },
    maxAttachmentBytes: MAX_ATTACHMENT_BYTES,
  },
  policy: {
    dialogue: 'mail',
    debounceMs: 5000,
    delivery: 'push',
    // Enough for a conversation by mail, too little for a loop. Automatic and list mail gets no answer at all.
    maxAutomatic: { perHour: 4, perDay: 12 },
  },
  config: EmailConfig,
  create: (config, host) => config.accounts.map((account) => new EmailAdapter(account, host)),
};

export default email;
