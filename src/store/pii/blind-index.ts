import { createHmac } from 'node:crypto';
import type { FieldKey } from './envelope.js';

export type BlindKind = 'phone' | 'name' | 'address' | 'id-number';
/** What stands in the store in place of a value, so that equal values are found and none can be read. */
export type BlindIndex = (kind: BlindKind, value: string) => string;

/**
 * HMAC-SHA256 with a key of its own over the normalised value. A plain hash would be none: all phone numbers
 * of a country are tried in a minute. 16 bytes are far beyond any chance of two values meeting.
 */
export function createBlindIndex({ key }: FieldKey): BlindIndex {
  return (kind, value) => {
    const hmac = createHmac('sha256', key).update(`${kind === 'address' ? addressKind(value) : kind}\0`);
    return hmac.update(normalised(kind, value)).digest().subarray(0, 16).toString('base64url');
  };
}

/** The same thing however it was written: 138-1234-5678 and +8613812345678, Ｚhang and zhang. */
function normalised(kind: BlindKind, value: string): string {
  const text = value.normalize('NFKC').trim().toLowerCase();
  switch (kind) {
    case 'phone':
      return phoneDigits(text);
    case 'address':
      return addressKind(value) === 'phone' ? phoneDigits(text) : text;
    case 'name':
    case 'id-number':
      return text.replaceAll(/[\s·•]/g, '');
  }
}

/** A channel whose addresses are numbers is found by the number a person gave elsewhere. */
function addressKind(value: string): 'phone' | 'address' {
  return /^\s*\+?[\d\s-]{7,20}$/.test(value.normalize('NFKC')) ? 'phone' : 'address';
}

/** National digits: without +86 or 0086, and without the 0 before an area code. */
function phoneDigits(text: string): string {
  const digits = text.replaceAll(/\D/g, '').replace(/^00/, '');
  return digits.replace(/^86(?=\d{9,11}$)/, '').replace(/^0(?=\d{9,11}$)/, '');
}
