import type { Capabilities, ChannelPolicy } from '../../channel.js';

/** Longest private message, in Chinese characters: fewer than 300. */
export const MAX_MESSAGE = 299;

/** What a private message can carry; every character counts as a whole one, which is never too much. */
export const MESSAGE_CAPABILITIES: Capabilities = {
  maxText: MAX_MESSAGE,
  textUnit: 'chars',
  maxParts: 3,
  images: false,
  files: false,
  buttons: 0,
  replyWindow: { ms: 48 * 3_600_000 },
  proactive: 'no',
  receipts: false,
  rate: {},
  maxAttachmentBytes: 10 * 1024 * 1024,
};

export const MESSAGE_POLICY: ChannelPolicy = { dialogue: 'chat', debounceMs: 1500, delivery: 'push' };
