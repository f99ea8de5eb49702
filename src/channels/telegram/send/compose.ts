import type { Attachment } from '../../../core/model/attachment.js';
import type { OutboundContent } from '../../../core/model/message.js';
import type { Choices } from '../api/client.js';

/** Longest text of a message, in UTF-16 units (core.telegram.org/bots/api#sendmessage). */
export const MAX_TEXT_CHARS = 4096;
export const MAX_BUTTONS = 12;
/** What a bot may upload; as a picture less. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const MAX_DATA_BYTES = 64;

/** One message of Telegram's. */
export type Part =
  { type: 'text'; text: string; choices: Choices } | { type: 'photo' | 'document'; attachmentId: string };

/** The messages that show a content: its text with the buttons, then its files. */
export function partsOf({ text, buttons, attachments }: OutboundContent): Part[] {
  const words = text === '' && buttons.length > 0 ? '请选择：' : text;
  return [
    ...(words === '' ? [] : [{ type: 'text', text: words, choices: choicesOf(buttons) } as const]),
    ...attachments.map((file): Part => ({
      type: isPhoto(file) ? 'photo' : 'document',
      attachmentId: file.id,
    })),
  ];
}

/**
 * Short labels two in a row. What a press gives back is the button's value, or its number where the value is
 * longer than Telegram lets a button carry: the conversation understands both.
 */
export function choicesOf(buttons: OutboundContent['buttons']): Choices {
  const rows: Choices = [];
  for (const [index, { label, value }] of buttons.entries()) {
    const fits = Buffer.byteLength(value) <= MAX_DATA_BYTES;
    const choice = { text: label, callback_data: fits ? value : `#${index + 1}` };
    const row = rows.at(-1);
    const isShort = (text: string): boolean => text.length <= SHORT_LABEL;
    if (row?.length === 1 && row.every((c) => isShort(c.text)) && isShort(label)) row.push(choice);
    else rows.push([choice]);
  }
  return rows;
}
const SHORT_LABEL = 8;

function isPhoto({ mime, size }: Attachment): boolean {
  return /^image\/(jpeg|png|webp)$/.test(mime) && size <= MAX_PHOTO_BYTES;
}
