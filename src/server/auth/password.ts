import { hash, verify } from '@node-rs/argon2';
import type { Randomness } from '../../core/ports.js';

/** Argon2id (the library's default algorithm) with OWASP's parameters: 19 MiB, 2 passes, 1 lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), OPTIONS);
}

export function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password.normalize('NFKC'));
}

/** Longer ones are refused: hashing must not become a way to keep the machine busy. */
export const MAX_PASSWORD = 200;

// Without letters and digits that are mistaken for each other when read out or written down.
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';

/** A one-time password to be told once: four groups of four, 91 bits. */
export function oneTimePassword(randomness: Randomness): string {
  const group = () => pick(randomness, ALPHABET, 4);
  return [group(), group(), group(), group()].join('-');
}

const TOKEN_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** An unguessable token of 258 bits, safe in cookies and headers. */
export function newToken(randomness: Randomness): string {
  return pick(randomness, TOKEN_ALPHABET, 43);
}

/** So many characters of an alphabet, by chance. */
export function pick(randomness: Randomness, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomness.int(alphabet.length))).join('');
}
