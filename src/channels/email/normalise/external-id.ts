import { createHash } from 'node:crypto';

/**
 * The provider's id of a mail: its Message-ID, or a hash of what identifies it where a client sent none.
 * An id that is overlong or contains spaces is hashed as well, so that no mail is lost for its id.
 */
export function externalId(mail: {
  messageId: string;
  from: string;
  date: string;
  subject: string;
  text: string;
}): string {
  const id = mail.messageId.trim().replace(/^<|>$/g, '');
  if (/^[\x21-\x7e]{3,400}$/.test(id)) return id;
  const parts = [id, mail.from, mail.date, mail.subject, mail.text.slice(0, 4096)];
  return `sha256:${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}`;
}
