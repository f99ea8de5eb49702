import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { EXIT } from '../../src/cli/io.js';
import type { Role } from '../../src/core/model/codes.js';
import { type RunningHub, startHub } from '../support/running-hub.js';
import { WebCitizen } from '../support/web-citizen.js';
import { Terminal } from './run.js';

const PASSWORD = 'Right-Horse-9-battery';
let running: RunningHub;
const terminals: Terminal[] = [];

beforeAll(async () => {
  running = await startHub();
});
afterAll(async () => {
  for (const terminal of terminals) terminal.remove();
  await running.stop();
});

/** A terminal at which a new person with this role is signed in. */
async function signedIn(role: Role): Promise<Terminal> {
  const login = `p-${role}`;
  const wanted = { login, name: '测试员', roles: [role] };
  const { oneTimePassword } = await running.hub.staff.create(wanted);
  const terminal = new Terminal({
    HUB_URL: running.base,
    HUB_PASSWORD: oneTimePassword,
    HUB_NEW_PASSWORD: PASSWORD,
  });
  terminals.push(terminal);
  const { exit, err } = await terminal.run('login', login);
  expect({ exit, err }).toMatchObject({ exit: EXIT.ok });
  return terminal;
}

describe('at the terminal, beside a hub that runs', () => {
  test('keys are rotated, everything is sealed anew, and the citizen’s words are still there', async () => {
    const admin = await signedIn('security-admin');
    const citizen = await WebCitizen.open(running.base);
    await citizen.ask('绑定手机', /暂时不能绑定/);
    const first = running.vault.ring.current.id;
    const rotated = await admin.run('keys', 'rotate');
    expect(rotated.out).toMatch(new RegExp(`${first}.*in use`));
    expect(rotated.err).toContain('Back up the key file');
    const done = await admin.run('keys', 'reencrypt');
    expect(done.out).toMatch(/sealed anew/);
    expect((await admin.run('keys', 'list')).out).toMatch(new RegExp(`${first}.*retired`));
    await citizen.ask('绑定手机', /暂时不能绑定/);
  });

  test('the log is listed and verified; a changed record is named and exits with 1', async () => {
    const auditAdmin = await signedIn('audit-admin');
    expect((await auditAdmin.run('audit', 'list', '--what', 'keys.rotated')).out).toContain('测试员');
    expect((await auditAdmin.run('audit', 'verify')).out).toMatch(/^\d+ records are as they were written/);
    const log = running.connection.collection<{ _id: string }>('audit_log');
    await log.updateOne({ _id: '000000000001' }, { $set: { outcome: 'refused' } });
    const verified = await auditAdmin.run('audit', 'verify');
    expect(verified).toMatchObject({
      exit: EXIT.failed,
      err: expect.stringContaining('Record 1 is damaged'),
    });
  });

  test('what would go is printed, and each run is recorded', async () => {
    expect((await terminals[0]?.run('retention', 'run', '--dry-run'))?.out).toMatch(
      /would go[\s\S]*messages +0/,
    );
    const log = running.connection.collection('audit_log');
    expect(await log.countDocuments({ action: 'retention.run', 'detail.dryRun': true })).toBe(2);
  });

  test('one reads everything of a person and another removes it, and neither does both', async () => {
    const [boss, admin] = [await signedIn('supervisor'), terminals[0]];
    const asked = ['--reason', '本人持身份证到窗口申请'];
    const rows = await running.connection.collection<{ _id: string }>('citizens').find({}).toArray();
    const id = rows[0]?._id ?? '';
    const file = boss.path('export.json');
    expect((await boss.run('citizen', 'export', id, ...asked, '--out', file)).exit).toBe(EXIT.ok);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const content = z
      .object({ conversations: z.array(z.unknown()) })
      .parse(JSON.parse(readFileSync(file, 'utf8')));
    expect(JSON.stringify(content)).toContain('绑定手机');
    expect((await boss.run('citizen', 'erase', id, ...asked)).exit).toBe(EXIT.notAllowed);
    expect((await admin?.run('citizen', 'export', id, ...asked))?.exit).toBe(EXIT.notAllowed);
    expect((await admin?.run('citizen', 'erase', id, ...asked))?.out).toContain('Removed: 1 addresses');
    expect((await admin?.run('citizen', 'erase', id, ...asked))?.exit).toBe(EXIT.refused);
  });
});
