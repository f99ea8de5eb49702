import { z } from 'zod';
import { TOKEN_DAYS } from './api/token.js';

const uid = z
  .string()
  .regex(/^\d{5,20}$/, 'a Weibo user id is digits, such as 1902538057')
  .describe('our own user id (UID)');
const accountName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _')
  .describe('name of the account in the hub');

const common = {
  account: accountName,
  uid,
  accessToken: z.string().min(1).optional().describe('access_token; this or `accessTokenFile` is needed'),
  accessTokenFile: z
    .string()
    .min(1)
    .optional()
    .describe('file with the access_token, read anew for each call'),
  tokenIssued: z
    .strictObject({
      at: z.iso
        .datetime({ offset: true })
        .transform((text) => new Date(text))
        .describe('when it was authorised, such as `2026-11-20T09:00:00+08:00`'),
      level: z.enum(['test', 'normal', 'middle', 'high', 'partner', 'service']).describe(
        `audit level of the application; days of life: ${Object.entries(TOKEN_DAYS)
          .map(([level, days]) => `${level} ${days}`)
          .join(', ')}`,
      ),
    })
    .optional()
    .describe('when the token was issued, to be reminded before it ends'),
  tokenInfoUrl: z
    .url()
    .default('https://api.weibo.com/oauth2/get_token_info')
    .describe('where Weibo tells when a token ends'),
  requestSeconds: z.number().positive().default(10).describe('how long an answer of Weibo is waited for'),
  retry: z
    .strictObject({
      firstSeconds: z
        .number()
        .positive()
        .default(5)
        .describe('first pause before Weibo is tried again; doubled each time'),
      maxSeconds: z.number().positive().default(300).describe('longest pause'),
    })
    .prefault({}),
};

const hasToken = (a: { accessToken?: string; accessTokenFile?: string }): boolean =>
  a.accessToken !== undefined || a.accessTokenFile !== undefined;
const NEEDS_TOKEN = { message: 'the account needs accessToken or accessTokenFile', path: ['accessToken'] };

/** What is said in public: @ and comments, read by asking, answered beneath. */
export const CommentsAccount = z
  .strictObject({
    ...common,
    screenName: z.string().min(1).describe('our 昵称, without @'),
    rip: z
      .union([z.ipv4(), z.ipv6()])
      .describe('public address from which the hub writes (`rip`), which Weibo records'),
    pollSeconds: z.number().positive().default(180).describe('pause between two looks at the feeds'),
    lookBackHours: z
      .number()
      .nonnegative()
      .default(24)
      .describe('at the very first start, how far back posts and comments are taken'),
    hourlyReads: z
      .int()
      .positive()
      .default(120)
      .describe('most reading calls in one hour; three for each look'),
    hourlyReplies: z.int().positive().default(30).describe('most replies in one hour'),
    apiRoot: z.url().default('https://api.weibo.com').describe('where the API is called'),
  })
  .refine(hasToken, NEEDS_TOKEN);
export type CommentsAccount = z.infer<typeof CommentsAccount>;

/** Private messages: pushed by 粉丝服务, answered for 48 hours. */
export const MessagesAccount = z
  .strictObject({
    ...common,
    appSecret: z.string().min(1).optional().describe('App Secret; this or `appSecretFile` is needed'),
    appSecretFile: z.string().min(1).optional().describe('file with the App Secret'),
    path: z
      .string()
      .regex(/^[A-Za-z0-9_-]{16,64}$/, '16 to 64 letters, digits, - and _')
      .describe('secret end of the webhook address, at least 16 characters chosen at random'),
    hourlyReads: z.int().positive().default(120).describe('most files fetched in one hour'),
    hourlyReplies: z.int().positive().default(1000).describe('most messages sent in one hour'),
    apiRoot: z.url().default('https://m.api.weibo.com').describe('where messages are sent'),
    fileUrl: z
      .url()
      .default('https://upload.api.weibo.com/2/mss/msget')
      .describe('where pictures and voice are fetched'),
  })
  .refine(hasToken, NEEDS_TOKEN)
  .refine((a) => a.appSecret !== undefined || a.appSecretFile !== undefined, {
    message: 'the account needs appSecret or appSecretFile',
    path: ['appSecret'],
  });
export type MessagesAccount = z.infer<typeof MessagesAccount>;

/** `channels.weibo` of the settings. */
export const WeiboConfig = z
  .strictObject({
    comments: z.array(CommentsAccount).default([]).describe('accounts that are spoken to in public'),
    messages: z.array(MessagesAccount).default([]).describe('accounts that receive private messages'),
  })
  .refine(({ comments, messages }) => {
    const names = [...comments, ...messages].map(({ account }) => account);
    return new Set(names).size === names.length;
  }, 'two accounts have the same name; comments and private messages are two accounts');
export type WeiboConfig = z.infer<typeof WeiboConfig>;
