import { z } from 'zod';
import { Retry } from './retry.js';

const account = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _')
  .describe('name of the account; the end of its webhook address');
const requestSeconds = z
  .number()
  .positive()
  .default(10)
  .describe('how long an answer of the API is waited for');

/** One number or messaging service at Twilio. */
export const TwilioAccount = z
  .strictObject({
    account,
    accountSid: z
      .string()
      .regex(/^AC[0-9a-f]{32}$/, 'an Account SID is AC and 32 hexadecimal digits')
      .describe('Account SID of the console'),
    authToken: z.string().min(1).optional().describe('Auth Token; this or `authTokenFile` is needed'),
    authTokenFile: z.string().min(1).optional().describe('file with the Auth Token'),
    from: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'a number such as +8613800138000')
      .optional()
      .describe('our number; this or `messagingServiceSid` is needed'),
    messagingServiceSid: z
      .string()
      .regex(/^MG[0-9a-f]{32}$/, 'a Messaging Service SID is MG and 32 hexadecimal digits')
      .optional()
      .describe('messaging service that chooses the number'),
    publicUrl: z
      .url()
      .optional()
      .describe(
        'address under which Twilio reaches the hub, when it is not `publicBaseUrl`; signatures are checked with it',
      ),
    apiRoot: z
      .url()
      .default('https://api.twilio.com')
      .describe('where the API is called; another one for a region or a proxy'),
    requestSeconds,
    retry: Retry,
  })
  .refine((a) => a.authToken !== undefined || a.authTokenFile !== undefined, {
    message: 'the account needs authToken or authTokenFile',
    path: ['authToken'],
  })
  .refine((a) => a.from !== undefined || a.messagingServiceSid !== undefined, {
    message: 'the account needs from or messagingServiceSid',
    path: ['from'],
  });
export type TwilioAccount = z.infer<typeof TwilioAccount>;

/** An approved text and what its variables are filled with. */
const Template = z.strictObject({
  code: z
    .string()
    .regex(/^SMS_\d+$/, 'a 模板CODE such as SMS_154950909')
    .describe('模板CODE'),
  params: z
    .record(z.string().regex(/^[A-Za-z]\w*$/), z.string())
    .default({})
    .describe(
      'text of each variable: `{text}` what the hub says (a second `{text}` goes on where the first ended), `{digits}` the verification code in it, `{no}` the ticket number in it, `{reply}` the reply code, `{time}` the time',
    ),
});
export type Template = z.infer<typeof Template>;

/** One signature (签名) at Aliyun 短信服务, with its approved templates. */
export const AliyunAccount = z
  .strictObject({
    account,
    accessKeyId: z.string().min(1).describe('AccessKey ID of a RAM user with the rights of the set-up'),
    accessKeySecret: z
      .string()
      .min(1)
      .optional()
      .describe('AccessKey Secret; this or `accessKeySecretFile` is needed'),
    accessKeySecretFile: z.string().min(1).optional().describe('file with the AccessKey Secret'),
    signName: z.string().min(1).describe('approved 签名, without 【】'),
    templates: z
      .record(z.string().min(1), Template)
      .refine((list) => Object.keys(list).length > 0, 'at least one template is needed')
      .describe('approved template for each template key of the hub; `*` for all others'),
    variableChars: z
      .int()
      .min(1)
      .max(1000)
      .default(35)
      .describe('longest text of one variable that Aliyun allows for these templates'),
    pushSecret: z
      .string()
      .regex(/^[\w-]{16,128}$/, '16 to 128 letters, digits, - and _')
      .optional()
      .describe('secret part of the address for 上行 and 状态报告; this or `pushSecretFile` is needed'),
    pushSecretFile: z.string().min(1).optional().describe('file with the secret part of the address'),
    pushFrom: z
      .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))
      .default([])
      .describe('addresses and networks that may push; everybody who knows the secret when empty'),
    apiRoot: z
      .url()
      .default('https://dysmsapi.aliyuncs.com')
      .describe('where the API is called; another one for a VPC or a proxy'),
    requestSeconds,
    retry: Retry,
  })
  .refine((a) => a.accessKeySecret !== undefined || a.accessKeySecretFile !== undefined, {
    message: 'the account needs accessKeySecret or accessKeySecretFile',
    path: ['accessKeySecret'],
  })
  .refine((a) => a.pushSecret !== undefined || a.pushSecretFile !== undefined, {
    message: 'the account needs pushSecret or pushSecretFile',
    path: ['pushSecret'],
  });
export type AliyunAccount = z.infer<typeof AliyunAccount>;

/** `channels.sms` of the settings: each account stands under its provider. */
export const SmsConfig = z
  .strictObject({
    twilio: z.array(TwilioAccount).default([]),
    aliyun: z.array(AliyunAccount).default([]),
  })
  .refine(
    ({ twilio, aliyun }) => {
      const names = [...twilio, ...aliyun].map((each) => each.account);
      return new Set(names).size === names.length;
    },
    { message: 'two accounts have the same name', path: ['twilio'] },
  );
export type SmsConfig = z.infer<typeof SmsConfig>;
