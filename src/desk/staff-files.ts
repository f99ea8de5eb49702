import type { IncomingFile, SavedAttachment } from '../channels/channel.js';
import { HubError } from '../core/errors.js';
import type { Attachment } from '../core/model/attachment.js';
import type { Clock } from '../core/ports.js';
import type { MemoryStore } from '../store/channel-memory.js';

export interface StaffFilesDeps {
  /** Sniffs, limits and re-encodes, as it does citizens' files. */
  save(file: IncomingFile): Promise<SavedAttachment>;
  memory: Pick<MemoryStore, 'get' | 'set'>;
  clock: Clock;
}

/**
 * Files that staff bring in for a reply or a note. Who brought a file may attach it; everybody else only
 * what the conversation or ticket shows already, or an id that was seen elsewhere would open any file.
 */
export class StaffFiles {
  constructor(private readonly deps: StaffFilesDeps) {}

  /** The same file again is the same attachment. @throws HubError why it is not kept */
  async take(staffId: string, file: IncomingFile): Promise<Attachment> {
    const saved = await this.deps.save(file);
    if (saved.type === 'refused') throw refusalOf(saved);
    const until = new Date(this.deps.clock.now().getTime() + KEPT_MS);
    await this.deps.memory.set(keyOf(staffId, saved.attachment.id), {}, until);
    return saved.attachment;
  }

  /** @throws HubError `attachment-foreign` for a file that is neither shown there nor the person's own */
  async check(staffId: string, ids: readonly string[], shown: Iterable<string>): Promise<void> {
    const known = new Set(shown);
    for (const id of ids) {
      if (known.has(id) || (await this.deps.memory.get(keyOf(staffId, id)))) continue;
      throw new HubError(
        'bad-input',
        'attachment-foreign',
        '附件既不在这里出现过，也不是您上传的。',
        '请先上传文件，再附上返回的编号。',
        { fields: [{ path: 'attachmentIds', message: id.slice(0, 60) }] },
      );
    }
  }
}

/** A reply that was begun before the weekend is finished after it. */
const KEPT_MS = 7 * 24 * 3_600_000;
const keyOf = (staffId: string, attachmentId: string): string => `${staffId}/${attachmentId}`;

function refusalOf({ code, message }: Extract<SavedAttachment, { type: 'refused' }>): HubError {
  switch (code) {
    case 'empty':
      return new HubError('bad-input', 'file-empty', `${message}。`, '请重新选择文件后上传。');
    case 'too-large':
      return new HubError('bad-input', 'file-too-large', `${message}。`, '请压缩，或只上传最要紧的部分。');
    case 'type-not-allowed':
      return new HubError(
        'bad-input',
        'type-not-allowed',
        '不支持这种文件。',
        '请改用图片、PDF、Office 文档、录音或视频。',
      );
    case 'unreadable-image':
      return new HubError('bad-input', 'unreadable-image', `${message}。`, '请换一张图片后上传。');
  }
}
