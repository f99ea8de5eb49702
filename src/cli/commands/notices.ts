import type { Command } from 'commander';
import { z } from 'zod';
import { NoticePage } from '../../server/views/notice-view.js';
import type { Context } from '../context.js';
import { table } from '../print.js';

/** `hub notices`: what one should look at. */
export function noticeCommands(program: Command, { client, print }: Context): void {
  const notices = program
    .command('notices')
    .description('tickets that moved, and what colleagues did in conversations');

  notices
    .command('list', { isDefault: true })
    .description('newest first')
    .option('--unread', 'only those not read, of the last days')
    .option('--limit <number>', 'how many', '20')
    .option('--cursor <cursor>', 'nextCursor of the page before')
    .action(async ({ unread, ...page }: { unread?: boolean; limit: string; cursor?: string }) => {
      const asked = { ...page, unread: unread === true ? 'true' : undefined };
      const found = await client().get('/api/staff/notices', NoticePage, asked);
      print(found, () =>
        table(
          found.items.map((one) => [
            one.at.slice(0, 16),
            one.about === 'ticket' ? one.number : one.conversationId,
            one.text,
            one.read ? '' : '未读',
            one.id,
          ]),
        ),
      );
    });

  notices
    .command('read <ids...>')
    .description('mark them as read, for oneself')
    .action(async (ids: string[]) => {
      await client().post('/api/staff/notices/read', z.null(), { ids });
      print({ read: ids.length }, () => [`${ids.length} read`]);
    });
}
