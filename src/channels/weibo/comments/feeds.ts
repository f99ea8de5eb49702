/**
 * Where citizens speak to us in public, as data. They overlap: a comment under our post that also names us
 * comes from two of them, and is one message, because what it is called does not depend on where it was found.
 */
export const FEEDS = [
  { name: 'mentions', title: '@我的微博', path: '/2/statuses/mentions.json', kind: 'status' },
  { name: 'comments', title: '收到的评论', path: '/2/comments/to_me.json', kind: 'comment' },
  { name: 'comment-mentions', title: '@我的评论', path: '/2/comments/mentions.json', kind: 'comment' },
] as const;
export type Feed = (typeof FEEDS)[number];
