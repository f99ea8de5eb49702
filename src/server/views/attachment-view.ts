import { z } from 'zod';
import type { Attachment } from '../../core/model/attachment.js';

export const AttachmentView = z
  .object({ id: z.string(), name: z.string(), mime: z.string(), size: z.number().int() })
  .meta({ id: 'Attachment' });
export type AttachmentView = z.infer<typeof AttachmentView>;

export function attachmentView({ id, name, mime, size }: Attachment): AttachmentView {
  return { id, name, mime, size };
}
