import { z } from 'zod';

export const BOT_TOKEN = /^\d{1,20}:[A-Za-z0-9_-]{3,100}$/;

/** One bot of @BotFather's. */
export const TelegramAccount = z
  .strictObject({
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, such as the bot’s user name')
      .describe('name of the account, best the bot’s user name; the end of its webhook address'),
    token: z
      .string()
      .regex(BOT_TOKEN, 'a bot token is digits, a colon, and letters')
      .optional()
      .describe('token from @BotFather; this or `tokenFile` is needed'),
    tokenFile: z.string().min(1).optional().describe('file with the token'),
    receive: z
      .enum(['poll', 'webhook'])
      .default('poll')
      .describe(
        '`poll`: the hub asks Telegram, on one node. `webhook`: Telegram calls the hub over HTTPS; needed with several nodes',
      ),
    apiRoot: z
      .url()
      .default('https://api.telegram.org')
      .transform((url) => url.replace(/\/+$/, ''))
      .describe('where the Bot API is called: an own Bot API server where api.telegram.org is out of reach'),
    requestSeconds: z.number().positive().default(30).describe('how long an answer of the API is waited for'),
    pollSeconds: z
      .number()
      .int()
      .min(0)
      .max(50)
      .default(30)
      .describe('how long Telegram holds a question for updates when there are none'),
    retry: z
      .strictObject({
        firstSeconds: z
          .number()
          .positive()
          .default(1)
          .describe('first pause before an API that is down is tried again; doubled each time'),
        maxSeconds: z.number().positive().default(300).describe('longest pause'),
      })
      .prefault({}),
  })
  .refine((a) => a.token !== undefined || a.tokenFile !== undefined, {
    message: 'the account needs token or tokenFile',
    path: ['token'],
  });
export type TelegramAccount = z.infer<typeof TelegramAccount>;

/** `channels.telegram` of the settings. */
export const TelegramConfig = z.strictObject({
  accounts: z
    .array(TelegramAccount)
    .refine((list) => new Set(list.map((a) => a.account)).size === list.length, {
      message: 'two accounts have the same name',
    }),
});
export type TelegramConfig = z.infer<typeof TelegramConfig>;
