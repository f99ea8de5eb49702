import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A number as E.164 ("+8613800138000"); undefined for what is no telephone number (a short code, a name). */
export function toE164(written: string): string | undefined {
  const number = parsePhoneNumberFromString(written, 'CN');
  return number?.isPossible() ? number.number : undefined;
}
