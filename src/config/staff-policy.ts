import { z } from 'zod';
import { Role } from '../core/model/codes.js';

const Whole = z.number().int().positive();

/** Rules for local passwords (GB/T 22239-2019, 8.1.4.1 a); the numbers are common practice, not in the standard. */
const PasswordPolicy = z.strictObject({
  minLength: Whole.min(8).default(8),
  minLengthAdmins: Whole.min(8).default(12),
  /** How many of: lower case, upper case, digits, other characters. */
  classes: z.number().int().min(1).max(4).default(3),
  /** The present password and the ones before it: as many as this may not come back. */
  history: z.number().int().min(1).max(24).default(5),
  /** 0: never too old. */
  maxAgeDays: z.number().int().nonnegative().default(90),
});

/** How failed sign-ins are answered, by password and by code together (8.1.4.1 b). */
const LockPolicy = z.strictObject({
  failures: Whole.default(5),
  /** From one address: higher, because a whole office may share one. */
  failuresPerAddress: Whole.default(20),
  minutes: Whole.default(30),
});

const SessionPolicy = z.strictObject({
  idleMinutes: Whole.default(15),
  absoluteHours: Whole.max(24).default(12),
});

/** One-time codes as the second factor (8.1.4.1 d). */
const TotpPolicy = z.strictObject({
  /** `off`: nobody is asked, also who enrolled. `optional`: who enrolled is asked. `required`: everybody must. */
  policy: z.enum(['off', 'optional', 'required']).default('optional'),
  /** While optional: roles for which it is required all the same. */
  requiredFor: z.array(Role).default([]),
});

/** Sign-on of staff by an OpenID provider, beside local accounts. */
const SsoPolicy = z.strictObject({
  /** https, or http on this machine. */
  issuer: z
    .string()
    .regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/, 'an https address')
    .refine((text) => URL.canParse(text), 'an address'),
  clientId: z.string().min(1),
  /** Absent for a public client: PKCE alone then. */
  clientSecret: z.string().min(1).optional(),
  /** On the button. */
  name: z.string().min(1).max(40).default('统一身份认证'),
  scope: z.string().min(1).default('openid profile'),
  /** The claim whose value is the login of the account here. */
  loginClaim: z.string().min(1).default('preferred_username'),
  /** No code is asked for after a sign-in with one of these `acr` … */
  trustedAcr: z.array(z.string().min(1)).default([]),
  /** … or with one of these `amr`. */
  trustedAmr: z.array(z.string().min(1)).default([]),
  /** Given, an unknown login gets an account with these roles; else it is refused. */
  defaultRoles: z
    .array(Role)
    .default([])
    .refine((roles) => !roles.some((role) => role.endsWith('-admin')), 'roles that are no administrators’'),
});
export type SsoPolicy = z.infer<typeof SsoPolicy>;

/** Everything about accounts of staff that an installation may set. */
export const StaffPolicy = z.strictObject({
  password: PasswordPolicy.prefault({}),
  lock: LockPolicy.prefault({}),
  session: SessionPolicy.prefault({}),
  totp: TotpPolicy.prefault({}),
  sso: SsoPolicy.optional(),
  /** Accounts without a sign-in for so long are listed as unused. */
  unusedDays: Whole.default(90),
});
export type StaffPolicy = z.infer<typeof StaffPolicy>;
