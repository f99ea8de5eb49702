import type { Command } from 'commander';
import { z } from 'zod';
import { Role } from '../../core/model/codes.js';
import { StaffView } from '../../server/views/staff-view.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { table } from '../print.js';

const People = z.object({ items: z.array(StaffView) });
const WithPassword = z.object({ staff: StaffView, oneTimePassword: z.string() });

/** `hub staff …`: accounts, for admins. */
export function staffCommands(program: Command, { client, print }: Context): void {
  const staff = program.command('staff').description('accounts (admins)');
  const people = async () => (await client().get('/api/admin/staff', People)).items;

  /** People are named by login at the terminal, by id in the interface. */
  async function idOf(login: string): Promise<string> {
    const person = (await people()).find((p) => p.login === login);
    if (!person) throw new CliError(EXIT.refused, `There is no account "${login}". See: hub staff list`);
    return person.id;
  }
  const tellPassword = (made: z.infer<typeof WithPassword>) =>
    print(made, () => [
      `${made.staff.login}: one-time password  ${made.oneTimePassword}`,
      'It is shown this once and must be changed at the first sign-in.',
    ]);

  staff
    .command('list')
    .description('all accounts')
    .action(async () => {
      const items = await people();
      print({ items }, () =>
        table(
          items.map((p) => [
            p.login,
            p.name,
            p.roles.join(','),
            p.unit ?? '-',
            p.disabled ? 'disabled' : 'active',
          ]),
        ),
      );
    });

  staff
    .command('add <login>')
    .description('make an account with a one-time password')
    .requiredOption('--name <name>')
    .requiredOption('--role <roles>', `${Role.options.join(', ')}; several with commas`)
    .option('--unit <id>', 'the unit of a clerk')
    .action(async (login: string, { name, role, unit }: { name: string; role: string; unit?: string }) => {
      const wanted = { login, name, roles: role.split(',').map((r) => r.trim()), unit };
      tellPassword(await client().post('/api/admin/staff', WithPassword, wanted));
    });

  staff
    .command('disable <login>')
    .description('close an account and end its sessions')
    .action(async (login: string) => {
      const closed = await client().post(`/api/admin/staff/${await idOf(login)}/disable`, StaffView, {});
      print(closed, () => [`${closed.login}: closed`]);
    });

  staff
    .command('reset-password <login>')
    .description('give a new one-time password and lift a lock')
    .action(async (login: string) =>
      tellPassword(
        await client().post(`/api/admin/staff/${await idOf(login)}/reset-password`, WithPassword, {}),
      ),
    );
}
