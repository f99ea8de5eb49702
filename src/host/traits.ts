import type { ChannelDefinition } from '../channels/channel.js';
import type { ChannelSettings } from '../config/settings.js';
import type { ChannelTraits } from '../core/ports.js';

/** What core knows of a channel: its definition, with waiting and quiet hours as the settings have them. */
export function traitsOf(
  { source, title, addresses, capabilities, policy }: ChannelDefinition,
  settings: Pick<ChannelSettings, 'debounceMs' | 'quietHours'>,
  timezone: string,
): ChannelTraits {
  const quiet = settings.quietHours ?? policy.quietHours;
  return {
    source,
    title,
    // A number that can only be called takes no text.
    addresses: capabilities.proactive === 'no' ? undefined : addresses,
    dialogue: policy.dialogue,
    debounceMs: settings.debounceMs ?? policy.debounceMs,
    delivery: policy.delivery,
    maxAutomatic: policy.maxAutomatic,
    replyWindow: capabilities.replyWindow,
    quietHours: quiet ? { ...quiet, timezone } : undefined,
    maxText: capabilities.maxText,
    textUnit: capabilities.textUnit,
    maxParts: capabilities.maxParts,
    buttons: capabilities.buttons,
    images: capabilities.images,
    files: capabilities.files,
    maxAttachmentBytes: capabilities.maxAttachmentBytes,
    rich: capabilities.rich ?? false,
    repeatSafe: capabilities.repeatSafe ?? false,
  };
}

/** Of a channel that was switched off since: its conversations can be read, not answered. */
export const SWITCHED_OFF: ChannelTraits = {
  source: '99',
  dialogue: 'public',
  debounceMs: 0,
  delivery: 'push',
  maxText: 10_000,
  textUnit: 'chars',
  maxParts: 1,
  buttons: 0,
  images: false,
  files: false,
  maxAttachmentBytes: 0,
  rich: false,
  repeatSafe: false,
};
