import type { Command } from 'commander';
import { z } from 'zod';
import { TICKET_STATE_ZH } from '../../core/model/ticket.js';
import { STAFF_MOVES } from '../../server/permissions.js';
import { TicketDetail, TicketSummary } from '../../server/views/ticket-view.js';
import type { Context } from '../context.js';
import { short, table } from '../print.js';

const Page = z.object({ items: z.array(TicketSummary), nextCursor: z.string().optional() });
const path = (number: string, rest = '') => `/api/staff/tickets/${encodeURIComponent(number)}${rest}`;

const ABOUT: Record<(typeof STAFF_MOVES)[number], string> = {
  dispatch: '派单 to a unit (--unit)',
  sign: '签收',
  return: '退单 (--reason)',
  reply: '答复 (--text, --result)',
  review: '审核 (--text to correct the wording)',
  rework: '重办 (--reason)',
  close: '办结 (--text and --result for a direct answer)',
  cancel: '撤销 (--reason)',
  note: '备注 (--text)',
};

/** `hub tickets …`: every step of a ticket at the terminal. */
export function ticketCommands(program: Command, { client, print }: Context): void {
  const tickets = program.command('tickets').description('tickets');
  const show = (ticket: TicketDetail) => print(ticket, () => linesOf(ticket));

  tickets
    .command('list')
    .description('newest first')
    .option('--state <state>')
    .option('--unit <unit>')
    .option('--text <words>', 'number, or words of title and matter')
    .option('--overdue <yes>', 'true for those past their deadline')
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

  for (const move of STAFF_MOVES) {
    const command = tickets.command(`${move} <number>`).description(ABOUT[move]);
    for (const [option, about] of [
      ['--unit <id>', 'unit'],
      ['--reason <text>', 'why'],
      ['--text <text>', 'answer or words'],
      ['--result <result>', 'solved, partly, unsolved'],
      ['--key <key>', 'the same key is one step'],
    ] as const)
      if (option.startsWith('--key') || ABOUT[move].includes(option.split(' ')[0] ?? ''))
        command.option(option, about);
    command.action(async (number: string, { key, ...body }: Record<string, string>) =>
      show(await client().post(path(number, `/${move}`), TicketDetail, body, key)),
    );
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
        e.text ?? e.reason ?? '',
      ].join(' '),
    ),
    ...(answer ? [`答复 ${answer.text}`] : []),
  ];
}
