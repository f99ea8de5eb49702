import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { EXIT } from '../../src/cli/io.js';
import { App } from '../support/server/second-factor.js';
import { PASSWORD, testHub, type TestHub } from '../support/server/test-hub.js';
import { Terminal } from './run.js';

let hub: TestHub;
let url = '';
let admin: Terminal;
const terminals: Terminal[] = [];

beforeAll(async () => {
  hub = await testHub({ policy: { totp: { requiredFor: ['supervisor'] } } });
  await hub.signIn(['security-admin'], { login: 'chief' });
  url = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  admin = terminal();
  expect((await admin.run('login', 'chief')).exit).toBe(EXIT.ok);
});
afterAll(async () => {
  for (const one of terminals) one.remove();
  await hub.app.close();
});

function terminal(env: NodeJS.ProcessEnv = {}): Terminal {
  const made = new Terminal({ HUB_URL: url, HUB_PASSWORD: PASSWORD, ...env });
  terminals.push(made);
  return made;
}

/** Answers the question for the new app's code with the code of the secret shown above it. */
function withApp(at: Terminal): { app(): App } {
  let app: App | undefined;
  at.answer = () => {
    app = new App(/^ {2}([A-Z2-7]{32})$/m.exec(at.complained)?.[1] ?? '', hub.clock);
    return app.code();
  };
  return {
    app() {
      if (!app) throw new Error('no secret was shown');
      return app;
    },
  };
}

describe('signing in with a second factor', () => {
  test('a role that needs one sets it at the first sign-in, and gives a code at the next', async () => {
    const made = await admin.run('--json', 'staff', 'add', 'wu', '--name', '吴督办', '--role', 'supervisor');
    const { oneTimePassword } = z.object({ oneTimePassword: z.string() }).parse(JSON.parse(made.out));
    const first = terminal({ HUB_PASSWORD: oneTimePassword, HUB_NEW_PASSWORD: PASSWORD });
    const apps = withApp(first);
    const entered = await first.run('login', 'wu');
    expect(entered).toMatchObject({ exit: EXIT.ok });
    expect(entered.err).toContain('otpauth://totp/');
    expect(entered.out.match(/^ {2}\w{5}-\w{5}$/gm)).toHaveLength(10);
    expect((await first.run('conversations', 'list')).exit).toBe(EXIT.ok);

    hub.clock.advance(30_000);
    const next = terminal({ HUB_CODE: apps.app().code() });
    expect((await next.run('login', 'wu')).exit).toBe(EXIT.ok);
    const replayed = await terminal({ HUB_CODE: apps.app().code() }).run('login', 'wu');
    expect(replayed).toMatchObject({ exit: EXIT.notAllowed, err: expect.stringContaining('[wrong-code]') });
    hub.clock.advance(30_000);
    next.env['HUB_CODE'] = apps.app().code();
    expect((await next.run('totp', 'recovery-codes')).out.match(/^ {2}\w{5}-\w{5}$/gm)).toHaveLength(10);
    expect((await next.run('totp', 'status')).out).toMatch(/10 recovery codes left/);
  });

  test('an operator may set one, and the security administrator takes it away', async () => {
    await hub.signIn(['operator'], { login: 'zhang' });
    const operator = terminal();
    expect((await operator.run('login', 'zhang')).exit).toBe(EXIT.ok);
    withApp(operator);
    expect((await operator.run('totp', 'set')).exit).toBe(EXIT.ok);
    expect((await admin.run('staff', 'list')).out).toMatch(/zhang .* active +totp /);
    expect((await admin.run('staff', 'totp', 'reset', 'zhang')).out).toContain('no second factor');
    expect((await terminal().run('login', 'zhang')).exit).toBe(EXIT.ok);
  });
});

describe('accounts and sessions', () => {
  test('rights, last day, closing and opening', async () => {
    await hub.signIn(['operator'], { login: 'li' });
    const changed = await admin.run(
      'staff',
      'change',
      'li',
      '--role',
      'clerk',
      '--unit',
      'city-lights',
      '--until',
      '2027-06-30',
    );
    expect(changed.out).toMatch(/li: clerk, unit city-lights, until 2027-0[67]/);
    expect((await admin.run('staff', 'change', 'li', '--until', 'none')).out).toContain('active');
    expect((await admin.run('staff', 'change', 'li', '--until', 'tomorrow')).exit).toBe(EXIT.usage);
    expect((await admin.run('staff', 'disable', 'li')).out).toContain('closed');
    expect((await admin.run('staff', 'enable', 'li')).out).toContain('open again');
    expect((await admin.run('staff', 'change', 'li', '--role', 'clerk,audit-admin')).err).toContain(
      '[roles-not-together]',
    );
    expect((await admin.run('staff', 'review')).exit).toBe(EXIT.ok);
  });

  test('one’s own and others’, seen and ended', async () => {
    await hub.signIn(['operator'], { login: 'zhou' });
    const [one, two] = [terminal(), terminal()];
    for (const at of [one, two]) await at.run('login', 'zhou');
    expect((await one.run('sessions', 'list')).out.match(/zhou/g)).toHaveLength(3);
    expect((await one.run('sessions', 'end')).out).toContain('2 ended');
    expect((await two.run('whoami')).exit).toBe(EXIT.notAllowed);
    expect((await admin.run('staff', 'sessions', 'zhou')).out.match(/zhou/g)).toHaveLength(1);
    expect((await admin.run('staff', 'end-sessions', 'zhou')).out).toContain('1 ended');
    expect((await one.run('whoami')).exit).toBe(EXIT.notAllowed);
  });
});
