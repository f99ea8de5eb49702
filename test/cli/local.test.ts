import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../../src/cli/io.js';
import { short, table, visible } from '../../src/cli/print.js';
import { startEmbedded } from '../../src/embedded/start.js';
import { connectStore } from '../../src/store/connect.js';
import { Terminal } from './run.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
let terminal: Terminal;
beforeAll(() => {
  terminal = new Terminal();
});
afterAll(() => terminal.remove());

describe('hub config check', () => {
  test('the configuration that comes with the hub is sound', async () => {
    expect(await terminal.run('config', 'check', '--dir', join(root, 'config'))).toMatchObject({
      exit: EXIT.ok,
      err: '',
    });
  });

  test('a fault is named with its file and its mend', async () => {
    const dir = terminal.path('config');
    cpSync(join(root, 'config'), dir, { recursive: true });
    writeFileSync(join(dir, 'local.json'), '{ "port": "many" }');
    const checked = await terminal.run('config', 'check', '--dir', dir);
    expect(checked.exit).toBe(EXIT.failed);
    expect(checked.out).toMatch(/local\.json \$\.port: .+\. .+\./);
  });
});

describe('hub store', () => {
  const data = () => terminal.path('data');
  beforeAll(async () => {
    mkdirSync(data(), { recursive: true });
    const store = await startEmbedded(join(data(), 'store'));
    const connection = await connectStore(store.uri);
    await connection.collection('notes').insertMany([{ text: 'a' }, { text: 'b' }]);
    await connection.close();
    await store.close();
  });

  test('checks, counts, compacts and copies the store', async () => {
    const check = await terminal.run('store', 'check', '--data', data());
    expect(check).toMatchObject({ exit: EXIT.ok, out: expect.stringMatching(/^2 documents/) });
    expect((await terminal.run('--json', 'store', 'stats', '--data', data())).exit).toBe(EXIT.ok);
    expect((await terminal.run('store', 'compact', '--data', data())).exit).toBe(EXIT.ok);
    const backup = terminal.path('backup.mdb');
    expect((await terminal.run('store', 'backup', backup, '--data', data())).exit).toBe(EXIT.ok);
    const again = await terminal.run('store', 'backup', backup, '--data', data());
    expect(again).toMatchObject({ exit: EXIT.failed, err: expect.stringContaining('never overwrites') });
  });

  test('a directory without a store is said in one sentence', async () => {
    const { exit, err } = await terminal.run('store', 'check', '--data', terminal.path('nothing'));
    expect(exit).toBe(EXIT.failed);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('hub mail inspect', () => {
  test('prints one JSON document a line and exits 0 for any bytes', async () => {
    const [mail, junk] = [terminal.path('a.eml'), terminal.path('b.eml')];
    writeFileSync(
      mail,
      'From: a@example.cn\r\nTo: b@example.cn\r\nSubject: x\r\nMessage-ID: <1@x>\r\n\r\n路灯坏了\r\n',
    );
    writeFileSync(junk, Buffer.from([0, 255, 254, 10, 13, 128]));
    const { exit, out } = await terminal.run('mail', 'inspect', mail, junk);
    expect(exit).toBe(EXIT.ok);
    const documents = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(documents).toMatchObject([{ type: 'message', text: expect.stringContaining('路灯坏了') }, {}]);
  });

  test('a file that is not there is an error of the command line', async () => {
    expect((await terminal.run('mail', 'inspect', terminal.path('none.eml'))).exit).toBe(EXIT.usage);
  });
});

test('the program itself starts and tells its exit code', () => {
  const bin = join(root, 'bin', 'hub.mjs');
  const env = { ...process.env, NODE_OPTIONS: '' };
  const help = spawnSync(process.execPath, [bin, '--help'], { encoding: 'utf8', env });
  expect(help).toMatchObject({ status: 0, stdout: expect.stringContaining('conversations') });
  expect(spawnSync(process.execPath, [bin, 'nonsense'], { encoding: 'utf8', env }).status).toBe(EXIT.usage);
});

describe('printing', () => {
  test('columns line up where Chinese characters take two cells', () => {
    expect(
      table([
        ['张三', 'a'],
        ['x', 'b'],
      ]),
    ).toEqual(['张三  a', 'x     b']);
    expect(short('路灯坏了\n三天了', 9)).toBe('路灯坏了…');
  });

  test('a citizen’s text cannot drive the terminal', () => {
    expect(visible('\u001b[2J清屏\u0007\u202e倒\n行')).toBe('[2J清屏倒\n行');
  });
});
