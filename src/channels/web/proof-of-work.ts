import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import type { ChannelHost } from '../channel.js';
import type { WebConfig } from './config.js';
import { WebProblem } from './problem.js';

const hex = z
  .string()
  .regex(/^([0-9a-f]{2})+$/)
  .max(256);

/** An ALTCHA v2 challenge, as `altcha-lib` makes and its clients solve it. */
export const Challenge = z.strictObject({
  parameters: z.strictObject({
    algorithm: z.literal('PBKDF2/SHA-256'),
    nonce: hex,
    salt: hex,
    cost: z.number().int().positive(),
    keyLength: z.number().int().positive().max(64),
    keyPrefix: hex,
    keySignature: hex,
    data: z.strictObject({ expiresAt: z.number().int() }),
  }),
  signature: hex,
});
export const Proof = z.strictObject({
  challenge: Challenge,
  solution: z.strictObject({
    counter: z.number().int().nonnegative(),
    derivedKey: hex,
    time: z.number().optional(),
  }),
});
export type Proof = z.infer<typeof Proof>;

/** Sets work for browsers and takes each solution once. */
export class ProofOfWork {
  private readonly secrets: { hmacSignatureSecret: string; hmacKeySignatureSecret: string };

  constructor(
    private readonly settings: WebConfig['proofOfWork'],
    private readonly host: Pick<ChannelHost, 'secret' | 'clock' | 'memory'>,
  ) {
    this.secrets = {
      hmacSignatureSecret: host.secret('web-challenge').toString('hex'),
      hmacKeySignatureSecret: host.secret('web-challenge-key').toString('hex'),
    };
  }

  get required(): boolean {
    return this.settings.enabled;
  }

  /** A new challenge. The expiry is signed data of ours, because the library's own ignores our clock. */
  async challenge(): Promise<z.infer<typeof Challenge>> {
    const { cost, difficulty, validMinutes } = this.settings;
    const challenge = await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost,
      counter: randomInt(difficulty, Math.ceil(difficulty / 2)),
      deriveKey,
      data: { expiresAt: this.host.clock.now().getTime() + validMinutes * 60_000 },
      ...this.secrets,
    });
    return Challenge.parse(challenge);
  }

  /** Throws unless the proof is right, in time and never seen: the library alone would take a replay. */
  async require(proof: Proof | undefined): Promise<void> {
    if (!this.required) return;
    if (!proof) throw new WebProblem('proof-required');
    const expiresAt = new Date(proof.challenge.parameters.data.expiresAt);
    const { verified } = await verifySolution({ ...proof, deriveKey, ...this.secrets });
    if (!verified || expiresAt <= this.host.clock.now()) throw new WebProblem('proof-invalid');
    const first = await this.host.memory.claim(`challenge:${proof.challenge.signature}`, {}, expiresAt);
    if (!first) throw new WebProblem('proof-invalid');
  }
}
