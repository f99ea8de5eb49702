import type { Attachment } from '../../core/model/attachment.js';
import type { InboundMessageInput } from '../../core/model/message.js';
import type { App } from './app.js';
import type { Device } from './devices/registry.js';
import { AppProblem } from './problem.js';
import { MAX_ATTACHMENTS, MAX_TEXT_CHARACTERS, type NewMessage } from './schemas.js';
import { whenWritten } from './sent-at.js';
import { cleanText, countCharacters } from './words.js';

/** External id of a message: unique per account, and leads back to what the device called it. */
export function externalId(deviceId: string, clientMessageId: string): string {
  return `${deviceId}:${clientMessageId}`;
}

/** A message of a device as core takes it. Throws an AppProblem that says how to mend it. */
export async function toInbound(app: App, device: Device, item: NewMessage): Promise<InboundMessageInput> {
  const text = clean(item.text, 'text');
  const category = clean(item.category ?? '', 'category');
  const label = clean(item.location?.label ?? '', 'location.label');
  if (countCharacters(text.text) > MAX_TEXT_CHARACTERS)
    throw new AppProblem('too-large', { limit: MAX_TEXT_CHARACTERS });
  if (item.attachments.length > MAX_ATTACHMENTS)
    throw new AppProblem('too-many-attachments', { limit: MAX_ATTACHMENTS });
  const attachments = await Promise.all(
    [...new Set(item.attachments)].map((uploadId) => uploaded(app, device, uploadId)),
  );
  if (!text.text && !category.text && !item.button && !item.location && attachments.length === 0)
    throw new AppProblem('empty-message');
  const now = app.host.clock.now();
  const sentAt = item.sentAt === undefined ? undefined : new Date(item.sentAt);
  const written = whenWritten(sentAt, now, app.config.outboxDays * DAY_MS);
  const notices = [text, category, label].flatMap((part) => part.notices);
  return {
    channel: 'app',
    account: app.config.account,
    externalId: externalId(device.id, item.clientMessageId),
    ...content(text.text, category.text, item.button, attachments, item.location !== undefined),
    from: { id: device.id },
    thread: { key: device.id },
    attachments,
    ...(item.location && { location: { ...item.location, label: label.text || undefined } }),
    sentAt: written.at,
    receivedAt: now,
    notices: [...new Set(written.notice === undefined ? notices : [...notices, written.notice])],
  };
}

/** Marks the event that carries the citizen's own pick of a category. */
export const CATEGORY_EVENT = 'category';

type Content = Pick<InboundMessageInput, 'kind' | 'text' | 'fullText' | 'event'>;

/**
 * A pressed button is a choice, its label no words of the citizen. A category is the citizen's words too:
 * a photo of a broken lid says nothing to triage, "井盖破损" above it does.
 */
function content(
  text: string,
  category: string,
  button: string | undefined,
  attachments: Attachment[],
  hasLocation: boolean,
): Content {
  if (button !== undefined)
    return { kind: 'event', event: { type: 'button', key: button }, ...(text !== '' && { fullText: text }) };
  const words = [category, text].filter((part) => part !== '').join('\n');
  return {
    kind: kindOf(text, attachments, hasLocation && category === ''),
    ...(words !== '' && { text: words }),
    ...(category !== '' && { event: { type: CATEGORY_EVENT, key: `${CATEGORY_EVENT}:${category}` } }),
  };
}

function kindOf(text: string, attachments: Attachment[], bareLocation: boolean): Content['kind'] {
  const all = (type: string): boolean => attachments.every(({ mime }) => mime.startsWith(`${type}/`));
  if (attachments.length === 0) return text === '' && bareLocation ? 'location' : 'text';
  if (all('image')) return 'image';
  if (all('video')) return 'video';
  return all('audio') ? 'voice' : 'file';
}

async function uploaded(app: App, device: Device, uploadId: string): Promise<Attachment> {
  const upload = await app.files.uploaded(device, uploadId);
  if (!upload)
    throw new AppProblem('attachment-not-found', { fields: [{ path: 'attachments', message: uploadId }] });
  return upload.attachment;
}

function clean(raw: string, path: string): { text: string; notices: string[] } {
  const cleaned = cleanText(raw);
  if (!cleaned) throw new AppProblem('invalid-utf8', { fields: [{ path, message: 'lone surrogate' }] });
  return cleaned;
}

const DAY_MS = 86_400_000;
