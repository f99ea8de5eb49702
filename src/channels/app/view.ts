import type { StoredInbound, StoredMessage, StoredOutbound } from '../../core/model/message.js';
import type { Device } from './devices/registry.js';
import type { DeviceFiles } from './files.js';
import { CATEGORY_EVENT, externalId } from './inbound.js';
import type { DeviceMessage } from './schemas.js';

/**
 * A stored message as its citizen sees it: no internals, no names of staff. Undefined while it has no
 * place in the conversation yet.
 */
export function deviceView(
  message: StoredMessage,
  device: Device,
  files: DeviceFiles,
): DeviceMessage | undefined {
  if (message.seq === undefined) return undefined;
  const place = { seq: message.seq, id: message.id, at: message.at.toISOString() };
  return message.direction === 'in'
    ? { ...place, ...ownMessage(message, device, files) }
    : { ...place, ...answer(message, device, files) };
}

type Shown = Omit<DeviceMessage, 'seq' | 'id' | 'at'>;

function ownMessage({ message }: StoredInbound, device: Device, files: DeviceFiles): Shown {
  const prefix = externalId(device.id, '');
  const { event, location } = message;
  const words = message.text ?? message.fullText ?? '';
  const category = event?.type === CATEGORY_EVENT ? event.key?.slice(CATEGORY_EVENT.length + 1) : undefined;
  return {
    from: 'you',
    ...(message.externalId.startsWith(prefix) && {
      clientMessageId: message.externalId.slice(prefix.length),
    }),
    text: category === undefined ? words : words.slice(category.length + 1),
    category,
    location,
    buttons: [],
    attachments: message.attachments.map((attachment) => files.show(device, attachment)),
    status: 'received',
  };
}

function answer({ author, content, delivery }: StoredOutbound, device: Device, files: DeviceFiles): Shown {
  const { status } = delivery;
  return {
    from: author.type,
    text: content.text,
    buttons: content.buttons,
    attachments: content.attachments.map((attachment) => files.show(device, attachment)),
    status: status === 'delivered' || status === 'read' ? status : 'sent',
  };
}
