import type { Role } from '../../core/model/codes.js';
import type { SecondFactorProof } from '../ports.js';

/** Who did it, and from where; absent for the hub itself (first run, expiry). */
export interface Doer {
  staffId: string;
  address: string;
}

/** Why a sign-in failed; the person is told less than the record. */
export type SignInRefusal =
  | 'unknown-login'
  | 'wrong-password'
  | 'wrong-code'
  | 'disabled'
  | 'expired'
  | 'provider-refused'
  | 'other-subject'
  | 'no-account';

/** What happened to an account, closed: whoever keeps the record handles each (GB/T 22239-2019, 8.1.4.3). */
export type AccountEvent =
  | {
      type: 'signed-in';
      staffId: string;
      address: string;
      by: 'password' | 'sso';
      secondFactor?: SecondFactorProof;
      /** Other addresses at which the same account is signed in now: an account is never shared. */
      alsoAt: string[];
    }
  // The login of nobody is not kept: people type passwords into the wrong field.
  | { type: 'sign-in-failed'; staffId?: string; address: string; reason: SignInRefusal; locks: boolean }
  | { type: 'signed-out'; staffId: string; address: string }
  | { type: 'password-changed'; staffId: string; doer: Doer }
  | { type: 'password-reset'; staffId: string; doer?: Doer }
  | { type: 'second-factor-set'; staffId: string; doer: Doer }
  | { type: 'recovery-codes-renewed'; staffId: string; doer: Doer }
  | { type: 'second-factor-reset'; staffId: string; doer?: Doer }
  | { type: 'sso-linked'; staffId: string; address: string }
  | { type: 'sso-unlinked'; staffId: string; doer?: Doer }
  | ({ type: 'account-created'; staffId: string; doer?: Doer } & Rights)
  | { type: 'account-changed'; staffId: string; before: Rights; after: Rights; doer?: Doer }
  | { type: 'account-disabled'; staffId: string; doer?: Doer }
  | { type: 'account-enabled'; staffId: string; doer?: Doer }
  | { type: 'sessions-ended'; staffId: string; sessions: number; doer?: Doer };

export interface Rights {
  roles: Role[];
  unit?: string;
  platform?: string;
  expiresAt?: Date;
}

/** Where the record is kept. A record that cannot be kept fails the act it is of. */
export interface AccountAudit {
  record(event: AccountEvent): Promise<void>;
}
