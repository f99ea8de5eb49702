import type { Command } from 'commander';
import { z } from 'zod';
import { Role } from '../../core/model/codes.js';
import { SessionView, StaffView } from '../../server/views/staff-view.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { table } from '../print.js';
import { sessionRows } from '../session-rows.js';

const People = z.object({ items: z.array(StaffView) });
const Sessions = z.object({ items: z.array(SessionView) });
const Ended = z.object({ ended: z.number() });
const Review = z.object({
  unused: z.array(StaffView),
  expired: z.array(StaffView),
  shared: z.array(z.object({ staff: StaffView, addresses: z.array(z.string()) })),
});
const WithPassword = z.object({ staff: StaffView, oneTimePassword: z.string() });

/** `hub staff …`: accounts, for security administrators. */
export function staffCommands(program: Command, { client, print }: Context): void {
  const staff = program.command('staff').description('accounts (security administrators)');
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
            [p.unit, p.platform].filter(Boolean).join('@') || '-',
            stateOf(p),
            p.secondFactor ? 'totp' : '-',
            p.lastSignInAt ?? 'never',
          ]),
        ),
      );
    });

  staff
    .command('add <login>')
    .description('make an account with a one-time password')
    .requiredOption('--name <name>')
    .requiredOption('--role <roles>', `${Role.options.join(', ')}; several with commas`)
    .option('--unit <id>', 'the unit of a clerk or a leader of a unit')
    .option('--platform <id>', 'the county platform they work at; the city’s when absent')
    .option('--until <date>', 'the last day, such as 2027-06-30')
    .action(async (login: string, { name, role, unit, platform, until }: AddOptions) => {
      const wanted = { login, name, roles: rolesOf(role), unit, platform, expiresAt: until && endOf(until) };
      tellPassword(await client().post('/api/admin/staff', WithPassword, wanted));
    });

  staff
    .command('change <login>')
    .description('change name, roles, unit, platform or last day')
    .option('--name <name>')
    .option('--role <roles>', 'all roles anew; several with commas')
    .option('--unit <id>', '"none" takes it away')
    .option('--platform <id>', '"none": the city’s')
    .option('--until <date>', 'the last day; "none" takes it away')
    .action(async (login: string, { name, role, unit, platform, until }: Partial<AddOptions>) => {
      const wanted = {
        name,
        roles: role === undefined ? undefined : rolesOf(role),
        unit: unit === 'none' ? null : unit,
        platform: platform === 'none' ? null : platform,
        expiresAt: until === 'none' ? null : until && endOf(until),
      };
      await act(login, '', (p) => `${p.roles.join(', ')}, unit ${p.unit ?? 'none'}, ${stateOf(p)}`, wanted);
    });

  staff
    .command('disable <login>')
    .description('close an account and end its sessions')
    .action((login: string) => act(login, '/disable', () => 'closed'));

  staff
    .command('enable <login>')
    .description('open a closed account again')
    .action((login: string) => act(login, '/enable', () => 'open again'));

  staff
    .command('reset-password <login>')
    .description('give a new one-time password and lift a lock')
    .action(async (login: string) =>
      tellPassword(
        await client().post(`/api/admin/staff/${await idOf(login)}/reset-password`, WithPassword, {}),
      ),
    );

  staff
    .command('totp')
    .description('second factors of others')
    .command('reset <login>')
    .description('take the app away from who lost it; the sessions end')
    .action((login: string) => act(login, '/reset-second-factor', () => 'has no second factor now'));

  staff
    .command('unlink-sso <login>')
    .description('forget who an account is at the OpenID provider')
    .action((login: string) => act(login, '/unlink-sso', () => 'is linked anew at the next sign-on'));

  staff
    .command('sessions [login]')
    .description('who is signed in, and from where')
    .action(async (login?: string) => {
      const staffId = login === undefined ? undefined : await idOf(login);
      const found = await client().get('/api/admin/sessions', Sessions, { staffId });
      print(found, () => table(sessionRows(found.items)));
    });

  staff
    .command('end-sessions <login>')
    .description('end all sessions of an account')
    .action(async (login: string) => {
      const { ended } = await client().delete(`/api/admin/staff/${await idOf(login)}/sessions`, Ended);
      print({ ended }, () => [`${login}: ${ended} ended`]);
    });

  staff
    .command('review')
    .description('accounts to look at: unused, ended, signed in from several addresses')
    .action(async () => {
      const review = await client().get('/api/admin/staff/review', Review);
      print(review, () =>
        table([
          ...review.unused.map((p) => [p.login, 'unused', p.lastSignInAt ?? 'never signed in']),
          ...review.expired.map((p) => [p.login, 'ended', p.expiresAt ?? '']),
          ...review.shared.map(({ staff: p, addresses }) => [p.login, 'shared', addresses.join(', ')]),
        ]),
      );
    });

  async function act(login: string, path: string, says: (p: StaffView) => string, body: object = {}) {
    const changed = await client().post(`/api/admin/staff/${await idOf(login)}${path}`, StaffView, body);
    print(changed, () => [`${changed.login}: ${says(changed)}`]);
  }
}

interface AddOptions {
  name: string;
  role: string;
  unit?: string;
  platform?: string;
  until?: string;
}

function rolesOf(text: string): string[] {
  return text.split(',').map((role) => role.trim());
}

/** The account works through its last day, by the clock of whoever types. */
function endOf(day: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T24:00:00`) : new Date(NaN);
  if (Number.isNaN(at.getTime()))
    throw new CliError(EXIT.usage, `"${day}" is not a day. Write it like 2027-06-30.`);
  return at.toISOString();
}

function stateOf(person: StaffView): string {
  if (person.disabled) return 'disabled';
  return person.expiresAt === undefined ? 'active' : `until ${person.expiresAt}`;
}
