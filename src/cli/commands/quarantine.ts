import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { QuarantineItem, ReplayResult } from '../../server/staff/quarantine-routes.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { short, table } from '../print.js';

const Items = z.object({ items: z.array(QuarantineItem) });
const path = (id: string, rest: string) => `/api/staff/quarantine/${encodeURIComponent(id)}${rest}`;

/** `hub quarantine …`: what could not become a message, and how it becomes one after all. */
export function quarantineCommands(program: Command, { client, print }: Context): void {
  const quarantine = program.command('quarantine').description('what could not be read or worked on');

  quarantine
    .command('list', { isDefault: true })
    .description('newest first')
    .option('--which <which>', 'open, or all with what was settled', 'open')
    .option('--limit <number>', 'how many', '50')
    .action(async (options: Record<string, string>) => {
      const { items } = await client().get('/api/staff/quarantine', Items, options);
      print({ items }, () => table(items.map(rowOf)));
    });

  quarantine
    .command('replay <id...>')
    .description('give it to its channel once more; repeating it makes no second message')
    .action(async (ids: string[]) => {
      const results: ({ id: string } & z.infer<typeof ReplayResult>)[] = [];
      for (const id of ids)
        results.push({ id, ...(await client().post(path(id, '/replay'), ReplayResult, {})) });
      print({ results }, () => results.map(lineOf));
      const kept = results.filter(({ result }) => result === 'kept').length;
      if (kept > 0) throw new CliError(EXIT.refused, `${kept} of ${results.length} still not understood.`);
    });

  quarantine
    .command('give-up <id>')
    .description('it need not be taken; it is kept, and can still be replayed')
    .requiredOption('--reason <text>', 'why, such as: spam')
    .action(async (id: string, { reason }: { reason: string }) => {
      await client().post(path(id, '/give-up'), z.null(), { reason });
      print({ id }, () => [`${id}: given up`]);
    });

  quarantine
    .command('raw <id>')
    .description('save the payload as it came')
    .requiredOption('--out <file>', 'where to')
    .action(async (id: string, { out }: { out: string }) => {
      const bytes = await client().download(path(id, '/raw'));
      await writeFile(out, bytes, { mode: 0o600 });
      print({ file: out, size: bytes.length }, () => [`${out}: ${bytes.length} bytes`]);
    });
}

function rowOf(item: z.infer<typeof QuarantineItem>): string[] {
  const { id, at, channel, account, code, message, settled } = item;
  const where = account === '' ? channel : `${channel}/${account}`;
  return [id, at.slice(0, 16), where, settled ? 'settled' : code, short(message, 60)];
}

function lineOf({
  id,
  result,
  messageIds,
  message,
  code,
}: { id: string } & z.infer<typeof ReplayResult>): string {
  if (result === 'kept') return `${id}: kept, ${message ?? ''} (${code ?? ''})`;
  return `${id}: taken${messageIds.length === 0 ? '' : ` as ${messageIds.join(', ')}`}`;
}
