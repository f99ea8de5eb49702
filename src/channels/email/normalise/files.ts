import type { Attachment } from 'mailparser';
import type { IncomingFile } from '../../channel.js';

const MAX_FILES = 50;
/** Smaller inline pictures are tracking pixels and signature logos. */
const MIN_INLINE_PICTURE = 2048;

/** The files of a mail, with notices about what was left out or cannot be opened by everybody. */
export function filesOf(attachments: readonly Attachment[]): { files: IncomingFile[]; notices: string[] } {
  const wanted = attachments.filter((a) => !isDecoration(a));
  const files = wanted.slice(0, MAX_FILES).map((a, index) => ({
    name: fileName(a, index + 1),
    bytes: a.content,
    ...(isInline(a) ? { inline: true } : {}),
  }));
  const notices = [];
  if (wanted.length > MAX_FILES) {
    notices.push(`来信有 ${wanted.length} 个附件，只保存了前 ${MAX_FILES} 个。`);
  }
  if (wanted.some((a) => a.contentType === 'application/ms-tnef')) {
    notices.push('来信带有 Outlook 专用格式的附件（winmail.dat），正文或文件可能在其中，已原样保存。');
  }
  return { files, notices };
}

function isInline(a: Attachment): boolean {
  return a.contentType.startsWith('image/') && (a.related === true || a.contentDisposition === 'inline');
}

function isDecoration(a: Attachment): boolean {
  return isInline(a) && a.contentId !== undefined && a.content.length < MIN_INLINE_PICTURE;
}

function fileName(a: Attachment, number: number): string {
  // A path or a control character in a name is at best a mistake of the sender.
  const given = (a.filename ?? '')
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  if (given !== '') return given.slice(0, 200);
  if (a.contentType === 'message/rfc822') return `邮件${number}.eml`;
  const extension = /^(?:image|audio|video)\/([a-z0-9]{2,5})$/.exec(a.contentType)?.[1];
  return extension === undefined ? `附件${number}` : `附件${number}.${extension}`;
}
