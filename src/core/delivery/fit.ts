import type { Attachment } from '../model/attachment.js';
import type { OutboundContent } from '../model/message.js';
import type { ChannelTraits } from '../ports.js';
import { splitText } from './split-text.js';

export { lengthIn } from './split-text.js';

/** What a channel can carry of a message. */
export type FitTraits = Pick<
  ChannelTraits,
  'maxText' | 'textUnit' | 'maxParts' | 'buttons' | 'images' | 'files' | 'maxAttachmentBytes' | 'rich'
>;

/**
 * Fits a message into what a channel carries. Too many buttons become numbered lines, which the engine
 * understands when their number is answered; a file that cannot go along becomes a link (or its name, when
 * `linkTo` gives none: nobody may read it by a link); rich text becomes plain. Long text is split where a
 * sentence ends, at most into the channel's number of parts; buttons and files go with the last part, where
 * the question stands.
 */
export function fitContent(
  content: OutboundContent,
  traits: FitTraits,
  linkTo: (file: Attachment) => string | undefined = () => undefined,
): OutboundContent[] {
  const carried = content.attachments.filter((file) => carries(file, traits));
  const linked = content.attachments.filter((file) => !carries(file, traits));
  const asText = content.buttons.length > traits.buttons;
  const lines = [
    content.text,
    ...(asText ? content.buttons.map(({ label }, index) => `${index + 1}. ${label}`) : []),
    ...linked.map((file) => lineFor(file, linkTo(file))),
  ];
  const whole = lines.filter((line) => line !== '').join('\n');
  const texts = splitText(whole, traits);
  const last = texts.length - 1;
  return texts.map((text, i) => ({
    ...(i === last ? content : { subject: content.subject }),
    text,
    html: traits.rich && last === 0 && whole === content.text ? content.html : undefined,
    buttons: i === last && !asText ? content.buttons : [],
    attachments: i === last ? carried : [],
  }));
}

function carries({ mime, size }: Attachment, traits: FitTraits): boolean {
  return (mime.startsWith('image/') ? traits.images : traits.files) && size <= traits.maxAttachmentBytes;
}

function lineFor({ name, mime }: Attachment, link: string | undefined): string {
  const kind = mime.startsWith('image/') ? '图片' : '文件';
  return link === undefined ? `${kind}：${name}（此处无法发送）` : `${kind}：${name}\n${link}`;
}
