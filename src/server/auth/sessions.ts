import { createHash } from 'node:crypto';
import type { StaffPolicy } from '../../config/staff-policy.js';
import type { Staff } from '../../core/model/staff.js';
import type { Clock, Randomness } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { StaffSession, StaffStore } from '../ports.js';
import type { AccountAudit, Doer } from './account-audit.js';
import { newToken } from './password.js';
import { mustChangePassword } from './password-policy.js';
import type { SecondFactor } from './second-factor.js';

/** What a person has to do before anything else. */
export type Pending = 'one-time-password' | 'old-password' | 'second-factor';

/** A person at work: who, and by which session. */
export interface SignedIn {
  person: Staff;
  session: StaffSession;
  /** To be sent back with every change, in `x-csrf-token`. */
  csrfToken: string;
  pending?: Pending;
}

/** Where a request comes from. */
export interface Origin {
  address: string;
  userAgent: string;
}

export interface LiveSession {
  session: StaffSession;
  person: Staff;
  /** The same account is signed in from another address too. */
  shared: boolean;
}

export interface SessionDeps {
  store: StaffStore;
  clock: Clock;
  randomness: Randomness;
  policy: StaffPolicy;
  secondFactor: SecondFactor;
  audit: AccountAudit;
}

export type Sessions = ReturnType<typeof createSessions>;

/** Sessions of staff: opened by a finished sign-in, ended by time, by hand, or with the account. */
export function createSessions({ store, clock, randomness, policy, secondFactor, audit }: SessionDeps) {
  const { staff, sessions } = store;
  const idleMs = policy.session.idleMinutes * 60_000;
  const absoluteMs = policy.session.absoluteHours * 3_600_000;

  function isLive(session: StaffSession): boolean {
    const now = clock.now().getTime();
    return session.expiresAt.getTime() > now && session.lastSeenAt.getTime() + idleMs > now;
  }

  function signedIn(token: string, person: Staff, session: StaffSession): SignedIn {
    return { person, session, csrfToken: csrfTokenFor(token), pending: pendingOf(person, session) };
  }

  function pendingOf(person: Staff, session: StaffSession): Pending | undefined {
    // Who signs on by the provider has their password there, and none here to change.
    const password =
      session.by === 'sso' ? undefined : mustChangePassword(person, policy.password, clock.now());
    if (password) return password === 'one-time' ? 'one-time-password' : 'old-password';
    return session.secondFactor === undefined && secondFactor.isMissing(person) ? 'second-factor' : undefined;
  }

  async function live(): Promise<LiveSession[]> {
    const now = clock.now();
    const people = new Map((await staff.list()).map((person) => [person.id, person]));
    const open = (await sessions.list(now)).filter(isLive);
    return open.flatMap((session) => {
      const person = people.get(session.staffId);
      const shared = open.some((o) => o.staffId === session.staffId && o.address !== session.address);
      return person && isUsable(person, now) ? [{ session, person, shared }] : [];
    });
  }

  return {
    /** Opens a session for a person who proved who they are. */
    async open(
      person: Staff,
      from: Origin,
      how: Pick<StaffSession, 'by' | 'secondFactor' | 'idToken'>,
    ): Promise<SignedIn & { token: string }> {
      const token = newToken(randomness);
      const now = clock.now();
      const session: StaffSession = {
        id: hashOf(token),
        staffId: person.id,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + absoluteMs),
        address: from.address,
        userAgent: from.userAgent.slice(0, 200),
        ...how,
      };
      const others = (await sessions.list(now)).filter((s) => s.staffId === person.id && isLive(s));
      const alsoAt = [...new Set(others.map(({ address }) => address))]
        .filter((address) => address !== from.address)
        .sort();
      const { by, secondFactor: proof } = how;
      await staff.update(person.id, { lastSignInAt: now });
      await sessions.set(session);
      await audit.record({
        type: 'signed-in',
        staffId: person.id,
        address: from.address,
        by,
        secondFactor: proof,
        alsoAt,
      });
      return { token, ...signedIn(token, person, session) };
    },

    /** Who a token belongs to; undefined when the session ended, idled out, or the account may not be used. */
    async authenticate(token: string): Promise<SignedIn | undefined> {
      const session = await sessions.get(hashOf(token));
      if (!session || !isLive(session)) return undefined;
      const person = await staff.byId(session.staffId);
      const now = clock.now();
      if (!person || !isUsable(person, now)) return undefined;
      // Once a minute is exact enough for an idle time of minutes, and saves a write per request.
      if (now.getTime() - session.lastSeenAt.getTime() >= 60_000) await sessions.touch(session.id, now);
      return signedIn(token, person, session);
    },

    async logout({ session }: SignedIn): Promise<void> {
      await sessions.destroy(session.id);
      await audit.record({ type: 'signed-out', staffId: session.staffId, address: session.address });
    },

    liveSessions: live,

    async sessionsOf(staffId: string): Promise<LiveSession[]> {
      return (await live()).filter(({ session }) => session.staffId === staffId);
    },

    /** Ends one session; of the given person only, when one is given. */
    async endSession(id: string, doer: Doer, onlyOf?: string): Promise<void> {
      const session = await sessions.get(id);
      const own = session && (onlyOf === undefined || session.staffId === onlyOf);
      if (!own || !(await sessions.destroy(id))) throw failure('session-not-found');
      await audit.record({ type: 'sessions-ended', staffId: session.staffId, sessions: 1, doer });
    },

    /** Ends every session of a person, except one; says how many there were. */
    async endSessionsOf(staffId: string, doer?: Doer, exceptId?: string): Promise<number> {
      const ended = (await sessions.list(clock.now())).filter(
        (s) => s.staffId === staffId && s.id !== exceptId && isLive(s),
      ).length;
      await sessions.destroyOf(staffId, exceptId);
      if (ended > 0) await audit.record({ type: 'sessions-ended', staffId, sessions: ended, doer });
      return ended;
    },
  };
}

/** Whether an account may be used now. */
export function isUsable(person: Staff, now: Date): boolean {
  return !person.disabled && (person.expiresAt === undefined || person.expiresAt > now);
}

/** The store keeps this, never the token: a copy of the store opens no session. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Bound to the session by derivation: needs no storage, and one session's token fits no other. */
function csrfTokenFor(token: string): string {
  return createHash('sha256').update(`csrf:${token}`).digest('base64url');
}
