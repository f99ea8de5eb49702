import { z } from 'zod';
import { Role } from './codes.js';

/** A second factor that is in use: one-time codes of an app, and recovery codes for when it is lost. */
const SecondFactor = z.object({
  /** Encrypted. */
  secret: z.string(),
  /** The newest time step whose code was taken: neither it nor an older one is taken again. */
  lastStep: z.number().int(),
  /** Keyed hashes; a used one is gone. */
  recovery: z.array(z.string()),
  since: z.date(),
});

/** A member of staff. One account per person, never shared (GB/T 22239-2019, 8.1.4.2). */
export const Staff = z.object({
  id: z.string(),
  login: z.string().regex(/^[a-z0-9._-]{2,40}$/),
  name: z.string(),
  roles: z.array(Role).min(1),
  unit: z.string().optional(),
  /** The county platform they work at; absent for the city's. */
  platform: z.string().optional(),
  passwordHash: z.string(),
  mustChangePassword: z.boolean(),
  /** Absent before the first change. */
  passwordChangedAt: z.date().optional(),
  /** Hashes of the passwords before this one, the newest first. */
  oldPasswords: z.array(z.string()).optional(),
  secondFactor: SecondFactor.optional(),
  /** A secret that was shown and not yet confirmed by a code. Encrypted. */
  offeredSecret: z.string().optional(),
  /** Issuer and subject at the OpenID provider, from the first sign-on on: a renamed user there is not this person. */
  ssoSubject: z.string().optional(),
  disabled: z.boolean().default(false),
  /** From then on the account is as good as disabled: for people with a contract that ends. */
  expiresAt: z.date().optional(),
  lastSignInAt: z.date().optional(),
  createdAt: z.date(),
});
export type Staff = z.infer<typeof Staff>;
