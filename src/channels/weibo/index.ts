import type { ChannelDefinition } from '../channel.js';
import { CommentsAdapter } from './comments/adapter.js';
import { COMMENT_CAPABILITIES, COMMENT_POLICY } from './comments/medium.js';
import { WeiboConfig } from './config.js';
import { MessagesAdapter } from './messages/adapter.js';

/**
 * 微博. Public comments and private messages are accounts apart, each with its own conversations: what a
 * citizen tells us in private can then never slip into an answer that everybody reads. The channel as a whole
 * is as careful as its public side; the account of private messages says itself that it may do more.
 */
const weibo: ChannelDefinition<WeiboConfig> = {
  name: 'weibo',
  title: { zh: '微博', en: 'Weibo' },
  source: '11',
  capabilities: COMMENT_CAPABILITIES,
  policy: COMMENT_POLICY,
  config: WeiboConfig,
  create: ({ comments, messages }, host) => [
    ...comments.map((account) => new CommentsAdapter(account, host)),
    ...messages.map((account) => new MessagesAdapter(account, host)),
  ],
};

export default weibo;
