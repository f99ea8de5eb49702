import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Id, WeiboTime } from '../api/shapes.js';

const word = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);

/**
 * What 粉丝服务 pushes (open.weibo.com/wiki/消息推送服务). `data` holds what the type has: a place, a file, the
 * kind of an event.
 */
export const Push = z.object({
  type: z.string(),
  receiver_id: Id,
  sender_id: Id,
  created_at: WeiboTime,
  text: z.string().default(''),
  data: z
    .object({
      subtype: word,
      key: word,
      longitude: word,
      latitude: word,
      /** Our copy of a file; `vfid` is the sender's. */
      tovfid: word,
      vfid: word,
    })
    .catch({})
    .default({}),
});
export type Push = z.infer<typeof Push>;

/**
 * Weibo gives a push no id, and advises sender and time; but its time has whole seconds, in which a citizen
 * can send two pictures, so the content counts as well.
 */
export function externalIdOf({ type, sender_id, created_at, text, data }: Push): string {
  const content = createHash('sha256')
    .update(JSON.stringify([type, text, data.subtype, data.key, data.longitude, data.latitude, data.vfid]))
    .digest('hex');
  return `${sender_id}:${created_at.getTime() / 1000}:${content.slice(0, 16)}`;
}
