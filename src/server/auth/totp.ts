import { createHmac } from 'node:crypto';
import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Randomness } from '../../core/ports.js';
import { pick } from './password.js';

/** One-time codes by RFC 6238 as every authenticator app makes them: SHA-1, six digits, 30 seconds. */

export function newTotpSecret(): string {
  return generateSecret({ length: 20 });
}

/** What the app is given, as a link or as a picture of it. */
export function totpUri(secret: string, issuer: string, login: string): string {
  return generateURI({ issuer, label: login, secret });
}

/** The time step a code is for, with a clock up to one step off; undefined when it fits none. */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  // The library throws on anything but six digits; a person who mistypes has simply a wrong code.
  if (!/^\d{6}$/.test(code)) return undefined;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: 30 });
  return result.valid && 'timeStep' in result ? result.timeStep : undefined;
}

const RECOVERY_ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
export const RECOVERY_CODES = 10;

/** Ten codes of 49 bits for the day the telephone is lost. */
export function newRecoveryCodes(randomness: Randomness): string[] {
  const group = () => pick(randomness, RECOVERY_ALPHABET, 5);
  return Array.from({ length: RECOVERY_CODES }, () => `${group()}-${group()}`);
}

/** How a recovery code is kept: keyed, so that a copy of the store alone cannot be tried against. */
export function recoveryHash(key: Buffer, staffId: string, code: string): string {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return createHmac('sha256', key).update(`${staffId}:${plain}`).digest('base64url');
}
