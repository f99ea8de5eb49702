import type { StaffPolicy } from '../../config/staff-policy.js';
import type { Clock } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { StaffRepository } from '../ports.js';
import type { AccountAudit, Doer } from './account-audit.js';
import type { LoginGuard } from './login-guard.js';
import { verifyPassword } from './password.js';
import { checkNewPassword, withNewPassword } from './password-policy.js';
import type { SecondFactor } from './second-factor.js';
import type { Sessions, SignedIn } from './sessions.js';

export interface OwnAccountDeps {
  staff: StaffRepository;
  sessions: Sessions;
  secondFactor: SecondFactor;
  guard: LoginGuard;
  audit: AccountAudit;
  clock: Clock;
  policy: StaffPolicy;
}

/** What people do with their own account: their password, their second factor. */
export function createOwnAccount(deps: OwnAccountDeps) {
  const { staff, sessions, secondFactor, guard, audit, clock, policy } = deps;

  /** Counted like a sign-in: an unattended screen must not be a place to guess. */
  async function proveAgain(current: SignedIn, code: string, proof: () => Promise<boolean>): Promise<void> {
    const { person, session } = current;
    const { last } = await guard.enter(person.login, session.address);
    if (await proof()) return guard.succeeded(person.login, session.address);
    const reason = code === 'wrong-code' ? 'wrong-code' : 'wrong-password';
    const { address } = session;
    await audit.record({ type: 'sign-in-failed', staffId: person.id, address, reason, locks: last });
    throw failure(code);
  }

  const provePassword = (current: SignedIn, password: string) =>
    proveAgain(current, 'wrong-credentials', () => verifyPassword(current.person.passwordHash, password));
  const proveCode = (current: SignedIn, code: string) =>
    proveAgain(
      current,
      'wrong-code',
      async () => (await secondFactor.prove(current.person, code)) !== undefined,
    );

  return {
    /** Changes one's own password and ends all of one's other sessions. */
    async changePassword(current: SignedIn, oldPassword: string, newPassword: string): Promise<void> {
      const { person, session } = current;
      await provePassword(current, oldPassword);
      await checkNewPassword(newPassword, person, policy.password);
      await staff.update(person.id, {
        ...(await withNewPassword(newPassword, person, policy.password, clock.now())),
        mustChangePassword: false,
      });
      await audit.record({ type: 'password-changed', staffId: person.id, doer: doerOf(current) });
      await sessions.endSessionsOf(person.id, doerOf(current), session.id);
    },

    /**
     * A secret for an authenticator app. Needs the password again, where the person has one here, and a code
     * of the app in use, when there is one: whoever finds a screen open must not make it theirs.
     */
    async offerSecondFactor(current: SignedIn, proof: { password?: string; code?: string }) {
      secondFactor.checkOn();
      if (current.session.by === 'password') await provePassword(current, proof.password ?? '');
      if (current.person.secondFactor) await proveCode(current, proof.code ?? '');
      return secondFactor.offer(current.person);
    },

    /** Takes the offered app into use; answers the recovery codes. Other sessions end. */
    async confirmSecondFactor(current: SignedIn, code: string): Promise<string[]> {
      const { person, session } = current;
      const codes = await secondFactor.confirm(person, code);
      await audit.record({ type: 'second-factor-set', staffId: person.id, doer: doerOf(current) });
      await sessions.endSessionsOf(person.id, doerOf(current), session.id);
      return codes;
    },

    async renewRecoveryCodes(current: SignedIn, code: string): Promise<string[]> {
      await proveCode(current, code);
      const fresh = await staff.byId(current.person.id);
      const codes = await secondFactor.renewRecovery(fresh ?? current.person);
      await audit.record({
        type: 'recovery-codes-renewed',
        staffId: current.person.id,
        doer: doerOf(current),
      });
      return codes;
    },
  };
}

/** The person of a session, as the record names who did something. */
export function doerOf({ session }: SignedIn): Doer {
  return { staffId: session.staffId, address: session.address };
}
