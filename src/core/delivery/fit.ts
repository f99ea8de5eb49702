import type { OutboundContent } from '../model/message.js';
import type { ChannelTraits } from '../ports.js';

const encoder = new TextEncoder();

/**
 * Fits a message into what a channel carries: long text is split where a sentence ends, at most into the
 * channel's number of parts; buttons and files go with the last part, where the question stands.
 */
export function fitContent(content: OutboundContent, traits: ChannelTraits): OutboundContent[] {
  const texts = split(content.text, traits);
  return texts.map((text, i) =>
    i === texts.length - 1
      ? { ...content, text, html: texts.length === 1 ? content.html : undefined }
      : { text, subject: content.subject, buttons: [], attachments: [] },
  );
}

/** How long a text is in the unit the channel counts. A segment is 67 UTF-16 units (GSM 03.38, UCS-2). */
export function lengthIn(text: string, unit: ChannelTraits['textUnit']): number {
  switch (unit) {
    case 'chars':
      return text.length;
    case 'bytes':
      return encoder.encode(text).length;
    case 'segments':
      return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
  }
}

function split(text: string, traits: ChannelTraits): string[] {
  const fits = (s: string) => lengthIn(s, traits.textUnit) <= traits.maxText;
  const parts: string[] = [];
  let rest = text;
  while (!fits(rest) && parts.length < traits.maxParts - 1) {
    const head = longestHead(rest, fits);
    parts.push(head.trimEnd());
    rest = rest.slice(head.length).trimStart();
  }
  // More than the channel can carry: the end is cut visibly; the whole stands in the ticket.
  parts.push(fits(rest) ? rest : `${longestHead(rest, (s) => fits(`${s}…`)).trimEnd()}…`);
  return parts;
}

/** The longest beginning that fits, ending after a sentence or line if that is in its second half. */
function longestHead(text: string, fits: (s: string) => boolean): string {
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  const head = wholeCharacters(text.slice(0, low));
  const end = Math.max(...['。', '！', '？', '\n', '；', '. '].map((mark) => head.lastIndexOf(mark)));
  return end > head.length / 2 ? head.slice(0, end + 1) : head;
}

/** Never half of a surrogate pair: receivers show a broken character for it. */
function wholeCharacters(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return text.length > 1 && last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
