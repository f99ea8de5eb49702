import { z } from 'zod';
import { mailAddress } from './address.js';

const Address = z.string().transform((text, context) => {
  const address = mailAddress(text);
  if (address !== undefined) return address;
  context.addIssue({ code: 'custom', message: `"${text}" is not a mail address such as hotline@example.cn` });
  return z.NEVER;
});

/** A secret in the settings themselves, or in a file that a secret store mounts. */
const credentials = {
  user: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  passwordFile: z.string().min(1).optional(),
};

const server = {
  host: z.string().min(1),
  port: z.number().int().min(1).max(65535).optional(),
  /** true: TLS from the first byte. false: STARTTLS, refused when the server does not offer it. */
  secure: z.boolean().default(true),
  /** No encryption at all: for a relay on the same machine or a closed network. */
  plaintext: z.boolean().default(false),
  ...credentials,
};

const Imap = z
  .strictObject({ ...server, mailbox: z.string().min(1).default('INBOX') })
  .refine((s) => s.user !== undefined, { message: 'imap needs a user', path: ['user'] })
  .refine(hasPassword, { message: 'imap needs password or passwordFile', path: ['password'] });

const Dkim = z
  .strictObject({
    domain: z.string().min(1),
    selector: z.string().min(1),
    privateKey: z.string().optional(),
    privateKeyFile: z.string().optional(),
  })
  .refine((d) => d.privateKey !== undefined || d.privateKeyFile !== undefined, {
    message: 'dkim needs privateKey or privateKeyFile',
    path: ['privateKeyFile'],
  });

const Smtp = z
  .strictObject({
    ...server,
    dkim: Dkim.optional(),
    /** How long a silent server is waited for, in ms (RFC 5321 §4.5.3.2 asks for ten minutes after the data). */
    timeoutMs: z.number().int().min(100).default(600_000),
  })
  .refine((s) => s.user === undefined || hasPassword(s), {
    message: 'smtp has a user and needs password or passwordFile',
    path: ['password'],
  });

/** One mailbox of the hotline. */
export const EmailAccount = z.strictObject({
  address: Address,
  displayName: z.string().default(''),
  /** Further addresses that arrive in this mailbox: mail from them is our own. */
  aliases: z.array(Address).default([]),
  imap: Imap,
  smtp: Smtp,
  /** What was in the mailbox before is not imported: "now", or everything since a day. */
  startFrom: z.union([z.literal('now'), z.coerce.date()]).default('now'),
  /** A larger mail is taken with its text alone, and a notice. */
  maxBytes: z
    .number()
    .int()
    .min(64 * 1024)
    .default(25 * 1024 * 1024),
  /** How often to look even when the server announces nothing (163 and QQ often do not). */
  pollSeconds: z.number().min(0.05).default(120),
  /** Pauses between attempts to connect: doubled from `first` to `max`, with jitter. */
  reconnect: z
    .strictObject({
      firstSeconds: z.number().positive().default(1),
      maxSeconds: z.number().positive().default(300),
    })
    .prefault({}),
  rate: z
    .strictObject({
      perSecond: z.number().positive().default(1),
      perHour: z.number().int().positive().default(300),
    })
    .prefault({}),
  /**
   * Whether answers come back to `hub+<token>@…`. Off unless asked for: where the provider does not know
   * sub-addresses (163, QQ and many Coremail installations) every answer would bounce, while References and
   * the subject token find the ticket as well.
   */
  plusAddress: z.boolean().default(false),
});
export type EmailAccount = z.infer<typeof EmailAccount>;

/** `channels.email` of the settings. */
export const EmailConfig = z.strictObject({
  accounts: z.array(EmailAccount).refine((list) => new Set(list.map((a) => a.address)).size === list.length, {
    message: 'two accounts have the same address',
  }),
});
export type EmailConfig = z.infer<typeof EmailConfig>;

function hasPassword(s: { password?: string; passwordFile?: string }): boolean {
  return s.password !== undefined || s.passwordFile !== undefined;
}
