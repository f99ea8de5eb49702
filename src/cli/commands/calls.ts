import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import {
  CALL_BACK_RESULT_ZH,
  CALL_BACK_STATE_ZH,
  CALL_STATE_ZH,
  CallBackResult,
} from '../../core/model/call.js';
import { CallView } from '../../server/views/call-view.js';
import { TicketDetail, TicketSummary } from '../../server/views/ticket-view.js';
import type { Context } from '../context.js';
import { table } from '../print.js';

const Page = z.object({ items: z.array(CallView), nextCursor: z.string().optional() });
const Seat = z.object({ extension: z.string().optional() });
const Opened = z.object({ call: CallView, tickets: z.array(TicketSummary) });
const Finished = z.object({ call: CallView, ticket: TicketDetail.optional() });
const path = (id: string, rest = '') => `/api/staff/calls/${encodeURIComponent(id)}${rest}`;
const KEY = ['--key <key>', 'the same key is the same command'] as const;

/** `hub calls …`: the telephone at the terminal. */
export function callCommands(program: Command, { client, print }: Context): void {
  const calls = program
    .command('calls')
    .description('the telephone: who rings, what was said, whom to call back');
  const show = (call: CallView) => print(call, () => linesOf(call));

  calls
    .command('list')
    .description('newest first; --call-backs: those to be called back, longest waiting first')
    .option('--state <state>', 'ringing, talking, ended, missed, unclear')
    .option('--call-backs')
    .option('--limit <number>', 'how many', '20')
    .option('--cursor <cursor>', 'nextCursor of the page before')
    .action(async ({ callBacks, ...query }: Record<string, string> & { callBacks?: true }) => {
      const wanted = { ...query, callBacks: callBacks && 'true' };
      const page = await client().get('/api/staff/calls', Page, wanted);
      print(page, () => table(page.items.map(rowOf)));
    });

  calls
    .command('show <id>')
    .description('one call, with the caller’s open tickets')
    .action(async (id: string) => {
      const opened = await client().get(path(id), Opened);
      print(opened, () => [
        ...linesOf(opened.call),
        ...opened.tickets.map((t) => `工单 ${t.number} ${t.state} ${t.title}`),
      ]);
    });

  calls
    .command('sit [extension]')
    .description('sit down at an extension, so that its calls come up for you; without one, leave')
    .action(async (extension: string | undefined) => {
      const seat = await client().post('/api/staff/calls/extension', Seat, { extension });
      print(seat, () => [seat.extension === undefined ? '已离席' : `分机 ${seat.extension}`]);
    });

  calls
    .command('begin')
    .description('begin the record of a call that no exchange told of')
    .option('--caller <number>', 'left out: the number is hidden')
    .option('--account <line>', 'needed when there are several lines')
    .option(...KEY)
    .action(async ({ key, ...body }: Record<string, string>) =>
      show(await client().post('/api/staff/calls', CallView, body, key)),
    );

  calls
    .command('note <id> <summary>')
    .description('keep what is written so far, while the call lasts')
    .option('--recording <reference>')
    .option('--field <id=answer>', 'an answer to a field of the form; may be repeated', fieldInto)
    .action(
      async (id: string, summary: string, o: { recording?: string; field?: Record<string, string> }) => {
        const body = { summary, recording: o.recording, fields: o.field };
        show(await client().post(path(id, '/note'), CallView, body));
      },
    );

  calls
    .command('finish <id>')
    .description('the record is complete: it becomes the caller’s message, and a ticket with --type')
    .option('--type <type>', 'consultation, help, suggestion, complaint, report, praise, other')
    .option('--title <title>', 'the beginning of the record when left out')
    .option('--place <text>')
    .option('--name <name>')
    .option('--phone <number>', 'another number than the one that called')
    .option('--secrecy <level>', 'open, confidential, sealed')
    .option('--urgency <level>', 'normal, urgent, emergency')
    .option(...KEY)
    .action(async (id: string, { key, place, ...said }: Record<string, string>) => {
      const wanted = { ...said, ...(place === undefined ? {} : { place: { text: place } }) };
      const body = Object.keys(wanted).length === 0 ? {} : { request: wanted };
      const done = await client().post(path(id, '/finish'), Finished, body, key);
      print(done, () => [
        ...linesOf(done.call),
        ...(done.ticket ? [`工单 ${done.ticket.number} 查询码 ${done.ticket.queryCode ?? '-'}`] : []),
      ]);
    });

  calls
    .command('take-back <id>')
    .description('see to a call back, so that nobody else does')
    .action(async (id: string) => show(await client().post(path(id, '/call-back/take'), CallView, {})));

  calls
    .command('called-back <id> <result>')
    .description(`what came of it: ${CallBackResult.options.join(', ')}`)
    .option('--note <text>')
    .option(...KEY)
    .action(async (id: string, result: string, { key, note }: { key?: string; note?: string }) =>
      show(await client().post(path(id, '/call-back/finish'), CallView, { result, note }, key)),
    );
}

function rowOf(call: CallView): string[] {
  const { id, startedAt, state, extension = '-', callBack } = call;
  const task = callBack ? CALL_BACK_STATE_ZH[callBack.state] : '';
  return [id, startedAt.slice(0, 16), callerText(call), CALL_STATE_ZH[state], extension, task];
}

function linesOf(call: CallView): string[] {
  const { id, record, callBack } = call;
  return [
    `${id}  ${CALL_STATE_ZH[call.state]}  ${callerText(call)}  ${call.startedAt.slice(0, 16)}`,
    ...(record ? [`记录人 ${record.by}${record.finishedAt === undefined ? '（未提交）' : ''}`] : []),
    ...(record?.summary === undefined ? [] : [record.summary]),
    ...(record?.conversationId === undefined ? [] : [`会话 ${record.conversationId}`]),
    ...(callBack ? [`${CALL_BACK_STATE_ZH[callBack.state]} ${callBack.takenBy ?? ''}`.trimEnd()] : []),
    ...(callBack?.tries ?? []).map((t) =>
      [t.at.slice(0, 16), t.by, CALL_BACK_RESULT_ZH[t.result], t.note ?? ''].join(' ').trimEnd(),
    ),
  ];
}

function callerText({ caller }: CallView): string {
  return caller.number ?? '未显示号码';
}

function fieldInto(text: string, known: Record<string, string> = {}): Record<string, string> {
  const [, id, answer] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (id === undefined || answer === undefined) throw new InvalidArgumentError('write it as id=answer');
  return { ...known, [id]: answer };
}
