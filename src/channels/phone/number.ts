import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Caller } from '../../core/model/call.js';

/**
 * Who calls, from what the exchange or an operator wrote: 138…, 0138…, 86138…, 0086138…, +86138… are one
 * number; a landline without area code gets ours; what no numbering plan knows is kept as `other`.
 */
export function callerOf(written: string | undefined, areaCode: string): Caller {
  const text = (written ?? '').normalize('NFKC').trim();
  const digits = text.replace(/[^\d+*#]/g, '');
  if (digits === '' || HIDDEN_WORDS.test(text) || HIDDEN_NUMBERS.has(digits)) return { type: 'hidden' };
  const phone = phoneOf(LOCAL_NUMBER.test(digits) ? `${areaCode}${digits}` : digits);
  return phone ? { type: 'number', phone } : { type: 'other', digits: digits.slice(0, 40) };
}

/** Words in the place of the number: the SIP user of a withheld one (RFC 3323) and what trunks make of it. */
const HIDDEN_WORDS = /anonymous|private|restricted|unavailable|unknown|withheld|blocked|隐藏|未知|匿名/i;

/** Twilio spells these words on the keypad: "+266696687" is ANONYMOUS, as if it were somebody's number. */
const HIDDEN_NUMBERS: ReadonlySet<string> = new Set([
  '+266696687', // ANONYMOUS
  '+7378742833', // RESTRICTED
  '+2562533', // BLOCKED
  '+8566696', // UNKNOWN
  '+86282452253', // UNAVAILABLE
]);

/** A subscriber number of seven or eight digits; none begins with 0, 1 or 9 (service codes). */
const LOCAL_NUMBER = /^[2-8]\d{6,7}$/;

function phoneOf(digits: string) {
  const parsed = parsePhoneNumberFromString(digits, 'CN');
  if (!parsed?.isValid()) return undefined;
  const type = parsed.getType();
  // A short service code is nobody's number: all who are put through from there would be one person.
  if (parsed.nationalNumber.length < 7) return undefined;
  return {
    e164: parsed.number,
    national: parsed.formatNational().replace(/\s/g, ''),
    kind: type === 'MOBILE' ? 'mobile' : type === 'FIXED_LINE' ? 'landline' : 'other',
  } as const;
}
