import type { ChannelHost, IncomingFile, RawPayload } from '../../channel.js';
import type { Attachment } from '../../../core/model/attachment.js';
import type { OwnAddresses } from '../address.js';
import { normalise } from '../normalise/normalise.js';
import type { MailTokens } from '../tokens.js';
import type { FetchedMail } from './mailbox.js';

export interface IntakeContext {
  host: ChannelHost;
  account: string;
  own: OwnAddresses;
  tokens: MailTokens;
  maxBytes: number;
}

/** A mail as it was fetched, or as it lay in quarantine. */
export type Mail = Pick<FetchedMail, 'bytes' | 'size' | 'receivedAt' | 'cut'>;

/**
 * Hands one mail to the hub. When it resolves, the mail is durable: accepted, known already, a receipt, or in
 * quarantine. It rejects only when the store does, and then the mail must be tried again.
 */
export async function takeMail(mail: Mail, context: IntakeContext): Promise<void> {
  const { host, account, own, tokens, maxBytes } = context;
  const raw: RawPayload = { bytes: mail.bytes, mime: 'message/rfc822', receivedAt: receivedAt(mail, host) };
  const result = await normalise(mail.bytes, {
    account,
    own,
    tokens,
    receivedAt: raw.receivedAt,
    findOutbound: (id) => host.findOutbound(id),
    ...(mail.cut ? { cut: { ...mail.cut, size: mail.size, limit: maxBytes } } : {}),
  });
  switch (result.type) {
    case 'unreadable': {
      const { code, message, externalId } = result;
      return host.quarantine(raw, { code, message, account, externalId });
    }
    case 'receipt':
      return host.receipt(result.receipt);
    case 'message': {
      const { message } = result;
      const saved = await saveFiles(result.files, host);
      const notices = [...(message.notices ?? []), ...saved.notices];
      const answer = await host.accept({ ...message, attachments: saved.attachments, notices }, raw);
      // A mailbox cannot be told to send it later: what the hub refuses is kept where staff can see it.
      if (answer.type === 'refused') {
        await host.quarantine(raw, {
          code: answer.code,
          message: answer.message,
          account,
          externalId: message.externalId,
        });
      }
    }
  }
}

/** Keeps a mail that cannot be taken in any other way. */
export async function quarantineMail(
  mail: { uid: number; bytes: Uint8Array; receivedAt: Date | undefined },
  error: unknown,
  { host, account }: Pick<IntakeContext, 'host' | 'account'>,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const raw = { bytes: mail.bytes, mime: 'message/rfc822', receivedAt: receivedAt(mail, host) };
  const message = `这封邮件（UID ${mail.uid}）多次处理失败：${reason}。原件仍在邮箱中，请人工查看。`;
  await host.quarantine(raw, { code: 'cannot-take', message, account });
}

async function saveFiles(
  files: readonly IncomingFile[],
  host: ChannelHost,
): Promise<{ attachments: Attachment[]; notices: string[] }> {
  const attachments: Attachment[] = [];
  const notices: string[] = [];
  for (const file of files) {
    const saved = await host.saveAttachment(file);
    if (saved.type === 'saved') attachments.push(saved.attachment);
    else notices.push(`附件“${file.name}”未保存：${saved.message}`);
  }
  return { attachments, notices };
}

/** The server's word for when the mail came, which is when the citizen's time begins to run. */
function receivedAt(mail: { receivedAt: Date | undefined }, host: ChannelHost): Date {
  const now = host.clock.now();
  return mail.receivedAt !== undefined && mail.receivedAt <= now ? mail.receivedAt : now;
}
