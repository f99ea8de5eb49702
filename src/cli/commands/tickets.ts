import type { Command } from 'commander';
import { z } from 'zod';
import { TICKET_STATE_ZH } from '../../core/model/ticket.js';
import { STAFF_MOVES } from '../../server/permissions.js';
import { MOVE_BODIES, MOVE_SUMMARIES } from '../../server/staff/move-bodies.js';
import type { TicketFilterQuery } from '../../server/staff/ticket-filter.js';
import { TicketDetail, TicketSummary } from '../../server/views/ticket-view.js';
import { DocumentKind } from '../../templates/documents/document.js';
import type { Context } from '../context.js';
import { short, table } from '../print.js';

const Page = z.object({ items: z.array(TicketSummary), nextCursor: z.string().optional() });
const Count = z.object({
  count: z.number(),
  more: z.boolean(),
  sealed: z.union([z.number(), z.string()]).optional(),
});
const path = (number: string, rest = '') => `/api/staff/tickets/${encodeURIComponent(number)}${rest}`;

/** `hub tickets …`: every step of a ticket at the terminal. */
export function ticketCommands(program: Command, { client, print }: Context): void {
  const tickets = program.command('tickets').description('tickets');
  const show = (ticket: TicketDetail) => print(ticket, () => linesOf(ticket));

  filters(tickets.command('list').description('newest first, or as asked'))
    .option('--sort <key>', 'createdAt, dueAt')
    .option('--order <order>', 'ascending, descending')
    .option('--limit <number>', 'how many', '20')
    .option('--cursor <cursor>', 'nextCursor of the page before')
    .action(async (options: Record<string, string>) => {
      const page = await client().get('/api/staff/tickets', Page, options);
      print(page, () =>
        table(
          page.items.map((t) => [
            t.number,
            TICKET_STATE_ZH[t.state],
            t.unitName ?? t.unit ?? '-',
            t.overdue ? '超期' : (t.dueAt?.slice(0, 16) ?? ''),
            short(t.title, 40),
          ]),
        ),
      );
    });

  filters(tickets.command('count').description('how many, up to 10000')).action(
    async (options: Record<string, string>) => {
      const { count, more, sealed } = await client().get('/api/staff/tickets/count', Count, options);
      const shown = more ? `${count}+` : String(count);
      print({ count, more, sealed }, () => [sealed === undefined ? shown : `${shown}，密件 ${sealed}`]);
    },
  );

  tickets
    .command('show <number>')
    .description('one ticket with its history')
    .action(async (number: string) => show(await client().get(path(number), TicketDetail)));

  tickets
    .command('create <conversation>')
    .description('make a ticket from a conversation')
    .requiredOption('--type <type>', 'consultation, help, suggestion, complaint, report, praise, other')
    .requiredOption('--title <title>')
    .requiredOption('--matter <text>', 'the matter in the citizen’s words')
    .option('--place <text>')
    .option('--name <name>')
    .option('--phone <number>')
    .option('--secrecy <level>', 'open, confidential, sealed')
    .option('--urgency <level>', 'normal, urgent, emergency')
    .option('--key <key>', 'the same key makes one ticket')
    .action(async (conversationId: string, { key, place, ...said }: Record<string, string>) => {
      const request = { ...said, ...(place === undefined ? {} : { place: { text: place } }) };
      show(await client().post('/api/staff/tickets', TicketDetail, { conversationId, request }, key));
    });

  tickets
    .command('document <number> <kind>')
    .description(`an official paper as a page to print: ${DocumentKind.options.join(', ')}`)
    .action(async (number: string, kind: string) => {
      const file = await client().download(path(number, `/documents/${encodeURIComponent(kind)}`));
      const page = file.toString('utf8');
      print({ page }, () => [page]);
    });

  for (const move of STAFF_MOVES) {
    const command = tickets
      .command(`${move} <number>`)
      .description(MOVE_SUMMARIES[move])
      .option('--key <key>', 'the same key is one step');
    for (const field of Object.keys(MOVE_BODIES[move].shape))
      command.option(`--${kebab(field)} <value>`, FIELDS[field] ?? field);
    const takesFiles = 'attachmentIds' in MOVE_BODIES[move].shape;
    if (takesFiles) command.option('--file <path...>', 'files to send in and to go with it');
    command.action(async (number: string, { key, file, ...given }: MoveOptions) => {
      const body = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, read(name, String(value))]),
      );
      if (file) body['attachmentIds'] = await Promise.all(file.map((each) => client().upload(each)));
      show(await client().post(path(number, `/${move}`), TicketDetail, body, key));
    });
  }
}

