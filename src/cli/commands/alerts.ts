import type { Command } from 'commander';
import { z } from 'zod';
import { AlertView } from '../../server/views/alert-view.js';
import type { Context } from '../context.js';
import { short, table } from '../print.js';

const Page = z.object({ items: z.array(AlertView), nextCursor: z.string().optional() });
const path = (id: string, rest = '') => `/api/staff/alerts/${encodeURIComponent(id)}${rest}`;
const KEY = ['--key <key>', 'the same key is the same command'] as const;

/** `hub alerts …`: the duty desk at the terminal. */
export function alertCommands(program: Command, { client, print }: Context): void {
  const alerts = program.command('alerts').description('dangers that citizens told of, and who saw to them');
  const show = (alert: AlertView) => print(alert, () => linesOf(alert));
  const send = async (id: string, move: string, body: object, key?: string) =>
    show(await client().post(path(id, `/${move}`), AlertView, body, key));

  alerts
    .command('list')
    .description('the open ones first, those that waited longest first')
    .option('--open <boolean>', 'true: only open ones, false: only ended ones')
    .option('--ticket-id <id>')
    .option('--limit <number>', 'how many ended ones', '20')
    .option('--cursor <cursor>', 'nextCursor of the page before')
    .action(async (query: Record<string, string>) => {
      const page = await client().get('/api/staff/alerts', Page, query);
      print(page, () => table(page.items.map(rowOf)));
    });
  alerts
    .command('show <id>')
    .description('what was said, and who handed what to whom and when')
    .action(async (id: string) => show(await client().get(path(id), AlertView)));
  alerts
    .command('take <id>')
    .description('see to it, so that nobody else is rung')
    .option(...KEY)
    .action((id: string, { key }: { key?: string }) => send(id, 'take', {}, key));
  alerts
    .command('called <id> <number>')
    .description('the emergency centre was called')
    .option('--way <way>', 'phone, interlink')
    .option('--at <time>', 'when, as ISO 8601; now when left out')
    .option('--text <text>', 'what was handed over')
    .option(...KEY)
    .action((id: string, number: string, { key, at, ...more }: Record<string, string>) =>
      send(id, 'call', { number, calledAt: at, ...more }, key),
    );
  alerts
    .command('acknowledged <id> <receipt>')
    .description('the number under which the centre has it')
    .option('--number <number>', 'which centre; the one called last when left out')
    .option(...KEY)
    .action((id: string, receipt: string, { key, number }: { key?: string; number?: string }) =>
      send(id, 'acknowledge', { receipt, number }, key),
    );
  for (const [name, about] of [
    ['note', 'write something down'],
    ['false-alarm', 'there was no danger: say why'],
    ['close', 'it came to an end: say how'],
  ] as const)
    alerts
      .command(`${name} <id> <text>`)
      .description(about)
      .option(...KEY)
      .action((id: string, text: string, { key }: { key?: string }) => send(id, name, { text }, key));
}

function rowOf({ id, openedAt, stateName, hotlines, place, takenBy, words }: AlertView): string[] {
  const said = short(words[0]?.text ?? '', 40);
  const where = place?.text ?? '地点不明';
  return [id, openedAt.slice(0, 19), stateName, hotlines.join('、'), where, takenBy?.name ?? '-', said];
}

function linesOf(alert: AlertView): string[] {
  const { place, phone = '-', persons, ringing } = alert;
  const waits = ringing?.everybody ? '全部在岗人员' : ringing?.who?.name;
  return [
    `${alert.id} ${alert.stateName} ${alert.hotlines.join('、')}${alert.cannotSpeak ? ' 不便说话' : ''}`,
    `地点 ${place?.detail ?? place?.text ?? '-'}  回拨 ${phone}  涉及 ${persons.join('、') || '-'}`,
    ...(waits === undefined ? [] : [`正在呼叫 ${waits}`]),
    ...(alert.ticketId === undefined ? [] : [`工单 ${alert.ticketId}`]),
    ...alert.story.map(({ at, text }) => `${at.slice(0, 19)} ${text}`),
  ];
}
