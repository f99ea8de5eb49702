import { createHash } from 'node:crypto';
import type { Role } from '../../core/model/codes.js';
import type { Staff } from '../../core/model/staff.js';
import type { Clock, Ids, Randomness } from '../../core/ports.js';
import type { StaffActor } from '../../core/services.js';
import { failure } from '../errors/failure.js';
import type { StaffSession, StaffStore } from '../ports.js';
import { createLoginGuard, LOGIN_LIMITS, type LoginLimits } from './login-guard.js';
import { hashPassword, isStrongPassword, newToken, oneTimePassword, verifyPassword } from './password.js';

export interface SessionLimits {
  /** Signed out after so long without a request (8.1.4.1 b). */
  idleMs: number;
  absoluteMs: number;
}
export const SESSION_LIMITS: SessionLimits = { idleMs: 15 * 60_000, absoluteMs: 12 * 3_600_000 };

export interface StaffServiceDeps {
  store: StaffStore;
  clock: Clock;
  ids: Ids;
  randomness: Randomness;
  /** Ids of the city's units: a clerk belongs to one of them. */
  units: readonly string[];
  sessionLimits?: SessionLimits;
  loginLimits?: LoginLimits;
}

/** A person at work: who, and by which session. */
export interface SignedIn {
  person: Staff;
  session: StaffSession;
  /** To be sent back with every change, in `x-csrf-token`. */
  csrfToken: string;
}

export interface NewStaff {
  login: string;
  name: string;
  roles: Role[];
  unit?: string;
}

export type StaffService = ReturnType<typeof createStaffService>;

