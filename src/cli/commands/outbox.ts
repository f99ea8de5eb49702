import type { Command } from 'commander';
import { z } from 'zod';
import { FailedMessage } from '../../server/staff/outbox-routes.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';
import { short, table } from '../print.js';

const Items = z.object({ items: z.array(FailedMessage) });

/** `hub outbox …`: messages that did not reach anybody, and sending them once more. */
export function outboxCommands(program: Command, { client, print }: Context): void {
  const outbox = program.command('outbox').description('messages that could not be sent');

  outbox
    .command('list', { isDefault: true })
    .description('failed, and of unknown outcome, newest first')
    .option('--limit <number>', 'how many', '50')
    .action(async (options: Record<string, string>) => {
      const { items } = await client().get('/api/staff/outbox', Items, options);
      print({ items }, () =>
        table(
          items.map((item) => [
            item.id,
            item.at.slice(0, 16),
            `${item.channel}/${item.account}`,
            item.status,
            short(`${item.error?.message ?? ''} (${item.error?.code ?? ''})`, 60),
          ]),
        ),
      );
    });

  /** Where a message of the list is decided on. */
  const pathOf = async (id: string): Promise<string> => {
    const { items } = await client().get('/api/staff/outbox', Items, { limit: '200' });
    const found = items.find((item) => item.id === id);
    if (!found) throw new CliError(EXIT.refused, `${id} is none of them; see: hub outbox list`);
    const [conversation, message] = [found.conversationId, id].map(encodeURIComponent);
    return `/api/staff/conversations/${conversation ?? ''}/messages/${message ?? ''}`;
  };

  outbox
    .command('resend <message>')
    .description('send it once more, by your decision')
    .action(async (id: string) => {
      await client().post(`${await pathOf(id)}/resend`, z.null(), {});
      print({ id }, () => [`${id}: on its way`]);
    });

  outbox
    .command('give-up <message>')
    .description('it need not go any more')
    .requiredOption('--reason <text>', 'why, such as: told by phone')
    .action(async (id: string, { reason }: { reason: string }) => {
      await client().post(`${await pathOf(id)}/give-up`, z.null(), { reason });
      print({ id }, () => [`${id}: given up`]);
    });
}
