import { z } from 'zod';
import { Role } from '../../core/model/codes.js';
import type { Staff } from '../../core/model/staff.js';
import { Instant, iso } from '../http.js';
import type { StaffSession } from '../ports.js';

/** An account without anything that helps to sign in with it. */
export const StaffView = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    roles: z.array(Role),
    unit: z.string().optional(),
    mustChangePassword: z.boolean(),
    disabled: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: 'Staff' });
export type StaffView = z.infer<typeof StaffView>;

export function staffView(person: Staff): StaffView {
  const { id, login, name, roles, unit, mustChangePassword, disabled, createdAt } = person;
  return {
    id,
    login,
    name,
    roles,
    unit,
    mustChangePassword,
    disabled,
    createdAt: iso(createdAt),
  };
}

export const SessionView = z
  .object({
    id: z.string(),
    staffId: z.string(),
    login: z.string(),
    address: z.string(),
    userAgent: z.string(),
    createdAt: Instant,
    lastSeenAt: Instant,
    expiresAt: Instant,
    current: z.boolean(),
  })
  .meta({ id: 'StaffSession' });
export type SessionView = z.infer<typeof SessionView>;

export function sessionView(session: StaffSession, person: Staff, currentId: string): SessionView {
  return {
    ...session,
    login: person.login,
    createdAt: iso(session.createdAt),
    lastSeenAt: iso(session.lastSeenAt),
    expiresAt: iso(session.expiresAt),
    current: session.id === currentId,
  };
}
