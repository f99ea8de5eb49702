import type { ChannelDefinition } from '../../channel.js';

/** Longest private message, in Chinese characters: fewer than 300. */
export const MAX_MESSAGE = 299;

/**
 * What a private message can carry, and that a case may be spoken of in it: more than the channel as a whole.
 */
export const MESSAGE_MEDIUM: Pick<ChannelDefinition, 'capabilities' | 'policy'> = {
  capabilities: {
    maxText: MAX_MESSAGE,
    textUnit: 'wide',
    maxParts: 3,
    images: false,
    files: false,
    buttons: 0,
    replyWindow: { ms: 48 * 3_600_000 },
    proactive: 'no',
    receipts: false,
    rate: {},
    maxAttachmentBytes: 10 * 1024 * 1024,
  },
  policy: { dialogue: 'chat', debounceMs: 1500, delivery: 'push' },
};
