import type { Command } from 'commander';
import { z } from 'zod';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { forgetLogin, loginFile } from '../saved-login.js';

/** `hub login`, `hub logout`, `hub whoami`. */
export function sessionCommands(program: Command, { io, client, print }: Context): void {
  program
    .command('login [name]')
    .description('sign in and keep the session; password from HUB_PASSWORD or asked for')
    .action(async (name = 'admin') => {
      const hub = client();
      const password = io.env['HUB_PASSWORD'] ?? (await io.askSecret('Password: '));
      const { staff } = await hub.login(z.string().parse(name), password);
      if (staff.mustChangePassword) {
        const newPassword = io.env['HUB_NEW_PASSWORD'] ?? (await askNew());
        await hub.post('/api/staff/session/password', z.null(), { oldPassword: password, newPassword });
      }
      print({ url: hub.url, login: staff.login, name: staff.name }, () => [
        `Signed in at ${hub.url} as ${staff.name} (${staff.login}).`,
      ]);
    });

  program
    .command('logout')
    .description('end the session')
    .action(async () => {
      await client().post('/api/staff/session/logout', z.null(), {});
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

  async function askNew(): Promise<string> {
    io.err('The one-time password must be changed: at least 8 characters (12 for admins), three kinds.\n');
    const first = await io.askSecret('New password: ');
    if (first !== (await io.askSecret('Once more: ')))
      throw new CliError(EXIT.usage, 'The two new passwords differ. Run hub login again.');
    return first;
  }
}

const Me = z.object({
  staff: z.object({ login: z.string(), name: z.string(), roles: z.array(z.string()) }),
  actions: z.array(z.string()),
});
