import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AddressGuard, AddressRefused } from '../../src/webhooks/address-guard.js';
import { post } from '../../src/webhooks/post.js';
import { WebhookReceiver } from '../peers/webhook-receiver.js';

/** A resolver that knows what a test tells it. */
const knowing = (hosts: Record<string, string[]>) => async (host: string) =>
  (hosts[host] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

const refused = (url: string, hosts: Record<string, string[]> = {}, allowed: string[] = []) =>
  expect(new AddressGuard(allowed, knowing(hosts)).addressOf(new URL(url))).rejects.toBeInstanceOf(
    AddressRefused,
  );

const INTERNAL = [
  '0.0.0.0',
  '10.0.0.5',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.8.8.8',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::1',
  '2001:0:7f00:1::1',
  '2001:db8::1',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'fec0::1',
  'ff02::1',
];

describe('an address inside is refused, however it is written', () => {
  test.each(INTERNAL)('%s as a literal', (address) =>
    refused(`https://${address.includes(':') ? `[${address}]` : address}/`),
  );
  test.each(INTERNAL)('%s behind a name', (address) =>
    refused('https://innocent.example.cn/', { 'innocent.example.cn': [address] }),
  );
  test.each(['2130706433', '0x7f000001', '017700000001', '127.1', '0x7f.1', '①②⑦.⓪.⓪.①'])(
    'loopback as %s',
    (host) => refused(`https://${host}/`),
  );
  test('one internal address among public ones is enough', () =>
    refused('https://mixed.example.cn/', { 'mixed.example.cn': ['8.8.8.8', '10.0.0.1'] }));
  test('a name that nobody knows', () => refused('https://nowhere.example.cn/'));
});

describe('only https, and nothing hidden in the address', () => {
  test.each(['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'gopher://example.com/'])(
    '%s',
    (url) => refused(url, { 'example.com': ['8.8.8.8'] }),
  );
  test('a user name before the host', () =>
    refused('https://user:secret@example.com/', { 'example.com': ['8.8.8.8'] }));
});

describe('what may be called', () => {
  test.each([
    ['8.8.8.8', 4],
    ['2400:3200::1', 6],
  ])('%s', async (address, family) => {
    const guard = new AddressGuard([], knowing({ 'data.example.cn': [address] }));
    expect(await guard.addressOf(new URL('https://data.example.cn/hook'))).toEqual({ address, family });
  });
  test('a host that the configuration names, inside and by http; its neighbours not', async () => {
    const hosts = { 'inside.example.cn': ['10.0.0.7'], 'other.example.cn': ['10.0.0.7'] };
    const allowed = ['Inside.example.cn', '10.0.0.8'];
    const guard = new AddressGuard(allowed, knowing(hosts));
    expect(await guard.addressOf(new URL('http://inside.example.cn/'))).toMatchObject({
      address: '10.0.0.7',
    });
    expect(await guard.addressOf(new URL('http://10.0.0.8:9000/'))).toMatchObject({ address: '10.0.0.8' });
    await refused('https://other.example.cn/', hosts, allowed);
    await refused('https://10.0.0.7/', hosts, allowed);
    await refused('https://inside.example.cn./', { 'inside.example.cn.': ['10.0.0.7'] }, allowed);
  });
});

describe('rebinding: the address that was checked is the one that is called', () => {
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
  });
  afterAll(() => receiver.stop());

  test('a name is not looked up a second time', async () => {
    let asked = 0;
    // No other resolver knows the name: a second look-up would fail.
    const resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '203.0.113.1', family: 4 }];
    const guard = new AddressGuard(['receiver.invalid'], resolve);
    const url = `http://receiver.invalid:${receiver.port}/hook`;
    const posted = await post(url, '{"type":"test"}', {}, { guard, timeoutMs: 5000 });
    expect(posted).toMatchObject({ type: 'answered', status: 200 });
    expect(asked).toBe(1);
  });

  test('a redirect is an answer and is not followed', async () => {
    receiver.behaviour = 307;
    const guard = new AddressGuard(['127.0.0.1']);
    const posted = await post(receiver.url, '{"type":"test"}', {}, { guard, timeoutMs: 5000 });
    expect(posted).toMatchObject({ type: 'answered', status: 307, answer: 'it is 307' });
  });

  test('overload: of an answer without an end two kilobytes are read', async () => {
    receiver.behaviour = 'endless';
    const guard = new AddressGuard(['127.0.0.1']);
    const posted = await post(receiver.url, '{"type":"test"}', {}, { guard, timeoutMs: 5000 });
    expect(posted).toMatchObject({ type: 'answered', status: 200, answer: 'x'.repeat(2048) });
  });

  test('who says nothing has not answered', async () => {
    receiver.behaviour = 'silent';
    const guard = new AddressGuard(['127.0.0.1']);
    const posted = await post(receiver.url, '{"type":"test"}', {}, { guard, timeoutMs: 200 });
    expect(posted).toMatchObject({ type: 'failed', problem: '0.2 秒内没有答复' });
  });

  test('a resolver that hangs is not waited for either', async () => {
    const guard = new AddressGuard([], () => new Promise(() => undefined));
    const posted = await post('https://slow.example.cn/', '{}', {}, { guard, timeoutMs: 100 });
    expect(posted).toMatchObject({ type: 'failed', problem: '0.1 秒内没有答复' });
  });
});
