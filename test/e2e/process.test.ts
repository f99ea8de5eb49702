import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openSession } from './web-session.js';

/** The built hub, as `npm start` runs it: once per case, on a folder of its own. */

const PATIENCE_MS = 60_000;
const running: Hub[] = [];
let dir = '';

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'hub-process-'));
  // Nothing to do when the build is newer than the sources.
  const build = spawnSync(process.execPath, ['scripts/run.mjs', 'build'], { encoding: 'utf8' });
  if (build.status !== 0) throw new Error(`${build.stdout}\n${build.stderr}`);
}, 120_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));
afterEach(async () => {
  for (const hub of running.splice(0)) await hub.end('SIGKILL');
});

describe('an ordinary life', () => {
  test('says where to go, shows the password once, and ends with 0 while a citizen is listening', async () => {
    const data = join(dir, 'life');
    const withoutProof = settings('{ "channels": { "web": { "proofOfWork": { "enabled": false } } } }');
    const first = launch({ HUB_DATA_DIR: data, NODE_CONFIG_DIR: withoutProof });
    const base = await first.address();
    expect(first.out).toMatch(/one-time password {2}\S{12,}/);
    expect(first.out).toContain(`${base}/docs`);
    const stream = await fetch(`${base}/api/web/stream`, { headers: await openSession(base) });
    expect(stream.status).toBe(200);
    expect(await first.end('SIGTERM')).toBe(0);
    await stream.text();

    const second = launch({ HUB_DATA_DIR: data });
    await second.address();
    expect(second.out).not.toContain('one-time password');
    expect(await second.end('SIGINT')).toBe(0);
  }, 120_000);

  test('shows the password at the first start that succeeds, not at one that failed', async () => {
    const data = join(dir, 'late');
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = z.object({ port: z.number() }).parse(taken.address());
    const failed = await launch({ HUB_DATA_DIR: data, PORT: String(port) }).failure();
    taken.close();
    expect(failed).toBe(`Port ${port} is in use. Stop the other program, or set PORT to a free one.`);
    const next = launch({ HUB_DATA_DIR: data });
    await next.address();
    expect(next.out).toContain('one-time password');
  }, 120_000);
});

describe('what stands in the way is said in one sentence', () => {
  test('another hub on the same data', async () => {
    const data = join(dir, 'shared');
    await launch({ HUB_DATA_DIR: data }).address();
    expect(await launch({ HUB_DATA_DIR: data }).failure()).toMatch(
      /shared\/store is in use: process \d+ .* What to do: stop that process/,
    );
  }, 120_000);

  test.each<[string, () => Record<string, string>, RegExp]>([
    [
      'a data directory below a file',
      () => ({ HUB_DATA_DIR: join(file('plain', ''), 'data') }),
      /^The data directory \S+data cannot be made: .* Set HUB_DATA_DIR/,
    ],
    [
      'a data directory that is a file',
      () => ({ HUB_DATA_DIR: file('data-file', '') }),
      /^The data directory \S+data-file cannot be made: .* Set HUB_DATA_DIR/,
    ],
    [
      'a data directory where nobody may write',
      () => ({ HUB_DATA_DIR: process.platform === 'linux' ? '/proc/hub' : join(file('null', ''), 'x') }),
      /^The data directory \S+ cannot be made: .* Set HUB_DATA_DIR/,
    ],
    [
      'a store file with something else in it',
      () => ({ HUB_DATA_DIR: join(file('broken/store/store.mdb', 'x'.repeat(20_000)), '..', '..') }),
      /^The store file \S+store\.mdb cannot be opened: .* What to do: restore it from a backup/,
    ],
    [
      'a secret that is half a secret',
      () => ({ HUB_DATA_DIR: join(file('half/secret.key', 'abc'), '..') }),
      /^The file \S+secret\.key does not hold the hub's secret any more\. Restore it/,
    ],
    [
      'settings that are no JSON',
      () => ({ NODE_CONFIG_DIR: settings('{ "port": 1,, }') }),
      /local\.json.*Correct the file named/s,
    ],
    [
      'a setting of the wrong kind',
      () => ({ NODE_CONFIG_DIR: settings('{ "limits": { "bodyBytes": "big" } }') }),
      /local\.json \$\.limits\.bodyBytes: .*number/,
    ],
    [
      'a variable of the wrong kind',
      () => ({ PORT: '99999' }),
      /^environment PORT \$\.port: .* Use at most 65535/,
    ],
    [
      'a channel’s setting of the wrong kind',
      () => ({
        NODE_CONFIG_DIR: settings('{ "channels": { "web": { "enabled": true, "sessionDays": "x" } } }'),
      }),
      /channels\.web\.sessionDays: .*Correct config\/local\.json/,
    ],
    [
      'a channel that is not there',
      () => ({ NODE_CONFIG_DIR: settings('{ "channels": { "smoke": { "enabled": true } } }') }),
      /channel "smoke", which is not there\. Correct channels\.smoke; there are: .*web/,
    ],
    ['no settings at all', () => ({ NODE_CONFIG_DIR: join(dir, 'nothing') }), /the file is not there/],
    [
      'an address of another machine',
      () => ({ HUB_HOST: '192.0.2.1' }),
      /^192\.0\.2\.1 is not an address of this machine\. Set HUB_HOST/,
    ],
  ])(
    '%s',
    async (_, environment, sentence) => {
      const said = await launch({
        HUB_DATA_DIR: mkdtempSync(join(dir, 'data-')),
        ...environment(),
      }).failure();
      expect(said).toMatch(sentence);
      expect(said).not.toMatch(/^\s+at /m);
      expect(said.split('\n')).toHaveLength(1);
    },
    PATIENCE_MS,
  );
});

function file(name: string, content: string): string {
  const path = join(dir, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** The repository's settings with a `local.json` on top. */
function settings(local: string): string {
  const folder = join(mkdtempSync(join(dir, 'settings-')), 'config');
  cpSync('config', folder, { recursive: true });
  writeFileSync(join(folder, 'local.json'), local);
  return folder;
}

class Hub {
  out = '';
  err = '';
  private readonly exit: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.err += chunk.toString()));
    // `close` and not `exit`: only then has everything been read that was written.
    this.exit = new Promise((resolve) => child.once('close', (code) => resolve(code)));
  }

  /** Where it listens, once it says so. */
  async address(): Promise<string> {
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until && this.child.exitCode === null) {
      const base = /citizens\s+(http:\S+?)\/\n/.exec(this.out)?.[1];
      if (base && (await fetch(`${base}/readyz`)).ok) return base;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The hub did not start:\n${this.out}\n${this.err}`);
  }

  /** What it said when it refused to start, which it must have done with 1. */
  async failure(): Promise<string> {
    expect(await this.exit).toBe(1);
    const [sentence = ''] = /^hub12345 cannot start: [\s\S]*/m.exec(this.err) ?? [this.err];
    return sentence.replace('hub12345 cannot start: ', '').trim();
  }

  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode === null) this.child.kill(signal);
    return this.exit;
  }
}

function launch(environment: Record<string, string>): Hub {
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: { ...process.env, NODE_OPTIONS: '', HUB_LOG_LEVEL: 'warn', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const hub = new Hub(child);
  running.push(hub);
  return hub;
}
