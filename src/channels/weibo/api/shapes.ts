import { z } from 'zod';

/** A 64-bit id as text; short ones come as numbers. */
export const Id = z.union([z.string().regex(/^\d{1,20}$/), z.int().nonnegative().transform(String)]);

/** "Tue May 31 17:46:55 +0800 2011". */
export const WeiboTime = z.string().transform((text, context) => {
  const [, month = '', day = '', time = '', zone = '', year = ''] = TIME.exec(text) ?? [];
  const date = new Date(`${day} ${month} ${year} ${time} ${zone}`);
  if (!Number.isNaN(date.getTime())) return date;
  context.addIssue({ code: 'custom', message: 'not a time of Weibo' });
  return z.NEVER;
});
const TIME = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{4}) (\d{4})$/;

/** One page of a feed; what an item is, is looked at one by one, so that a strange one hides no other. */
export const Page = z
  .object({
    statuses: z.array(z.unknown()).optional(),
    comments: z.array(z.unknown()).optional(),
    /** How many the query matches; not every feed tells. */
    total_number: z.number().optional(),
  })
  .transform(({ statuses, comments, total_number }, context) => {
    const items = statuses ?? comments;
    if (items !== undefined) return { items, total_number };
    context.addIssue({ code: 'custom', message: 'no page of a feed' });
    return z.NEVER;
  });
export type Page = z.infer<typeof Page>;

/** A comment of our own. */
export const OwnComment = z.object({
  idstr: Id,
  created_at: WeiboTime,
  text: z.string(),
  status: z.object({ idstr: Id }),
  reply_comment: z.object({ idstr: Id }).nullish(),
});
export type OwnComment = z.infer<typeof OwnComment>;
