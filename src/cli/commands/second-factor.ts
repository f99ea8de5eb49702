import type { Command } from 'commander';
import { z } from 'zod';
import type { Context } from '../context.js';

const Offered = z.object({ secret: z.string(), uri: z.string() });
const Codes = z.object({ recoveryCodes: z.array(z.string()) });
type Codes = z.infer<typeof Codes>;
const Me = z.object({ secondFactor: z.object({ set: z.boolean(), recoveryCodesLeft: z.number() }) });

/** `hub totp …`: one's own second factor. */
export function secondFactorCommands(program: Command, context: Context): void {
  const { io, client, print } = context;
  const totp = program.command('totp').description('your second factor: one-time codes of an app');

  const tell = (made: Codes) => print(made, () => tellCodes(made));

  totp
    .command('set')
    .description('set an authenticator app, or another one')
    .action(async () => {
      const password = io.env['HUB_PASSWORD'] ?? (await io.askSecret('Password: '));
      tell(await setSecondFactor(context, password));
    });

  totp
    .command('status')
    .description('whether an app is set, and how many recovery codes are left')
    .action(async () => {
      const { secondFactor } = await client().get('/api/staff/session/me', Me);
      const { set, recoveryCodesLeft } = secondFactor;
      print(secondFactor, () => [
        set ? `An app is set; ${recoveryCodesLeft} recovery codes left.` : 'No app is set.',
      ]);
    });

  totp
    .command('recovery-codes')
    .description('ten new recovery codes; the old ones are void')
    .action(async () => {
      const code = await askCode(context);
      const path = '/api/staff/session/second-factor/recovery-codes';
      tell(await client().post(path, Codes, { code }));
    });
}

/** Sets an app for the person who is signed in: shows the secret, asks for a code, answers the recovery codes. */
export async function setSecondFactor(context: Context, password: string): Promise<Codes> {
  const { io, client } = context;
  const hub = client();
  const at = '/api/staff/session/second-factor';
  const { secondFactor } = await hub.get('/api/staff/session/me', Me);
  const code = secondFactor.set ? await askCode(context) : undefined;
  const { secret, uri } = await hub.post(`${at}/offer`, Offered, { password, code });
  io.err(`Put this into your app, it is shown this once:\n  ${secret}\n  ${uri}\n`);
  const first = await io.askSecret('Code of the new app: ');
  return hub.post(`${at}/confirm`, Codes, { code: first });
}

export function tellCodes({ recoveryCodes }: Codes): string[] {
  return [
    'Recovery codes, each good for one sign-in without the app. They are shown this once: keep them apart from it.',
    ...recoveryCodes.map((code) => `  ${code}`),
  ];
}

async function askCode({ io }: Context): Promise<string> {
  return io.env['HUB_CODE'] ?? (await io.askSecret('Code of your app (or a recovery code): '));
}
