import type { Command } from 'commander';
import { z } from 'zod';
import { SessionView } from '../../server/views/staff-view.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { table } from '../print.js';
import { sessionRows } from '../session-rows.js';
import { forgetLogin, loginFile } from '../saved-login.js';
import { setSecondFactor, tellCodes } from './second-factor.js';

/** `hub login`, `hub logout`, `hub whoami`, `hub sessions …`. */
export function sessionCommands(program: Command, context: Context): void {
  const { io, client, print } = context;
  program
    .command('login [name]')
    .description(
      'sign in and keep the session; password and code from HUB_PASSWORD and HUB_CODE or asked for',
    )
    .action(async (name = 'admin') => {
      const hub = client();
      const password = io.env['HUB_PASSWORD'] ?? (await io.askSecret('Password: '));
      const { staff, pending } = await hub.login(
        z.string().parse(name),
        password,
        async () => io.env['HUB_CODE'] ?? (await io.askSecret('Code of your app (or a recovery code): ')),
      );
      let current = password;
      if (pending === 'one-time-password' || pending === 'old-password') {
        current = io.env['HUB_NEW_PASSWORD'] ?? (await askNew(pending));
        const body = { oldPassword: password, newPassword: current };
        await hub.post('/api/staff/session/password', z.null(), body);
      }
      const now = await hub.get('/api/staff/session/me', Me);
      const needsApp = now.pending === 'second-factor';
      if (needsApp) io.err('Your role needs a second factor: an app for one-time codes (TOTP).\n');
      const codes = needsApp ? await setSecondFactor(context, current) : undefined;
      print({ url: hub.url, login: staff.login, name: staff.name, ...codes }, () => [
        ...(codes ? tellCodes(codes) : []),
        `Signed in at ${hub.url} as ${staff.name} (${staff.login}).`,
      ]);
    });

  program
    .command('logout')
    .description('end the session')
    .action(async () => {
      await client().post('/api/staff/session/logout', z.unknown(), {});
      forgetLogin(loginFile(io.env));
      print({ ok: true }, () => ['Signed out.']);
    });

  program
    .command('whoami')
    .description('who is signed in')
    .action(async () => {
      const me = await client().get('/api/staff/session/me', Me);
      print(me, () => [`${me.staff.name} (${me.staff.login}): ${me.staff.roles.join(', ')}`]);
    });

  const sessions = program.command('sessions').description('where you are signed in');
  sessions
    .command('list')
    .description('all your sessions')
    .action(async () => {
      const found = await client().get('/api/staff/sessions', Sessions);
      print(found, () => table(sessionRows(found.items)));
    });
  sessions
    .command('end [id]')
    .description('end one of your sessions; all others but this one when no id is given')
    .action(async (id?: string) => {
      if (id !== undefined) await client().delete(`/api/staff/sessions/${encodeURIComponent(id)}`, z.null());
      const ended = id === undefined ? (await client().delete('/api/staff/sessions', Ended)).ended : 1;
      print({ ended }, () => [`${ended} ended.`]);
    });

  async function askNew(why: 'one-time-password' | 'old-password'): Promise<string> {
    const first = why === 'one-time-password' ? 'The one-time password' : 'Your password is too old: it';
    io.err(`${first} must be changed: at least 8 characters (12 for administrators), three kinds.\n`);
    const wanted = await io.askSecret('New password: ');
    if (wanted !== (await io.askSecret('Once more: ')))
      throw new CliError(EXIT.usage, 'The two new passwords differ. Run hub login again.');
    return wanted;
  }
}

const Me = z.object({
  staff: z.object({ login: z.string(), name: z.string(), roles: z.array(z.string()) }),
  actions: z.array(z.string()),
  pending: z.string().optional(),
});
const Sessions = z.object({ items: z.array(SessionView) });
const Ended = z.object({ ended: z.number() });
