import { z } from 'zod';
import type { Staff } from '../../core/model/staff.js';
import type { Clock, Randomness } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { StaffRepository, StaffSession } from '../ports.js';
import type { AccountAudit, SignInRefusal } from './account-audit.js';
import type { LoginGuard } from './login-guard.js';
import { hashPassword, newToken, verifyPassword } from './password.js';
import type { SecondFactor } from './second-factor.js';
import { isUsable, type Origin, type Sessions, type SignedIn } from './sessions.js';
import type { Steps } from './steps.js';

/** A sign-in that is whole, or one that still needs a code. */
export type SignInResult =
  | ({ type: 'signed-in'; token: string } & SignedIn)
  | { type: 'code-needed'; challenge: string; expiresAt: Date };

/** How long a code may be given after the password, in minutes, and how often. */
export const CHALLENGE = { minutes: 5, attempts: 5 };

const Challenge = z.object({
  staffId: z.string(),
  by: z.enum(['password', 'sso']),
  idToken: z.string().optional(),
});

export interface SignInDeps {
  staff: StaffRepository;
  sessions: Sessions;
  secondFactor: SecondFactor;
  guard: LoginGuard;
  steps: Steps;
  audit: AccountAudit;
  clock: Clock;
  randomness: Randomness;
}

export type SignIn = ReturnType<typeof createSignIn>;

/** Signing in: by password, then by a code when the account has a second factor. */
export function createSignIn(deps: SignInDeps) {
  const { staff, sessions, secondFactor, guard, steps, audit, clock } = deps;
  // Verified against when the login is unknown, so that both answers take the same time.
  const nobodysHash = hashPassword(newToken(deps.randomness));

  async function refuse(code: string, reason: SignInRefusal, at: RefusedAt): Promise<never> {
    const { staffId, address, last } = at;
    // Attempts while locked are not recorded: strangers must not be able to fill the record.
    await audit.record({ type: 'sign-in-failed', staffId, address, reason, locks: last });
    throw failure(code);
  }

  /** The first factor is proven: a session, or the question for a code. */
  async function go(person: Staff, from: Origin, how: How): Promise<SignInResult> {
    if (how.secondFactor || !secondFactor.isAsked(person))
      return { type: 'signed-in', ...(await sessions.open(person, from, how)) };
    const { token, expiresAt } = await steps.begin({ staffId: person.id, ...how }, CHALLENGE.minutes);
    return { type: 'code-needed', challenge: token, expiresAt };
  }

  return {
    /** The same sentence for a wrong password, an unknown login, a disabled and an expired account. */
    async login(credentials: { login: string; password: string }, from: Origin): Promise<SignInResult> {
      const login = credentials.login.toLowerCase();
      const { address } = from;
      const { last } = await guard.enter(login, address);
      const person = await staff.byLogin(login);
      const fits = await verifyPassword(person?.passwordHash ?? (await nobodysHash), credentials.password);
      const at = { staffId: person?.id, address, last };
      if (!person) return refuse('wrong-credentials', 'unknown-login', at);
      if (!fits) return refuse('wrong-credentials', 'wrong-password', at);
      if (!isUsable(person, clock.now()))
        return refuse('wrong-credentials', person.disabled ? 'disabled' : 'expired', at);
      if (secondFactor.isAsked(person)) await guard.giveBack(address);
      else await guard.succeeded(login, address);
      return go(person, from, { by: 'password' });
    },

    /** The second step: a code of the app, or a recovery code. Counts against the account like a password. */
    async answerChallenge(
      challenge: string,
      code: string,
      from: Origin,
    ): Promise<SignedIn & { token: string }> {
      const step = await steps.attempt(challenge, Challenge, CHALLENGE.attempts);
      const person = step && (await staff.byId(step.staffId));
      if (!person || !isUsable(person, clock.now())) throw failure('challenge-over');
      const { last } = await guard.enter(person.login, from.address);
      const proof = await secondFactor.prove(person, code);
      if (!proof)
        return refuse('wrong-code', 'wrong-code', { staffId: person.id, address: from.address, last });
      // Two right codes at once are one sign-in.
      if (!(await steps.end(challenge))) throw failure('challenge-over');
      await guard.succeeded(person.login, from.address);
      const how = { by: step.by, idToken: step.idToken, secondFactor: proof };
      // Read again: the code that was used is gone from it.
      return sessions.open((await staff.byId(person.id)) ?? person, from, how);
    },

    /** A sign-in that the OpenID provider vouches for; with the second factor, when it says so. */
    enterBySso(
      person: Staff,
      from: Origin,
      { idToken, secondFactor }: { idToken: string; secondFactor: boolean },
    ): Promise<SignInResult> {
      return go(person, from, { by: 'sso', idToken, ...(secondFactor && { secondFactor: 'provider' }) });
    },
  };
}

type How = Pick<StaffSession, 'by' | 'idToken' | 'secondFactor'>;

interface RefusedAt {
  staffId?: string;
  address: string;
  last: boolean;
}
