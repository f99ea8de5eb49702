import type { ChannelDefinition } from '../channel.js';
import { WeChatOfficialAdapter } from './adapter.js';
import { WeChatConfig } from './config.js';
import { MAX_BUTTONS, MAX_TEXT_BYTES } from './send/compose.js';

/** 微信公众号 (服务号): pushes in 安全模式, answers as 客服消息 and template messages. */
const wechatOfficial: ChannelDefinition<WeChatConfig> = {
  name: 'wechat-official',
  title: { zh: '微信公众号', en: 'WeChat official account' },
  source: '10',
  capabilities: {
    maxText: MAX_TEXT_BYTES,
    textUnit: 'bytes',
    maxParts: 3,
    images: true,
    files: false,
    buttons: MAX_BUTTONS,
    replyWindow: { ms: 48 * 3_600_000, quota: 5 },
    proactive: 'template',
    // For template messages alone.
    receipts: false,
    rate: {},
    maxAttachmentBytes: 10 * 1024 * 1024,
  },
  policy: { dialogue: 'chat', debounceMs: 1500, delivery: 'push' },
  config: WeChatConfig,
  create: (config, host) => config.accounts.map((account) => new WeChatOfficialAdapter(account, host)),
};

export default wechatOfficial;
