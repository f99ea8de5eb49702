import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Attachment } from '../../core/model/attachment.js';
import { Attachment as AttachmentSchema } from '../../core/model/attachment.js';
import type { ChannelHost } from '../channel.js';
import type { CitizenFile } from './schemas.js';
import type { Session } from './session.js';

/**
 * Files as one session may name them. Outside, a file is `<id>.<HMAC of session and id>`: whoever was
 * shown it can fetch it with the same session, nobody else can guess or reuse it, and no table is needed.
 * What a session uploaded is remembered until it is attached to a message.
 */
export class SessionFiles {
  private readonly key: Buffer;

  constructor(
    private readonly host: Pick<ChannelHost, 'secret' | 'memory' | 'clock'>,
    private readonly attachWithinMs: number,
  ) {
    this.key = host.secret('web-file');
  }

  /** The file as the session's citizen sees it. */
  show(session: Session, { id, name, mime, size }: Attachment): CitizenFile {
    const handle = `${id}.${this.sign(session, id)}`;
    return { id: handle, name, mime, size, url: `/api/web/uploads/${encodeURIComponent(handle)}` };
  }

  /** Id of the stored attachment behind a handle; undefined unless the handle was made for this session. */
  open(session: Session, handle: string): string | undefined {
    const dot = handle.lastIndexOf('.');
    const id = handle.slice(0, dot);
    const signature = Buffer.from(handle.slice(dot + 1));
    const expected = Buffer.from(this.sign(session, id));
    return dot > 0 && signature.length === expected.length && timingSafeEqual(signature, expected)
      ? id
      : undefined;
  }

  /** Remembers that this session uploaded the attachment, so that it alone can send it. */
  async remember(session: Session, attachment: Attachment): Promise<void> {
    const until = new Date(this.host.clock.now().getTime() + this.attachWithinMs);
    await this.host.memory.set(uploadKey(session, attachment.id), { ...attachment }, until);
  }

  /** An attachment this session uploaded; undefined when it is another's, unknown, or too old. */
  async uploaded(session: Session, handle: string): Promise<Attachment | undefined> {
    const id = this.open(session, handle);
    const found = id === undefined ? undefined : await this.host.memory.get(uploadKey(session, id));
    return found && AttachmentSchema.parse(found);
  }

  private sign(session: Session, id: string): string {
    return createHmac('sha256', this.key).update(`${session.id}\n${id}`).digest('base64url').slice(0, 22);
  }
}

function uploadKey(session: Session, attachmentId: string): string {
  return `upload:${session.id}:${attachmentId}`;
}
