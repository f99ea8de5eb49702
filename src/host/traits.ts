import type { ChannelDefinition } from '../channels/channel.js';
import type { ChannelTraits } from '../core/ports.js';

/** What core knows of a channel: its definition, with the quiet time as the settings have it. */
export function traitsOf(definition: ChannelDefinition, debounceMs?: number): ChannelTraits {
  const { capabilities, policy } = definition;
  return {
    source: definition.source,
    dialogue: policy.dialogue,
    debounceMs: debounceMs ?? policy.debounceMs,
    delivery: policy.delivery,
    maxAutomatic: policy.maxAutomatic,
    maxText: capabilities.maxText,
    textUnit: capabilities.textUnit,
    maxParts: capabilities.maxParts,
    buttons: capabilities.buttons,
    repeatSafe: capabilities.repeatSafe ?? false,
  };
}
