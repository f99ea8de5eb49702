import { z } from 'zod';

/** So many within so many seconds. */
const rate = (what: string, points: number, perSeconds: number) =>
  z
    .strictObject({
      points: z.number().int().positive().describe(`${what} …`),
      perSeconds: z.number().int().positive().describe('… in so many seconds'),
    })
    .default({ points, perSeconds });
export type Rate = z.infer<ReturnType<typeof rate>>;

const requestSeconds = z
  .number()
  .positive()
  .default(10)
  .describe('how long an answer of the service is waited for');

const PushGateway = z
  .strictObject({
    url: z.url().describe('where notices are posted; see the contract below'),
    secret: z.string().min(16).optional().describe('key of the signature; this or `secretFile` is needed'),
    secretFile: z.string().min(1).optional().describe('file with the key of the signature'),
    requestSeconds,
  })
  .refine((g) => g.secret !== undefined || g.secretFile !== undefined, {
    message: 'the gateway needs secret or secretFile',
    path: ['secret'],
  });
export type PushGateway = z.infer<typeof PushGateway>;

export const JPush = z
  .strictObject({
    appKey: z.string().min(1).describe('AppKey of 极光控制台 → 应用设置 → 应用信息'),
    masterSecret: z
      .string()
      .min(1)
      .optional()
      .describe('Master Secret; this or `masterSecretFile` is needed'),
    masterSecretFile: z.string().min(1).optional().describe('file with the Master Secret'),
    apiRoot: z
      .url()
      .default('https://api.jpush.cn')
      .describe('another one for an app of the Beijing centre, or a proxy'),
    production: z.boolean().default(true).describe('APNs environment of the iOS app: no for development'),
    requestSeconds,
  })
  .refine((j) => j.masterSecret !== undefined || j.masterSecretFile !== undefined, {
    message: 'JPush needs masterSecret or masterSecretFile',
    path: ['masterSecret'],
  });
export type JPush = z.infer<typeof JPush>;

/** `channels.app` of the settings. */
export const AppConfig = z.strictObject({
  account: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _')
    .default('app')
    .describe('name of the account in messages and in the readiness report'),
  limits: z
    .strictObject({
      perDevice: z
        .strictObject({
          requests: rate('calls of one device', 300, 60),
          /** Wide enough for an outbox that was filled in a day without network. */
          messages: rate('messages of one device', 120, 60),
          uploads: rate('uploads of one device', 60, 600),
        })
        .prefault({}),
      /** Wide, because a mobile carrier puts thousands of people behind one IPv4 address. */
      perAddress: z
        .strictObject({
          requests: rate('calls from one address', 3000, 60),
          registrations: rate('registrations from one address', 60, 600),
        })
        .prefault({}),
    })
    .prefault({}),
  outboxDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('a device’s time of writing is believed when it is at most so old'),
  uploads: z
    .strictObject({
      maxBytes: z.number().int().positive().default(20_000_000).describe('largest upload, in bytes'),
      attachWithinDays: z
        .number()
        .int()
        .positive()
        .default(30)
        .describe('a file not sent with a message by then can no longer be attached'),
    })
    .prefault({}),
  push: z
    .strictObject({
      gateway: PushGateway.optional(),
      jpush: JPush.optional(),
      title: z.string().min(1).max(40).default('12345热线').describe('title of every notice'),
      graceSeconds: z
        .number()
        .nonnegative()
        .default(5)
        .describe('no notice when the device has the message by then'),
      retry: z
        .strictObject({
          firstSeconds: z
            .number()
            .positive()
            .default(5)
            .describe('first pause before a service that is down is tried again; doubled each time'),
          maxSeconds: z.number().positive().default(600).describe('longest pause'),
          giveUpHours: z
            .number()
            .positive()
            .default(24)
            .describe('after so long nobody is notified any more; the message waits in the app'),
        })
        .prefault({}),
    })
    .refine(({ gateway, jpush }) => gateway === undefined || jpush === undefined, {
      message: 'set gateway or jpush, not both',
      path: ['jpush'],
    })
    .prefault({}),
});
export type AppConfig = z.infer<typeof AppConfig>;
