import { z } from 'zod';
import type { SsoPolicy } from '../../config/staff-policy.js';
import { HubError } from '../../core/errors.js';
import { Staff } from '../../core/model/staff.js';
import type { Clock } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { StaffRepository } from '../ports.js';
import type { AccountAudit, SignInRefusal } from './account-audit.js';
import type { Accounts } from './accounts.js';
import type { LoginGuard } from './login-guard.js';
import type { OidcClient, Vouched } from './oidc-client.js';
import type { Sealer } from './sealer.js';
import { isUsable, type Origin, type SignedIn } from './sessions.js';
import type { SignIn, SignInResult } from './sign-in.js';
import type { Steps } from './steps.js';

interface At {
  address: string;
  /** The last attempt this address has for now. */
  last: boolean;
}

/** How long a person may take at the provider, in minutes. */
const MINUTES_AT_PROVIDER = 10;
const Begun = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });

export interface SsoDeps {
  policy: SsoPolicy;
  client: OidcClient;
  staff: StaffRepository;
  accounts: Accounts;
  signIn: SignIn;
  guard: LoginGuard;
  steps: Steps;
  sealer: Sealer;
  audit: AccountAudit;
  clock: Clock;
}

export type Sso = ReturnType<typeof createSso>;

/** Sign-on by the OpenID provider: who it vouches for, and which account here that is. */
export function createSso(deps: SsoDeps) {
  const { policy, client, staff, steps, guard, audit, clock } = deps;

  async function refuse(reason: SignInRefusal, { address, last }: At, staffId?: string): Promise<never> {
    await audit.record({ type: 'sign-in-failed', staffId, address, reason, locks: last });
    throw failure(reason === 'provider-refused' ? 'sso-refused' : 'sso-no-account');
  }

  async function accountOf(vouched: Vouched, at: At): Promise<Staff> {
    const login = Staff.shape.login.safeParse(vouched.login).data;
    const person = login === undefined ? undefined : await staff.byLogin(login);
    if (person) return linked(person, vouched, at);
    if (login === undefined || policy.defaultRoles.length === 0) return refuse('no-account', at);
    const made = await deps.accounts.create({
      login,
      name: (vouched.name ?? login).slice(0, 100),
      roles: policy.defaultRoles,
    });
    return linked(made.person, vouched, at);
  }

  /** A login may pass to another person at the provider; the subject never does. */
  async function linked(person: Staff, { subject }: Vouched, at: At): Promise<Staff> {
    if (!isUsable(person, clock.now()))
      return refuse(person.disabled ? 'disabled' : 'expired', at, person.id);
    if (person.ssoSubject === subject) return person;
    if (person.ssoSubject !== undefined) return refuse('other-subject', at, person.id);
    await staff.update(person.id, { ssoSubject: subject });
    await audit.record({ type: 'sso-linked', staffId: person.id, address: at.address });
    return { ...person, ssoSubject: subject };
  }

  return {
    name: policy.name,

    /** Where the browser is sent, and the token it keeps meanwhile. */
    async start(): Promise<{ url: string; token: string }> {
      const { url, checks } = await client.start();
      return { url, token: (await steps.begin(checks, MINUTES_AT_PROVIDER)).token };
    },

    /** The browser is back with the provider's answer. Each start is good for one answer. */
    async finish(token: string | undefined, search: string, from: Origin): Promise<SignInResult> {
      const checks = token === undefined ? undefined : await steps.attempt(token, Begun, 1);
      if (token === undefined || !checks || !(await steps.end(token))) throw failure('sso-started-elsewhere');
      // Counted for the address alone, so that strangers can neither try on nor fill the record.
      const { last } = await guard.enter(undefined, from.address);
      const at = { address: from.address, last };
      const vouched = await client.finish(search, checks).catch((error: unknown) => {
        if (error instanceof HubError && error.code === 'sso-refused') return refuse('provider-refused', at);
        throw error;
      });
      const person = await accountOf(vouched, at);
      await guard.giveBack(from.address);
      const { acr, amr, idToken } = vouched;
      const secondFactor =
        (acr !== undefined && policy.trustedAcr.includes(acr)) ||
        amr.some((method) => policy.trustedAmr.includes(method));
      const sealed = deps.sealer.seal(idToken, person.id);
      return deps.signIn.enterBySso(person, from, { idToken: sealed, secondFactor });
    },

    /** Where to end the provider's session too; undefined for a session of another kind. */
    async endUrl({ session, person }: SignedIn, backTo: string): Promise<string | undefined> {
      const idToken = session.idToken && deps.sealer.open(session.idToken, person.id);
      if (!idToken) return undefined;
      // The session here is over whatever the provider does.
      return client.endUrl(idToken, backTo).catch(() => undefined);
    },
  };
}
