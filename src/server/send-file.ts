import type { FastifyReply } from 'fastify';
import type { Attachment } from '../core/model/attachment.js';

/** Shown in the page; everything else is a download, so that no file of a citizen runs in a page of ours. */
const SHOWN = /^(image\/(png|jpeg|webp|gif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/** Answers with a file, kept by no cache and able to run nothing. */
export function sendFile<Reply extends FastifyReply>(
  reply: Reply,
  { attachment: { name, mime }, bytes }: { attachment: Attachment; bytes: Buffer },
): Reply {
  const disposition = SHOWN.test(mime) ? 'inline' : 'attachment';
  reply
    .header('content-disposition', `${disposition}; filename*=UTF-8''${encodeRfc5987(name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('cache-control', 'private, no-store')
    .type(SHOWN.test(mime) ? mime : 'application/octet-stream')
    .send(bytes);
  return reply;
}

/** RFC 5987; by way of bytes, because a lone surrogate cannot be encoded. */
function encodeRfc5987(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
