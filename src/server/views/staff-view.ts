import { z } from 'zod';
import { Role } from '../../core/model/codes.js';
import type { Staff } from '../../core/model/staff.js';
import type { LiveSession } from '../auth/sessions.js';
import { Instant, iso, isoIf } from '../http.js';

/** An account without anything that helps to sign in with it. */
export const StaffView = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    roles: z.array(Role),
    unit: z.string().optional(),
    platform: z.string().optional().meta({ description: 'County platform; absent for the city’s' }),
    mustChangePassword: z.boolean(),
    secondFactor: z.boolean().meta({ description: 'An authenticator app is set' }),
    ssoLinked: z.boolean().meta({ description: 'Known to the OpenID provider from an earlier sign-on' }),
    disabled: z.boolean(),
    expiresAt: Instant.optional().meta({ description: 'From then on as good as disabled' }),
    lastSignInAt: Instant.optional(),
    createdAt: Instant,
  })
  .meta({ id: 'Staff' });
export type StaffView = z.infer<typeof StaffView>;

export function staffView(person: Staff): StaffView {
  const { id, login, name, roles, unit, platform, mustChangePassword, disabled } = person;
  return {
    id,
    login,
    name,
    roles,
    unit,
    platform,
    mustChangePassword,
    secondFactor: person.secondFactor !== undefined,
    ssoLinked: person.ssoSubject !== undefined,
    disabled,
    expiresAt: isoIf(person.expiresAt),
    lastSignInAt: isoIf(person.lastSignInAt),
    createdAt: iso(person.createdAt),
  };
}

export const SessionView = z
  .object({
    id: z.string(),
    staffId: z.string(),
    login: z.string(),
    address: z.string(),
    userAgent: z.string(),
    by: z.enum(['password', 'sso']),
    secondFactor: z.enum(['totp', 'recovery-code', 'provider']).optional(),
    createdAt: Instant,
    lastSeenAt: Instant,
    expiresAt: Instant,
    current: z.boolean(),
    shared: z.boolean().meta({ description: 'The same account is signed in from another address too' }),
  })
  .meta({ id: 'StaffSession' });
export type SessionView = z.infer<typeof SessionView>;

export function sessionView({ session, person, shared }: LiveSession, currentId: string): SessionView {
  const { id, staffId, address, userAgent, by, secondFactor } = session;
  return {
    id,
    staffId,
    login: person.login,
    address,
    userAgent,
    by,
    secondFactor,
    createdAt: iso(session.createdAt),
    lastSeenAt: iso(session.lastSeenAt),
    expiresAt: iso(session.expiresAt),
    current: id === currentId,
    shared,
  };
}
