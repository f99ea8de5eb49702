import type { Command } from 'commander';
import { z } from 'zod';
import { ActionResult, TestResult } from '../../server/admin/channel-routes.js';
import { AccountView } from '../../server/views/readiness-view.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { table } from '../print.js';

const Accounts = z.object({ items: z.array(AccountView) });

/** `hub channels …`: how every account is, and what administrators do with one while the hub runs. */
export function channelCommands(program: Command, { client, print }: Context): void {
  const channels = program.command('channels').description('channel accounts: state, backlog, last error');

  channels
    .command('list', { isDefault: true })
    .description('every account')
    .action(async () => {
      const { items } = await client().get('/api/admin/channels', Accounts);
      print({ items }, () => [...table([HEAD, ...items.map(rowOf)]), ...items.flatMap(wordsOf)]);
    });

  for (const [verb, description] of Object.entries(MODES)) {
    const command = channels.command(`${verb} <account>`).description(description);
    if (verb === 'resume') command.alias('enable');
    command.action(async (name: string) => {
      const account = await client().post(`${pathOf(name)}/${verb}`, AccountView, {});
      print(account, () => [...table([HEAD, rowOf(account)]), ...wordsOf(account)]);
    });
  }

  channels
    .command('test <account>')
    .description('send a test message, also while the account is paused')
    .requiredOption('--to <address>', 'where to: a number, a mailbox, an openid')
    .action(async (name: string, { to }: { to: string }) => {
      const result = await client().post(`${pathOf(name)}/test`, TestResult, { to });
      print(result, () => (result.ok ? [`${name}: sent (${result.providerId ?? ''})`] : []));
      if (!result.ok)
        throw new CliError(EXIT.failed, `Not sent: ${result.message ?? ''} (${result.code ?? ''})`);
    });

  channels
    .command('do <account> <action>')
    .description('run one of the account’s actions; `list` names them')
    .action(async (name: string, action: string) => {
      const path = `${pathOf(name)}/actions/${encodeURIComponent(action)}`;
      const { text, qr } = await client().post(path, ActionResult, {});
      print({ text, qr }, () => [text, ...(qr === undefined ? [] : [qr])]);
    });
}

const MODES = {
  resume: 'let an account receive and send again',
  pause: 'send nothing; go on receiving',
  drain: 'take nothing new; send what waits',
} as const;

const HEAD = [
  'account',
  'state',
  'mode',
  'last in',
  'last out',
  'waiting',
  'oldest',
  'failed',
  'quota',
  'token until',
];

/** Accounts are named as everywhere in the hub: "email/hotline@example.cn". */
function pathOf(name: string): string {
  const slash = name.indexOf('/');
  if (slash < 1 || slash === name.length - 1)
    throw new CliError(
      EXIT.usage,
      `"${name}" is no account. Name one as channel/account; see: hub channels list`,
    );
  const [channel, account] = [name.slice(0, slash), name.slice(slash + 1)].map(encodeURIComponent);
  return `/api/admin/channels/${channel ?? ''}/${account ?? ''}`;
}

function rowOf(view: AccountView): string[] {
  return [
    `${view.channel}/${view.account}`,
    view.state,
    view.mode,
    minute(view.lastInAt),
    minute(view.lastOutAt),
    String(view.waiting),
    minute(view.oldestWaitingAt),
    String(view.failed),
    view.quotaLeft === undefined ? '-' : String(view.quotaLeft),
    minute(view.tokenExpiresAt),
  ];
}

/** What has to be said in a sentence stands below the table. */
function wordsOf({ channel, account, detail, lastError, actions }: AccountView): string[] {
  const name = `${channel}/${account}`;
  return [
    ...(detail === undefined ? [] : [`${name}: ${detail}`]),
    ...(lastError === undefined ? [] : [`${name}: last error ${minute(lastError.at)} ${lastError.message}`]),
    ...actions.map((action) => `${name}: can do ${action.name} (${action.title.zh})`),
  ];
}

function minute(at: string | undefined): string {
  return at === undefined ? '-' : at.slice(0, 16).replace('T', ' ');
}
