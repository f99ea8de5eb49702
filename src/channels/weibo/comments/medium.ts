import type { Capabilities, ChannelPolicy } from '../../channel.js';
import { MAX_COMMENT } from './sender.js';

/** What a public comment can carry. */
export const COMMENT_CAPABILITIES: Capabilities = {
  maxText: MAX_COMMENT,
  textUnit: 'wide',
  maxParts: 2,
  images: false,
  files: false,
  buttons: 0,
  proactive: 'no',
  receipts: false,
  // After a doubt our own comments are looked through first, and Weibo refuses the same text twice (20019).
  repeatSafe: true,
  // A comment may be answered at any time.
  failures: ['unreachable', 'rejected', 'opted-out', 'auth', 'unknown-outcome'],
  // The hub asks Weibo itself; nobody hands it anything that could be forged.
  provesSender: false,
  rate: { perHour: 30 },
  maxAttachmentBytes: 0,
};

/** People often add a second comment; both get one reply. */
export const COMMENT_POLICY: ChannelPolicy = {
  dialogue: 'public',
  debounceMs: 5000,
  delivery: 'push',
  maxAutomatic: { perHour: 2, perDay: 5 },
};
