import { z } from 'zod';

export const AES_KEY = /^[A-Za-z0-9]{43}$/;
const aesKey = z.string().regex(AES_KEY, 'an EncodingAESKey has 43 letters and digits');

/** A button of the account's menu: one that speaks for the citizen, or a link, or a group of up to five. */
const MenuItem = z.union([
  z.strictObject({ name: z.string().min(1), says: z.string().min(1) }),
  z.strictObject({ name: z.string().min(1), url: z.url() }),
]);
const MenuButton = z.union([
  MenuItem,
  z.strictObject({ name: z.string().min(1), items: z.array(MenuItem).min(1).max(5) }),
]);
export const Menu = z.array(MenuButton).max(3);
export type Menu = z.infer<typeof Menu>;

/** One 公众号 (服务号). */
export const WeChatAccount = z
  .strictObject({
    account: z
      .string()
      .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _, such as gh_97417a04a28d')
      .describe('原始ID (`gh_…`); the name of the account and the end of its webhook address'),
    appId: z
      .string()
      .regex(/^wx[0-9a-f]{16}$/, 'an AppID is wx and 16 hexadecimal digits')
      .describe('AppID of 基本配置'),
    appSecret: z.string().min(1).optional().describe('AppSecret; this or `appSecretFile` is needed'),
    appSecretFile: z.string().min(1).optional().describe('file with the AppSecret, read anew for each token'),
    token: z.string().min(3).max(32).optional().describe('令牌 of 服务器配置; this or `tokenFile` is needed'),
    tokenFile: z.string().min(1).optional().describe('file with the 令牌'),
    encodingAesKey: aesKey
      .optional()
      .describe('消息加解密密钥 (EncodingAESKey); this or `encodingAesKeyFile` is needed'),
    encodingAesKeyFile: z.string().min(1).optional().describe('file with the EncodingAESKey'),
    previousEncodingAesKey: aesKey
      .optional()
      .describe('the EncodingAESKey before the last change, accepted until it is removed here'),
    apiRoot: z
      .url()
      .default('https://api.weixin.qq.com')
      .describe('where the API is called; another one for a proxy with a fixed address (IP 白名单)'),
    requestSeconds: z.number().positive().default(10).describe('how long an answer of the API is waited for'),
    template: z
      .strictObject({
        id: z.string().min(1).describe('模板ID of the message sent when the window is closed'),
        url: z.url().optional().describe('page that a tap opens; the hub’s public address when not set'),
        data: z
          .record(z.string().regex(/^[a-z_]+\d*$/), z.string())
          .describe('text of each keyword (`thing1`, `time2`); `{text}` and `{time}` are filled in'),
      })
      .optional(),
    menu: Menu.optional().describe(
      'up to 3 buttons: `{name, says}` speaks these words for the citizen, `{name, url}` opens a page, `{name, items}` is a group; published at the start when changed',
    ),
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
  .refine((a) => a.appSecret !== undefined || a.appSecretFile !== undefined, {
    message: 'the account needs appSecret or appSecretFile',
    path: ['appSecret'],
  })
  .refine((a) => a.token !== undefined || a.tokenFile !== undefined, {
    message: 'the account needs token or tokenFile',
    path: ['token'],
  })
  .refine((a) => a.encodingAesKey !== undefined || a.encodingAesKeyFile !== undefined, {
    message: 'the account needs encodingAesKey or encodingAesKeyFile',
    path: ['encodingAesKey'],
  });
export type WeChatAccount = z.infer<typeof WeChatAccount>;

/** `channels.wechat-official` of the settings. */
export const WeChatConfig = z.strictObject({
  accounts: z
    .array(WeChatAccount)
    .refine((list) => new Set(list.map((a) => a.account)).size === list.length, {
      message: 'two accounts have the same name',
    }),
});
export type WeChatConfig = z.infer<typeof WeChatConfig>;
