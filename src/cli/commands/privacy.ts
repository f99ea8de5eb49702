import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { AuditAnchors, AuditPage, AuditVerification } from '../../server/admin/audit-routes.js';
import { KeyList, ReencryptView } from '../../server/admin/key-routes.js';
import { CitizenExportView, ErasureView } from '../../server/admin/privacy-routes.js';
import { RetentionReport } from '../../store/retention.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { table } from '../print.js';

const LOOK_AGAIN_MS = 1_000;

/** `hub audit|keys|retention|citizen …`: the record of what was done, and what is kept of people. */
export function privacyCommands(program: Command, context: Context): void {
  auditCommands(program, context);
  keyCommands(program, context);
  retentionCommands(program, context);
  citizenCommands(program, context);
}

interface AuditOptions {
  who?: string;
  what?: string;
  object?: string;
  from?: string;
  to?: string;
  limit?: string;
}

function auditCommands(program: Command, { client, print }: Context): void {
  const audit = program.command('audit').description('the audit log: who did what, and whether it is whole');

  audit
    .command('list')
    .description('newest first')
    .option('--who <staff>', 'id of a member of staff')
    .option('--what <action>', 'such as ticket.revealed')
    .option('--object <id>', 'what it was done to')
    .option('--from <instant>', 'such as 2026-11-23T00:00:00Z')
    .option('--to <instant>', 'before this')
    .option('--limit <n>', 'at most so many, up to 200')
    .action(async ({ who, what, object, from, to, limit }: AuditOptions) => {
      const page = await client().get('/api/admin/audit', AuditPage, { who, what, object, from, to, limit });
      print(page, () =>
        table([
          ['#', 'at', 'who', 'what', 'object', 'outcome', 'detail'],
          ...page.items.map(({ seq, at, actor, action, object: of, outcome, detail }) => [
            String(seq),
            at.slice(0, 19).replace('T', ' '),
            actor.name ?? actor.id,
            action,
            `${of.type} ${of.id}`,
            outcome,
            Object.entries(detail)
              .map(([name, value]) => `${name}=${String(value)}`)
              .join(' '),
          ]),
        ]),
      );
    });

  audit
    .command('verify')
    .description('read the whole log; exit 1 and name the first record that is not as it was written')
    .action(async () => {
      const result = await client().post('/api/admin/audit/verify', AuditVerification, {});
      print(result, () => [`${result.records} records are as they were written.`]);
      if (result.fault)
        throw new CliError(
          EXIT.failed,
          `Record ${result.fault.seq} is ${result.fault.kind}. Stop and keep everything as it is.`,
        );
    });

  audit
    .command('anchors')
    .description('the signed last record of every day, to be kept where the hub’s users cannot write')
    .action(async () => {
      const anchors = await client().get('/api/admin/audit/anchors', AuditAnchors);
      print(anchors, () => anchors.items.map((anchor) => JSON.stringify(anchor)));
    });
}

function keyCommands(program: Command, { io, client, print }: Context): void {
  const keys = program.command('keys').description('the keys under which personal data is sealed');
  const show = (list: z.infer<typeof KeyList>) =>
    print(list, () =>
      table([
        ['key', 'made', 'state'],
        ...list.items.map(({ id, createdAt, current, retiredAt }) => [
          id,
          createdAt.slice(0, 10),
          current ? 'current' : retiredAt === undefined ? 'in use' : `retired ${retiredAt.slice(0, 10)}`,
        ]),
      ]),
    );

  keys
    .command('list')
    .description('every key by its name')
    .action(async () => show(await client().get('/api/admin/keys', KeyList)));

  keys
    .command('rotate')
    .description('make a new key, under which all is sealed from now on')
    .action(async () => {
      show(await client().post('/api/admin/keys/rotate', KeyList, {}));
      io.err('Back up the key file now, apart from the store. Then: hub keys reencrypt\n');
    });

  keys
    .command('reencrypt')
    .description(
      'seal everything anew under the current key and retire the others; the hub goes on by itself',
    )
    .action(async () => {
      let state = await client().post('/api/admin/keys/reencrypt', ReencryptView, {});
      do {
        await sleep(LOOK_AGAIN_MS);
        state = await client().get('/api/admin/keys/reencrypt', ReencryptView);
        if (state.running)
          io.err(`${state.looked} rows, ${state.changed} sealed anew (${state.collection ?? ''})\n`);
      } while (state.running);
      print(state, () => [`Done: ${state.looked} rows looked at, ${state.changed} sealed anew.`]);
    });
}

function retentionCommands(program: Command, { client, print }: Context): void {
  program
    .command('retention')
    .description('what is kept long enough')
    .command('run')
    .description('remove it')
    .option('--dry-run', 'say what would go, and remove nothing', false)
    .action(async ({ dryRun }: { dryRun: boolean }) => {
      const report = await client().post('/api/admin/retention/run', RetentionReport, { dryRun });
      print(report, () =>
        table([
          ['kind', dryRun ? 'would go' : 'gone'],
          ...Object.entries(report).map(([kind, n]) => [kind, String(n)]),
        ]),
      );
    });
}

function citizenCommands(program: Command, { client, print }: Context): void {
  const citizen = program.command('citizen').description('what a person may ask of the hub about themselves');
  const asked = (name: string, description: string) =>
    citizen
      .command(`${name} <contact>`)
      .description(description)
      .requiredOption('--reason <words>', 'who asked, and how it was verified');

  asked('export', 'everything of one person as JSON')
    .option('--out <file>', 'write it there, readable by you alone')
    .action(async (contact: string, { reason, out }: { reason: string; out?: string }) => {
      const content = await client().post('/api/admin/citizens/export', CitizenExportView, {
        contact,
        reason,
      });
      const text = JSON.stringify(content, null, 2);
      if (out === undefined) print(content, () => [text]);
      else writeFileSync(out, `${text}\n`, { mode: 0o600, flag: 'wx' });
    });

  asked('erase', 'remove one person for good; closed tickets stay without them').action(
    async (contact: string, { reason }: { reason: string }) => {
      const done = await client().post('/api/admin/citizens/erase', ErasureView, { contact, reason });
      print(done, () => [
        `Removed: ${done.citizens} addresses, ${done.messages} messages; ${done.tickets} tickets stay without the person.`,
      ]);
    },
  );
}
