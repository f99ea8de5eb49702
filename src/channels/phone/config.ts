import { z } from 'zod';

const file = (what: string) =>
  z.string().min(1).optional().describe(`file with the ${what}, instead of giving it here`);

/** Where a Twilio call rings: one phone of an operator. */
const Phone = z
  .strictObject({
    extension: z
      .string()
      .regex(/^[\w.+-]{1,60}$/, 'letters, digits and . _ + -')
      .describe('分机号 at which an operator sits down'),
    number: z
      .string()
      .regex(/^\+\d{6,15}$/, 'E.164, such as +8651588888888')
      .optional()
      .describe('rings this number'),
    sip: z
      .string()
      .regex(/^sips?:\S+@\S+$/, 'sip:name@host')
      .optional()
      .describe('rings this SIP address'),
  })
  .refine((p) => (p.number === undefined) !== (p.sip === undefined), {
    message: 'give either number or sip',
    path: ['number'],
  });

export const TwilioExchange = z
  .strictObject({
    type: z.literal('twilio'),
    accountSid: z
      .string()
      .regex(/^AC[0-9a-f]{32}$/, 'AC and 32 hexadecimal digits')
      .describe('Account SID'),
    authToken: z.string().min(1).optional().describe('Auth Token; this or `authTokenFile` is needed'),
    authTokenFile: file('Auth Token'),
    previousAuthToken: z
      .string()
      .min(1)
      .optional()
      .describe('the Auth Token before the last change, accepted until it is removed here'),
    ring: z.array(Phone).min(1).max(10).describe('phones that ring at once when a call comes in'),
    ringSeconds: z.number().int().min(5).max(600).default(30).describe('how long they ring'),
    missedWords: z
      .string()
      .max(300)
      .default('话务员正忙，暂时无法接听，请稍后再拨。')
      .describe('said to the caller when nobody answered; empty: nothing'),
  })
  .refine((t) => t.authToken !== undefined || t.authTokenFile !== undefined, {
    message: 'the exchange needs authToken or authTokenFile',
    path: ['authToken'],
  });
export type TwilioExchange = z.infer<typeof TwilioExchange>;

export const AsteriskExchange = z
  .strictObject({
    type: z.literal('asterisk'),
    url: z.url({ protocol: /^https?$/ }).describe('the ARI, such as http://127.0.0.1:8088/ari'),
    app: z
      .string()
      .regex(/^[\w-]{1,40}$/)
      .default('hub12345')
      .describe('name of the Stasis application'),
    username: z.string().min(1).describe('user of ari.conf'),
    password: z
      .string()
      .min(1)
      .optional()
      .describe('password of that user; this or `passwordFile` is needed'),
    passwordFile: file('password'),
    answeredBy: z
      .enum(['channel', 'phone'])
      .default('channel')
      .describe(
        'what counts as answered: `channel`, the caller’s channel going Up; `phone`, an operator’s phone that was dialled answering (choose it when a menu or queue answers first)',
      ),
    retry: z
      .strictObject({
        firstSeconds: z
          .number()
          .positive()
          .default(1)
          .describe('first pause before connecting again; doubled each time'),
        maxSeconds: z.number().positive().default(30).describe('longest pause'),
      })
      .prefault({}),
    pingSeconds: z
      .number()
      .positive()
      .default(10)
      .describe('a connection that answers no ping for so long is given up'),
  })
  .refine((a) => a.password !== undefined || a.passwordFile !== undefined, {
    message: 'the exchange needs password or passwordFile',
    path: ['password'],
  });
export type AsteriskExchange = z.infer<typeof AsteriskExchange>;

/** One line of the hotline. */
export const PhoneAccount = z.strictObject({
  account: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, - and _')
    .describe('name of the line, such as 12345; the end of its webhook address'),
  areaCode: z
    .string()
    .regex(/^0\d{2,3}$/, 'with the 0, such as 0515')
    .describe('put before local numbers that come without area code'),
  exchange: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      TwilioExchange,
      AsteriskExchange,
    ])
    .default({ type: 'none' })
    .describe('what tells of calls; `none`: operators begin the record themselves'),
});
export type PhoneAccount = z.infer<typeof PhoneAccount>;

/** `channels.phone` of the settings. */
export const PhoneConfig = z.strictObject({
  accounts: z.array(PhoneAccount).refine((list) => new Set(list.map((a) => a.account)).size === list.length, {
    message: 'two accounts have the same name',
  }),
});
export type PhoneConfig = z.infer<typeof PhoneConfig>;