/** Accounts, signing in and sessions of staff. Failures are `HubError`s of the catalogue. */
export function createStaffService(deps: StaffServiceDeps) {
  const { clock, ids, randomness } = deps;
  const { staff, sessions, failures } = deps.store;
  const { idleMs, absoluteMs } = deps.sessionLimits ?? SESSION_LIMITS;
  const guard = createLoginGuard(failures, clock, deps.loginLimits ?? LOGIN_LIMITS);
  // Verified against when the login is unknown, so that both answers take the same time.
  const nobodysHash = hashPassword(newToken(randomness));

  async function required(id: string): Promise<Staff> {
    const person = await staff.byId(id);
    if (!person) throw failure('staff-not-found');
    return person;
  }

  async function openSession(person: Staff, from: { address: string; userAgent: string }) {
    const token = newToken(randomness);
    const now = clock.now();
    const session: StaffSession = {
      id: sessionId(token),
      staffId: person.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + absoluteMs),
      address: from.address,
      userAgent: from.userAgent.slice(0, 200),
    };
    await sessions.set(session);
    return { token, person, session, csrfToken: csrfTokenFor(token) };
  }

  function isLive(session: StaffSession): boolean {
    const now = clock.now().getTime();
    return session.expiresAt.getTime() > now && session.lastSeenAt.getTime() + idleMs > now;
  }

  /** Refuses to take the last admin who can still sign in: nobody could make another. */
  async function keepAnAdmin(leaving: Staff): Promise<void> {
    if (!leaving.roles.includes('security-admin')) return;
    const others = await staff.list();
    if (!others.some((p) => p.id !== leaving.id && !p.disabled && p.roles.includes('security-admin')))
      throw failure('last-admin');
  }

  return {
    /** On first run makes the account `admin`; its password is told this once and kept only as a hash. */
    async ensureFirstAdmin(): Promise<{ login: string; oneTimePassword: string } | undefined> {
      if ((await staff.list()).some((person) => person.roles.includes('security-admin'))) return undefined;
      const password = oneTimePassword(randomness);
      const inserted = await staff.insert({
        id: ids.next(),
        login: 'admin',
        name: '管理员',
        roles: ['security-admin'],
        passwordHash: await hashPassword(password),
        mustChangePassword: true,
        disabled: false,
        createdAt: clock.now(),
      });
      return inserted ? { login: 'admin', oneTimePassword: password } : undefined;
    },

    /** Opens a session. The same sentence for a wrong password, an unknown login and a disabled account. */
    async login(
      credentials: { login: string; password: string },
      from: { address: string; userAgent: string },
    ): Promise<SignedIn & { token: string }> {
      const login = credentials.login.toLowerCase();
      await guard.enter(login, from.address);
      const person = await staff.byLogin(login);
      const fits = await verifyPassword(person?.passwordHash ?? (await nobodysHash), credentials.password);
      if (!person || !fits || person.disabled) throw failure('wrong-credentials');
      await guard.succeeded(login, from.address);
      return openSession(person, from);
    },

    /** Who a token belongs to; undefined when the session ended, idled out, or the account was disabled. */
    async authenticate(token: string): Promise<SignedIn | undefined> {
      const session = await sessions.get(sessionId(token));
      if (!session || !isLive(session)) return undefined;
      const person = await staff.byId(session.staffId);
      if (!person || person.disabled) return undefined;
      const now = clock.now();
      // Once a minute is exact enough for an idle time of minutes, and saves a write per request.
      if (now.getTime() - session.lastSeenAt.getTime() >= 60_000) await sessions.touch(session.id, now);
      return { person, session, csrfToken: csrfTokenFor(token) };
    },

    async logout(sessionId: string): Promise<void> {
      await sessions.destroy(sessionId);
    },

    /** Changes one's own password and ends all of one's other sessions. */
    async changePassword(current: SignedIn, oldPassword: string, newPassword: string): Promise<void> {
      const { person, session } = current;
      // Counted like a sign-in: an unattended screen must not be a place to guess the password.
      await guard.enter(person.login, session.address);
      if (!(await verifyPassword(person.passwordHash, oldPassword))) throw failure('wrong-credentials');
      await guard.succeeded(person.login, session.address);
      if (newPassword === oldPassword || !isStrongPassword(newPassword, person))
        throw failure('weak-password');
      await staff.update(person.id, {
        passwordHash: await hashPassword(newPassword),
        mustChangePassword: false,
      });
      await sessions.destroyOf(person.id, session.id);
    },

    list: () => staff.list(),

    /** Makes an account with a one-time password, told once. */
    async create(wanted: NewStaff): Promise<{ person: Staff; oneTimePassword: string }> {
      const unitKnown = wanted.unit !== undefined && deps.units.includes(wanted.unit);
      if (wanted.unit === undefined ? wanted.roles.includes('clerk') : !unitKnown)
        throw failure('unit-required', { fields: [{ path: 'unit', message: '必填，且须为现有承办单位' }] });
      const password = oneTimePassword(randomness);
      const person: Staff = {
        ...wanted,
        id: ids.next(),
        passwordHash: await hashPassword(password),
        mustChangePassword: true,
        disabled: false,
        createdAt: clock.now(),
      };
      if (!(await staff.insert(person))) throw failure('login-taken');
      return { person, oneTimePassword: password };
    },

    /** Closes an account at once: its sessions end with it. */
    async disable(id: string): Promise<Staff> {
      const person = await required(id);
      await keepAnAdmin(person);
      await staff.update(id, { disabled: true });
      await sessions.destroyOf(id);
      return { ...person, disabled: true };
    },

    /** Gives a new one-time password, ends every session and lifts a lock. */
    async resetPassword(id: string): Promise<{ person: Staff; oneTimePassword: string }> {
      const person = await required(id);
      const password = oneTimePassword(randomness);
      const change = { passwordHash: await hashPassword(password), mustChangePassword: true };
      await staff.update(id, change);
      await sessions.destroyOf(id);
      await guard.unlock(person.login);
      return { person: { ...person, ...change }, oneTimePassword: password };
    },

    async liveSessions(): Promise<{ session: StaffSession; person: Staff }[]> {
      const people = new Map((await staff.list()).map((person) => [person.id, person]));
      return (await sessions.list(clock.now())).filter(isLive).flatMap((session) => {
        const person = people.get(session.staffId);
        return person ? [{ session, person }] : [];
      });
    },

    async revokeSession(id: string): Promise<void> {
      if (!(await sessions.destroy(id))) throw failure('session-not-found');
    },
  };
}

/** What core knows of a signed-in person. */
export function actorOf(person: Staff): StaffActor {
  const { id, name, roles, unit, platform } = person;
  return { id, name, roles, unit, platform };
}

/** The store keeps this, never the token: a copy of the store opens no session. */
function sessionId(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Bound to the session by derivation: needs no storage, and one session's token fits no other. */
function csrfTokenFor(token: string): string {
  return createHash('sha256').update(`csrf:${token}`).digest('base64url');
}
