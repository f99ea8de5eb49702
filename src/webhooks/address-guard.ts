import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export interface Address {
  address: string;
  family: number;
}

/** Every address of a host name; fails when there is none. */
export type Resolve = (host: string) => Promise<Address[]>;

/** An address that must not be called, with the reason in words for an administrator. */
export class AddressRefused extends Error {}

/**
 * Keeps what people enter as addresses from leading the hub into its own network (SSRF): only https, and only to
 * hosts whose every address is public. `allowed` names hosts that may be internal, and may be called by http.
 */
export class AddressGuard {
  private readonly allowed: ReadonlySet<string>;

  constructor(
    allowed: readonly string[],
    private readonly resolve: Resolve = (host) => lookup(host, { all: true }),
  ) {
    this.allowed = new Set(allowed.map((host) => host.toLowerCase()));
  }

  /** What can be said of an address without asking anybody. @throws AddressRefused */
  checkForm(url: URL): void {
    const host = hostOf(url);
    const mayBeInternal = this.allowed.has(host);
    if (url.username !== '' || url.password !== '') throw new AddressRefused('地址里不能带用户名或密码');
    if (url.protocol !== 'https:' && !(mayBeInternal && url.protocol === 'http:'))
      throw new AddressRefused('只能用 https 地址；http 仅限 webhooks.allowedHosts 列出的内部主机');
    if (isIP(host) !== 0 && !mayBeInternal && !isPublic(host)) throw internal(host);
  }

  /**
   * The address to connect to, and no other: the name is not looked up again, so that it cannot mean something
   * else a moment later (DNS rebinding). One internal address among public ones refuses all.
   * @throws AddressRefused, or what the resolver throws.
   */
  async addressOf(url: URL): Promise<Address> {
    this.checkForm(url);
    const host = hostOf(url);
    const family = isIP(host);
    const found = family === 0 ? await this.resolve(host) : [{ address: host, family }];
    const [first] = found;
    if (!first) throw new AddressRefused(`找不到主机 ${host}`);
    const inside = found.find(({ address }) => !isPublic(address));
    if (inside && !this.allowed.has(host)) throw internal(inside.address);
    return first;
  }
}

/** The host in lower case; an IPv6 address without its brackets. */
function hostOf(url: URL): string {
  return url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
}

function internal(address: string): AddressRefused {
  return new AddressRefused(`${address} 不是公网地址；内部主机须先列入 webhooks.allowedHosts`);
}

/** Not for the public, by the IANA registries of special-purpose addresses (RFC 6890). */
const SPECIAL_V4 = list('ipv4', [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  // Shared address space; the metadata service of Aliyun (100.100.100.200) lies in it.
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Link-local, with the metadata service of most other clouds (169.254.169.254).
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
]);
/** All that IANA gives out to the public so far; loopback, local, multicast, mapped and translated ones lie outside. */
const GLOBAL_V6 = list('ipv6', [['2000::', 3]]);
const SPECIAL_V6 = list('ipv6', [
  // Teredo and other protocol assignments, 6to4: both carry an IPv4 address.
  ['2001::', 23],
  ['2002::', 16],
  ['2001:db8::', 32],
  ['3fff::', 20],
]);

function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !SPECIAL_V4.check(address);
  return GLOBAL_V6.check(address, 'ipv6') && !SPECIAL_V6.check(address, 'ipv6');
}

function list(family: 'ipv4' | 'ipv6', subnets: readonly (readonly [string, number])[]): BlockList {
  const all = new BlockList();
  for (const [net, prefix] of subnets) all.addSubnet(net, prefix, family);
  return all;
}
