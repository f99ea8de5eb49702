import { domainToASCII } from 'node:url';

/**
 * The address in the one spelling we compare and send to (trimmed, lower case, domain in ASCII), or undefined
 * when it is not a plain `local@domain`. Deliberately stricter than RFC 5322: a quoted local part or a line
 * break in an address has been shown to change the envelope of the mail that is sent to it.
 */
export function mailAddress(text: string | undefined): string | undefined {
  const [, local, domain] = /^\s*([^\s@]{1,64})@([^\s@]{1,253})\s*$/.exec(text ?? '') ?? [];
  if (local === undefined || domain === undefined) return undefined;
  const address = `${local}@${domainToASCII(domain)}`.toLowerCase();
  return address.length <= 254 && STRICT.test(address) ? address : undefined;
}

/** Our own addresses: the mailbox, its aliases, and each of them with anything after a plus sign. */
export class OwnAddresses {
  private readonly known: ReadonlySet<string>;

  constructor(address: string, aliases: readonly string[]) {
    this.known = new Set([address, ...aliases].map((a) => a.toLowerCase()));
  }

  has(address: string): boolean {
    return this.known.has(address) || this.known.has(address.replace(/\+[^@]*@/, '@'));
  }
}

/** `hub@city.cn` with the tag `t1.mac` → `hub+t1.mac@city.cn`; undefined where the local part gets too long. */
export function plusAddress(address: string, tag: string): string | undefined {
  const at = address.lastIndexOf('@');
  const local = `${address.slice(0, at)}+${tag}`;
  return local.length > 64 ? undefined : local + address.slice(at);
}

/** The tag behind the plus sign of an address. */
export function plusTag(address: string): string | undefined {
  return /^[^+@]+\+([^@]+)@/.exec(address)?.[1];
}

const STRICT =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