type MoveOptions = { key?: string; file?: string[] } & Record<string, unknown>;

/** What may be asked for, as in the API. */
function filters(command: Command): Command {
  for (const [name, meaning] of Object.entries(FILTERS))
    command.option(`--${kebab(name)} <${meaning.split(' ')[0] ?? 'value'}>`, meaning);
  return command;
}

const FILTERS: Record<keyof typeof TicketFilterQuery.shape, string> = {
  state: 'state of the ticket',
  unit: 'unit that leads',
  assist: 'unit that assists',
  assistWaiting: 'unit that assists and has yet to answer',
  platform: 'platform that holds it: city, or a county',
  type: 'type of the request',
  category: 'category, with all below it',
  urgency: 'urgency: normal, urgent, emergency',
  channel: 'channel it came by',
  conversationId: 'conversation it came from',
  text: 'words of title and matter, or the number',
  overdue: 'true for those past their deadline',
  dueAfter: 'time such as 2026-12-01T00:00:00Z',
  dueBefore: 'time such as 2026-12-02T00:00:00Z',
  dueWithinHours: 'hours from now',
  createdAfter: 'time it was made after',
  createdBefore: 'time it was made before',
  card: 'colour of a card on a clock that runs: yellow, red',
  sealed: 'true for sealed ones alone, false for all others',
  pending: 'true for those where something applied for waits',
  unacknowledged: 'true for those whose unit has not acknowledged a supervision',
};

const FIELDS: Record<string, string> = {
  assists: 'units, with commas',
  ticketIds: 'tickets, with commas',
  attachmentIds: 'attachments, with commas',
  granted: 'true or false',
  noReturn: 'true: the unit may not send it back',
  result: 'solved, partly, unsolved',
  parts: 'JSON: [{"title":"…","matter":"…","type":"complaint"}]',
  callBack: 'JSON: {"reached":true,"solved":"solved","satisfied":true}',
  refusal: 'N01 … N13',
};
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A value of the command line as the API takes it. */
function read(name: string, value: string): unknown {
  if (name === 'assists' || name.endsWith('Ids')) return value.split(',').map((one) => one.trim());
  if (name === 'granted' || name === 'noReturn') return value === 'true';
  if (name === 'days' || name === 'rating') return Number(value);
  if (name !== 'callBack' && name !== 'parts') return value;
  try {
    return JSON.parse(value);
  } catch {
    // The server says what is wrong with it.
    return value;
  }
}

function linesOf(ticket: TicketDetail): string[] {
  const { number, state, title, matter, name, phone, place, queryCode, answer } = ticket;
  return [
    `${number}  ${TICKET_STATE_ZH[state]}  ${ticket.unitName ?? ''}`.trimEnd(),
    title,
    matter,
    ...(place ? [`地点 ${place.text}`] : []),
    ...((name ?? phone) ? [`诉求人 ${[name, phone].filter(Boolean).join(' ')}`] : []),
    ...(queryCode === undefined ? [] : [`查询码 ${queryCode}`]),
    ...ticket.deadlines.map((d) => `时限 ${d.step} ${d.dueAt ?? '未定'}：${d.explanation.zh}`),
    ...ticket.history.map((e) =>
      [
        e.at.slice(0, 16),
        e.move,
        e.actor.type === 'staff' ? e.actor.name : e.actor.type,
        e.details.text ?? e.details.reason ?? '',
      ].join(' '),
    ),
    ...(answer ? [`答复 ${answer.text}`] : []),
  ];
}
