import type { StaffPolicy } from '../../config/staff-policy.js';
import type { Staff } from '../../core/model/staff.js';
import type { Clock, Randomness } from '../../core/ports.js';
import { failure } from '../errors/failure.js';
import type { SecondFactorProof, StaffRepository } from '../ports.js';
import type { Sealer } from './sealer.js';
import { newRecoveryCodes, newTotpSecret, recoveryHash, totpStep, totpUri } from './totp.js';

export interface SecondFactorDeps {
  staff: StaffRepository;
  sealer: Sealer;
  recoveryKey: Buffer;
  clock: Clock;
  randomness: Randomness;
  policy: StaffPolicy['totp'];
  /** Stands over the code in the app. */
  issuer: string;
}

export type SecondFactor = ReturnType<typeof createSecondFactor>;

/** One-time codes of an app, and recovery codes for the day it is lost. */
export function createSecondFactor(deps: SecondFactorDeps) {
  const { staff, sealer, policy } = deps;
  const hashOf = (person: Staff, code: string) => recoveryHash(deps.recoveryKey, person.id, code);

  function newRecovery(person: Staff): { codes: string[]; hashes: string[] } {
    const codes = newRecoveryCodes(deps.randomness);
    return { codes, hashes: codes.map((code) => hashOf(person, code)) };
  }

  return {
    /** Throws when nobody may set one here. */
    checkOn(): void {
      if (policy.policy === 'off') throw failure('second-factor-off');
    },

    /** Whether a code is asked for at sign-in. */
    isAsked: (person: Staff): boolean => policy.policy !== 'off' && person.secondFactor !== undefined,

    /** Whether the account may do nothing before it has one. */
    isMissing(person: Staff): boolean {
      if (policy.policy === 'off' || person.secondFactor) return false;
      return policy.policy === 'required' || person.roles.some((role) => policy.requiredFor.includes(role));
    },

    /** A new secret, told this once; it counts from the code that confirms it on, the old one until then. */
    async offer(person: Staff): Promise<{ secret: string; uri: string }> {
      const secret = newTotpSecret();
      await staff.update(person.id, { offeredSecret: sealer.seal(secret, person.id) });
      return { secret, uri: totpUri(secret, deps.issuer, person.login) };
    },

    /** Takes the offered secret into use; answers ten recovery codes, told this once. */
    async confirm(person: Staff, code: string): Promise<string[]> {
      const { offeredSecret } = person;
      const secret = offeredSecret && sealer.open(offeredSecret, person.id);
      if (!offeredSecret || !secret) throw failure('second-factor-not-offered');
      const step = totpStep(secret, code, deps.clock.now());
      if (step === undefined) throw failure('wrong-code');
      const { codes, hashes } = newRecovery(person);
      await staff.update(person.id, {
        secondFactor: { secret: offeredSecret, lastStep: step, recovery: hashes, since: deps.clock.now() },
        offeredSecret: undefined,
      });
      return codes;
    },

    /** What a code proves; undefined when it is wrong, was used before, or there is no second factor. */
    async prove(person: Staff, code: string): Promise<SecondFactorProof | undefined> {
      const factor = person.secondFactor;
      if (!factor) return undefined;
      const secret = sealer.open(factor.secret, person.id);
      const step = secret && totpStep(secret, code.replaceAll(/\s/g, ''), deps.clock.now());
      if (step) return (await staff.takeTotpStep(person.id, step)) ? 'totp' : undefined;
      return (await staff.takeRecoveryCode(person.id, hashOf(person, code))) ? 'recovery-code' : undefined;
    },

    /** Ten new recovery codes; the old ones are void. */
    async renewRecovery(person: Staff): Promise<string[]> {
      const { secondFactor } = person;
      if (!secondFactor) throw failure('second-factor-not-offered');
      const { codes, hashes } = newRecovery(person);
      await staff.update(person.id, { secondFactor: { ...secondFactor, recovery: hashes } });
      return codes;
    },

    async reset(id: string): Promise<void> {
      await staff.update(id, { secondFactor: undefined, offeredSecret: undefined });
    },
  };
}
