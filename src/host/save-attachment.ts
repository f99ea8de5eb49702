import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import sharp, { type Sharp } from 'sharp';
import type { IncomingFile, SavedAttachment } from '../channels/channel.js';
import type { Attachment } from '../core/model/attachment.js';
import type { AttachmentRepository, Clock } from '../core/ports.js';

/** 50 megapixels: every phone camera fits, a decompression bomb does not. */
const MAX_PIXELS = 50_000_000;
const RE_ENCODED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);

/** What a citizen may send as evidence, by sniffed type. Nothing a browser would run. */
const KEPT_AS_IS = new Set([
  'application/pdf',
  'application/zip',
  'application/x-cfb',
  'application/rtf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'audio/amr',
  'audio/mpeg',
  'audio/x-m4a',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
  'video/mp4',
  'video/quicktime',
  'video/3gpp',
]);

/**
 * Stores a citizen's file: type sniffed from the bytes, size limited, images encoded anew so that neither
 * the place where they were taken nor anything hidden in them stays. The id is made from the content, so
 * a message that is fetched twice does not store its files twice.
 */
export function createSaveAttachment(
  attachments: AttachmentRepository,
  clock: Clock,
  defaultMaxBytes: number,
): (file: IncomingFile) => Promise<SavedAttachment> {
  return async (file) => {
    const maxBytes = file.maxBytes ?? defaultMaxBytes;
    if (file.bytes.length === 0) return refused('empty', '文件是空的');
    if (file.bytes.length > maxBytes) {
      return refused('too-large', `文件超过 ${Math.floor(maxBytes / 1_048_576)} MB`);
    }
    const mime = await sniff(file);
    if (!mime) return refused('type-not-allowed', '不支持这种文件，请发送图片、PDF、Office 文档、录音或视频');
    const bytes = RE_ENCODED.has(mime) ? await reEncode(file.bytes, mime) : file.bytes;
    if (!bytes) return refused('unreadable-image', '图片无法打开，请换一张或重新拍摄');
    const attachment = describe(file, mime, bytes);
    await attachments.put(attachment, bytes, clock.now());
    return { type: 'saved', attachment };
  };
}

function refused(
  code: 'too-large' | 'type-not-allowed' | 'unreadable-image' | 'empty',
  message: string,
): SavedAttachment {
  return { type: 'refused', code, message };
}

async function sniff(file: IncomingFile): Promise<string | undefined> {
  const type = await fileTypeFromBuffer(file.bytes);
  if (type) return RE_ENCODED.has(type.mime) || KEPT_AS_IS.has(type.mime) ? type.mime : undefined;
  return /\.(txt|csv|log)$/i.test(file.name) && isText(file.bytes) ? 'text/plain' : undefined;
}

function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  return ['utf-8', 'gb18030'].some((encoding) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  });
}

/** The picture as its pixels alone; undefined when it is none, or has more pixels than we open. */
async function reEncode(bytes: Uint8Array, mime: string): Promise<Uint8Array | undefined> {
  try {
    const image = sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
      animated: mime === 'image/gif',
      failOn: 'error',
    });
    const upright = mime === 'image/gif' ? image : image.rotate();
    return await encode(upright, mime).toBuffer();
  } catch {
    // sharp throws for broken and for oversized images alike; for the sender both mean "send another".
    return undefined;
  }
}

function encode(image: Sharp, mime: string): Sharp {
  if (mime === 'image/png') return image.png();
  if (mime === 'image/webp') return image.webp({ quality: 85 });
  return mime === 'image/gif' ? image.gif() : image.jpeg({ quality: 85 });
}

function describe(file: IncomingFile, mime: string, bytes: Uint8Array): Attachment {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const name = cleanName(file.name);
  const id = `a${createHash('sha256')
    .update(`${sha256}:${name}:${file.inline === true}`)
    .digest('hex')
    .slice(0, 24)}`;
  return { id, name, mime, size: bytes.length, sha256, ...(file.inline && { inline: true }) };
}

/** A name that is safe to show and to save: no folders, control characters or direction tricks. */
function cleanName(name: string): string {
  const base = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const safe = base.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}<>:"|?*]/gu, '').trim();
  // By characters: cut in the middle of a rare one, the name could not be written as UTF-8.
  return /[^.]/.test(safe) ? [...safe].slice(-120).join('') : 'file';
}
