import type { Command } from 'commander';
import { z } from 'zod';
import { ConversationView } from '../../server/views/conversation-view.js';
import { MessageView } from '../../server/views/message-view.js';
import { TicketSummary } from '../../server/views/ticket-view.js';
import type { Context } from '../context.js';
import { short, table } from '../print.js';
import { personCommands } from './person.js';

const Page = z.object({ items: z.array(ConversationView), nextCursor: z.string().optional() });
const Thread = z.object({
  conversation: ConversationView,
  messages: z.array(MessageView),
  notes: z.array(z.object({ id: z.string(), name: z.string(), text: z.string(), at: z.string() })),
  tickets: z.array(TicketSummary),
});
const path = (id: string, rest = '') => `/api/staff/conversations/${encodeURIComponent(id)}${rest}`;

/** `hub conversations …`: the shared inbox at the terminal. */
export function conversationCommands(program: Command, context: Context): void {
  const { client, print } = context;
  const conversations = program.command('conversations').description('the shared inbox');

  conversations
    .command('list')
    .description('newest first')
    .option('--view <view>', 'all, mine, waiting, flagged, emergency', 'all')
    .option('--channel <name>')
    .option('--limit <number>', 'how many', '20')
    .option('--cursor <cursor>', 'nextCursor of the page before')
    .action(async (options: Record<string, string>) => {
      const page = await client().get('/api/staff/conversations', Page, options);
      print(page, () =>
        table(
          page.items.map((c) => [
            c.id,
            c.channel,
            c.mode,
            c.lastAt.slice(0, 16),
            flagsOf(c),
            short(c.lastText, 50),
          ]),
        ),
      );
    });

  conversations
    .command('show <id>')
    .description('messages, notes and tickets')
    .action(async (id: string) => {
      const thread = await client().get(path(id), Thread);
      print(thread, () => [
        `${thread.conversation.channel} ${thread.conversation.address ?? ''} ${flagsOf(thread.conversation)}`.trim(),
        ...thread.messages.map((m) => `${m.at.slice(0, 16)} ${speakerOf(m)}: ${m.text}${failureOf(m)}`),
        ...thread.notes.map((n) => `${n.at.slice(0, 16)} [${n.name}] ${n.text}`),
        ...thread.tickets.map((t) => `${t.number} ${t.state} ${t.title}`),
      ]);
    });

  for (const [name, about] of [
    ['take', 'take over: the bot is silent until released'],
    ['release', 'give it back to the bot'],
  ] as const)
    conversations
      .command(`${name} <id>`)
      .description(about)
      .option('--key <key>', 'the same key is the same command')
      .action(async (id: string, options: { key?: string }) => {
        const changed = await client().post(path(id, `/${name}`), ConversationView, {}, options.key);
        print(changed, () => [`${changed.id}: ${changed.mode}`]);
      });

  conversations
    .command('reply <id> <text>')
    .description('say something to the citizen')
    .option('--file <path...>', 'files to send along')
    .option('--key <key>', 'the same key is one message')
    .action(async (id: string, text: string, { key, file = [] }: { key?: string; file?: string[] }) => {
      const Said = z.object({ messageId: z.string() });
      const attachmentIds = await Promise.all(file.map((each) => client().upload(each)));
      const said = await client().post(path(id, '/reply'), Said, { text, attachmentIds }, key);
      print(said, () => [`on its way: ${said.messageId}`]);
    });

  personCommands(conversations, context);
}

function flagsOf({ flags }: ConversationView): string {
  const open = flags.filter((flag) => flag.doneAt === undefined);
  return open.map((flag) => (flag.urgent ? `!${flag.reason}` : flag.reason)).join(',');
}

function speakerOf({ author }: MessageView): string {
  if (author.type === 'bot') return 'bot';
  return author.name ?? author.type;
}

function failureOf({ delivery }: MessageView): string {
  return delivery && ['failed', 'unknown'].includes(delivery.status) ? ` (${delivery.status})` : '';
}
