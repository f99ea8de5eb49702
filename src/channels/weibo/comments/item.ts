import { z } from 'zod';
import { Id, WeiboTime } from '../api/shapes.js';

const User = z.object({ idstr: Id, screen_name: z.string() });

const written = { idstr: Id, created_at: WeiboTime, text: z.string(), user: User };

/** A post that names us, as statuses/mentions gives it. */
export const Status = z.object({
  ...written,
  /** The text is only the beginning. */
  isLongText: z.boolean().optional().catch(undefined),
  pic_urls: z
    .array(z.object({ thumbnail_pic: z.url() }))
    .optional()
    .catch(undefined),
});
export type Status = z.infer<typeof Status>;

/** A comment on a post of ours, or one that names us. */
export const Comment = z.object({ ...written, status: z.object({ idstr: Id }) });
export type Comment = z.infer<typeof Comment>;

/** The id of whatever it is: the high-water mark has to pass what we cannot read, too. */
export function idOf(item: unknown): string | undefined {
  const { data } = Identified.safeParse(item);
  return data?.idstr ?? data?.id ?? data?.mid;
}
const id = Id.optional().catch(undefined);
const Identified = z.object({ idstr: id, id, mid: id });

/** Weibo keeps the place of what its author has deleted. */
export function isDeleted(item: unknown): boolean {
  return Deleted.safeParse(item).success;
}
const Deleted = z.object({ deleted: z.union([z.literal('1'), z.literal(1), z.literal(true)]) });

/** A comment names the post it stands under; a post does not. */
export function isUnderAPost(item: unknown): boolean {
  return z.object({ status: z.unknown().refine((status) => status !== undefined) }).safeParse(item).success;
}
