import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { AddressGuard } from '../../src/webhooks/address-guard.js';
import { post } from '../../src/webhooks/post.js';
import { newSecret, signedHeaders } from '../../src/webhooks/signature.js';
import { type RunningHub, startHub } from '../support/running-hub.js';
import { PASSWORD } from '../support/server/test-hub.js';
import { StaffClient } from '../support/staff-client.js';
import { WebCitizen } from '../support/web-citizen.js';

const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');
const [, snippet = ''] = /```js\n([^]*?)```/.exec(page) ?? [];
const dir = mkdtempSync(join(tmpdir(), 'hub-snippet-'));
const file = join(dir, 'receiver.mjs');
const running: Receiver[] = [];

/** The receiver of the page, as somebody would copy it. */
class Receiver {
  out = '';
  private readonly child: ChildProcess;

  constructor(secret: string, port = 0) {
    const env = { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port), NODE_OPTIONS: '' };
    this.child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    running.push(this);
  }

  async says(pattern: RegExp): Promise<string> {
    for (let i = 0; i < 1000; i++) {
      const found = pattern.exec(this.out)?.[1];
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`${String(pattern)} was not said: ${this.out}`);
  }

  async url(): Promise<string> {
    return `http://127.0.0.1:${await this.says(/listening (\d+)/)}/`;
  }

  end(): Promise<unknown> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return Promise.resolve();
    const over = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill();
    return over;
  }
}

beforeAll(() => writeFileSync(file, snippet));
afterAll(async () => {
  await Promise.all(running.map((one) => one.end()));
  rmSync(dir, { recursive: true });
});

test('the receiver of docs/webhooks.md takes what is signed, once, and refuses what is forged or old', async () => {
  const secret = newSecret();
  const receiver = new Receiver(secret);
  const url = await receiver.url();
  const options = { guard: new AddressGuard(['127.0.0.1']), timeoutMs: 5000 };
  const now = new Date();
  const body = JSON.stringify({ id: 't.1', type: 'ticket.accept', ticket: { number: 'YC1' } });
  const send = (headers: Record<string, string>, sent = body) => post(url, sent, headers, options);
  const signed = (at: Date, ...secrets: string[]) =>
    signedHeaders(
      't.1',
      body,
      secrets.map((value) => ({ value })),
      at,
    );

  expect(await send(signed(now, secret))).toMatchObject({ status: 204 });
  expect(await send(signed(now, newSecret(), secret))).toMatchObject({ status: 204 });
  expect(await send(signed(now, newSecret()))).toMatchObject({ status: 401 });
  expect(await send(signed(new Date(now.getTime() - 600_000), secret))).toMatchObject({ status: 401 });
  expect(await send(signed(now, secret), body.replace('YC1', 'YC2'))).toMatchObject({ status: 401 });
  expect(await send({})).toMatchObject({ status: 401 });
  expect(receiver.out.match(/ticket\.accept/g)).toHaveLength(1);
});

test('the whole way: a citizen writes, the ticket is made, and the subscriber hears of it', async () => {
  const settings = { webhooks: { allowedHosts: ['127.0.0.1'], failingAfter: 5 } };
  const hub: RunningHub = await startHub(undefined, undefined, settings);
  try {
    // Only its port is needed before the hub has made the secret.
    const first = new Receiver(newSecret());
    const url = await first.url();
    const { oneTimePassword } = await hub.hub.staff.create({
      login: 'sys',
      name: '系统管理员',
      roles: ['system-admin'],
    });
    const admin = new StaffClient(() => hub.base, 'sys');
    await admin.signIn(oneTimePassword, PASSWORD);
    const made = z.object({ secret: z.string() });
    const { secret } = made.parse(await admin.command('/api/admin/webhooks', { name: '数据局', url }));
    await first.end();
    const receiver = new Receiver(secret, Number(new URL(url).port));
    await receiver.url();
    const citizen = await WebCitizen.open(hub.base);
    await citizen.ask('盐都区新都路100号门口路灯坏了，电话13812345678');
    await citizen.ask('确认', /YC\d{17}/);
    expect(await receiver.says(/ticket\.accept (YC\d{17})/)).toMatch(/^YC/);
  } finally {
    await hub.stop();
  }
}, 60_000);
