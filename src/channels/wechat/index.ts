import type { ChannelDefinition } from '../channel.js';
import { WeChatAdapter } from './adapter.js';
import { WeChatConfig } from './config.js';

/** WeChat accounts through wechaty, which is loaded when an account starts and never before. */
const wechat: ChannelDefinition<WeChatConfig> = {
  name: 'wechat',
  title: { zh: '微信（个人号）', en: 'WeChat (wechaty)' },
  source: '12',
  capabilities: {
    maxText: 2000,
    textUnit: 'chars',
    maxParts: 3,
    images: true,
    files: true,
    buttons: 0,
    proactive: 'yes',
    receipts: false,
    // A friend may be written to at any time.
    failures: ['unreachable', 'rejected', 'opted-out', 'auth', 'unknown-outcome'],
    rate: { perHour: 1200 },
    maxAttachmentBytes: 25 * 1024 * 1024,
  },
  policy: { dialogue: 'chat', debounceMs: 2000, delivery: 'push' },
  config: WeChatConfig,
  create: (config, host) => config.accounts.map((account) => new WeChatAdapter(account, host)),
};

export default wechat;
