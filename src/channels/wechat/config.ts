import { z } from 'zod';

/** One personal or enterprise WeChat account, driven through a puppet of wechaty. */
export const WeChatAccount = z
  .strictObject({
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _')
      .describe('name of the account, for staff and for the messages it handled'),
    puppet: z
      .string()
      .min(1)
      .default('wechaty-puppet-service')
      .describe(
        'module whose default export is the puppet; others than the service have to be installed first',
      ),
    token: z.string().min(1).optional().describe('token of the puppet service'),
    tokenFile: z.string().min(1).optional().describe('file with the token'),
    endpoint: z.string().min(1).optional().describe('address of an own puppet service, `host:port`'),
    options: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('further options of the puppet, as its documentation names them'),
    requestSeconds: z
      .number()
      .positive()
      .default(30)
      .describe('how long the puppet is waited for when it sends or fetches'),
    settleSeconds: z
      .number()
      .nonnegative()
      .default(0.5)
      .describe('how long a message waits for older ones, because puppets deliver out of order'),
    pace: z
      .strictObject({
        minSeconds: z.number().nonnegative().default(1).describe('shortest pause before a message'),
        maxSeconds: z.number().nonnegative().default(3).describe('longest pause before a message'),
        perMinute: z.number().int().positive().default(20).describe('most messages in a minute'),
      })
      .prefault({})
      .refine(({ minSeconds, maxSeconds }) => minSeconds <= maxSeconds, {
        message: 'minSeconds must not be more than maxSeconds',
        path: ['minSeconds'],
      }),
    retry: z
      .strictObject({
        firstSeconds: z
          .number()
          .positive()
          .default(5)
          .describe('first pause before a provider that is down is tried again; doubled each time'),
        maxSeconds: z.number().positive().default(300).describe('longest pause'),
      })
      .prefault({}),
  })
  .refine((a) => a.puppet !== SERVICE || a.token !== undefined || a.tokenFile !== undefined, {
    message: 'the puppet service needs token or tokenFile',
    path: ['token'],
  });
export type WeChatAccount = z.infer<typeof WeChatAccount>;

const SERVICE = 'wechaty-puppet-service';

/** `channels.wechat` of the settings. */
export const WeChatConfig = z.strictObject({
  accounts: z
    .array(WeChatAccount)
    .refine((list) => new Set(list.map((a) => a.account)).size === list.length, {
      message: 'two accounts have the same name',
    }),
});
export type WeChatConfig = z.infer<typeof WeChatConfig>;
