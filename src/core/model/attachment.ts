import { z } from 'zod';

/** A stored file of a message. `sha256` is of the bytes we keep (after re-encoding an image). */
export const Attachment = z.object({
  id: z.string(),
  name: z.string(),
  /** Sniffed from the bytes, never taken from the sender. */
  mime: z.string(),
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Inline pictures of a mail, as opposed to files the citizen attached. */
  inline: z.boolean().optional(),
});
export type Attachment = z.infer<typeof Attachment>;
