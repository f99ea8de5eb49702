import { StaffPolicy } from '../../config/staff-policy.js';
import type { Staff } from '../../core/model/staff.js';
import type { Clock, Ids, Randomness } from '../../core/ports.js';
import type { StaffActor } from '../../core/services.js';
import type { StaffStore } from '../ports.js';
import type { AccountAudit } from './account-audit.js';
import { createAccounts } from './accounts.js';
import { createLoginGuard } from './login-guard.js';
import { createOidcClient } from './oidc-client.js';
import { createOwnAccount } from './own-account.js';
import { createSealer } from './sealer.js';
import { createSecondFactor } from './second-factor.js';
import { createSessions } from './sessions.js';
import { createSignIn } from './sign-in.js';
import { createSso } from './sso-sign-in.js';
import { createSteps } from './steps.js';

export interface StaffServiceDeps {
  store: StaffStore;
  clock: Clock;
  ids: Ids;
  randomness: Randomness;
  /** Ids of the city's units: a clerk belongs to one of them. */
  units: readonly string[];
  /** Ids of the county platforms that people may work at. */
  platforms: readonly string[];
  /** A key for each purpose, from the hub's master secret. */
  secretOf: (purpose: string) => Buffer;
  audit: AccountAudit;
  /** The documented defaults when absent. */
  policy?: StaffPolicy;
  /** Stands over the codes in an authenticator app. */
  serviceName: string;
  /** Where the OpenID provider sends browsers back to. */
  publicBaseUrl: string;
}

/** Where the provider sends browsers back to, under the public address; registered with the provider. */
export const SSO_CALLBACK = '/api/staff/session/sso/callback';

export type StaffService = ReturnType<typeof createStaffService>;

/** Accounts, signing in and sessions of staff. Failures are `HubError`s of the catalogue. */
export function createStaffService(deps: StaffServiceDeps) {
  const { store, clock, randomness, audit } = deps;
  const policy = deps.policy ?? StaffPolicy.parse({});
  const { staff } = store;
  const sealer = createSealer(deps.secretOf('staff-secrets'));
  const guard = createLoginGuard(store.failures, clock, policy.lock);
  const secondFactor = createSecondFactor({
    staff,
    sealer,
    recoveryKey: deps.secretOf('staff-recovery-codes'),
    clock,
    randomness,
    policy: policy.totp,
    issuer: deps.serviceName,
  });
  const sessions = createSessions({ store, clock, randomness, policy, secondFactor, audit });
  const steps = createSteps({ steps: store.steps, sealer, clock, randomness });
  const signIn = createSignIn({ staff, sessions, secondFactor, guard, steps, audit, clock, randomness });
  const accounts = createAccounts({ ...deps, staff, sessions, secondFactor, guard, policy });
  const own = createOwnAccount({ staff, sessions, secondFactor, guard, audit, clock, policy });
  const sso = policy.sso && {
    policy: policy.sso,
    client: createOidcClient(policy.sso, deps.publicBaseUrl + SSO_CALLBACK, clock),
  };
  return {
    ...accounts,
    ...sessions,
    ...signIn,
    ...own,
    /** Absent where no provider is set. */
    sso: sso && createSso({ ...sso, staff, accounts, signIn, guard, steps, sealer, audit, clock }),
    /** After so long without a sign of life a session ends, minutes. */
    idleMinutes: policy.session.idleMinutes,
    /** Whether the account's app would be asked for a code, and whether it must have one. */
    secondFactorOf: (person: Staff) => ({
      set: person.secondFactor !== undefined,
      recoveryCodesLeft: person.secondFactor?.recovery.length ?? 0,
      missing: secondFactor.isMissing(person),
    }),
  };
}

/** What core knows of a signed-in person. */
export function actorOf(person: Staff): StaffActor {
  const { id, name, roles, unit, platform } = person;
  return { id, name, roles, unit, platform };
}
