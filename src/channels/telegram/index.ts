import type { ChannelDefinition } from '../channel.js';
import { TelegramAdapter } from './adapter.js';
import { TelegramConfig } from './config.js';
import { MAX_BUTTONS, MAX_FILE_BYTES, MAX_TEXT_CHARS } from './send/compose.js';

/** Telegram bots: updates by long poll or webhook, answers through the Bot API. */
const telegram: ChannelDefinition<TelegramConfig> = {
  name: 'telegram',
  title: { zh: 'Telegram', en: 'Telegram' },
  source: '13',
  capabilities: {
    maxText: MAX_TEXT_CHARS,
    textUnit: 'chars',
    maxParts: 3,
    images: true,
    files: true,
    buttons: MAX_BUTTONS,
    // To whoever has opened the chat with the bot; the others are refused by Telegram itself.
    proactive: 'yes',
    receipts: false,
    rate: { perSec: 30 },
    maxAttachmentBytes: MAX_FILE_BYTES,
  },
  policy: { dialogue: 'chat', debounceMs: 1500, delivery: 'push' },
  config: TelegramConfig,
  create: (config, host) => config.accounts.map((account) => new TelegramAdapter(account, host)),
};

export default telegram;
