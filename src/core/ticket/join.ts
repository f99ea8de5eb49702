import { HubError } from '../errors.js';
import type { MoveDetails, Ticket, TicketEvent, TicketState } from '../model/ticket.js';
import { TICKET_STATE_ZH } from '../model/ticket.js';
import type { Mover } from './may-move.js';

/** States in which a ticket may be the main one of others: somebody still works on it. */
export const MAIN_STATES: readonly TicketState[] = [
  'accepted',
  'dispatched',
  'returned',
  'disputed',
  'signed',
  'suspended',
  'replied',
  'reviewed',
  'called-back',
];

/**
 * 并案: whether a ticket may be joined to another. Joins are one level deep, so that whoever looks at a
 * ticket finds its main one in one step, and a circle is impossible.
 * @throws HubError; a sealed main ticket is one that is not there.
 */
export function checkJoin(
  ticket: Ticket,
  main: Ticket | undefined,
  followers: readonly string[],
  mover: Mover,
): asserts main is Ticket {
  const elsewhere = mover.type === 'staff' && mover.platform !== undefined;
  const hidden =
    main?.request.secrecy === 'sealed' || (elsewhere && (main?.platform ?? 'city') !== mover.platform);
  if (!main || hidden) {
    throw new HubError('not-found', 'ticket-not-found', '没有这件工单', '请核对主单编号');
  }
  if (followers.length > 0) {
    throw new HubError(
      'conflict',
      'ticket-join-has-followers',
      `已有${followers.length}件工单并入本工单`,
      '请把主单并入本工单，或先撤销那些并案',
    );
  }
  if (main.id !== ticket.id && MAIN_STATES.includes(main.state)) return;
  throw new HubError(
    'conflict',
    'ticket-join-main',
    `${main.number}${TICKET_STATE_ZH[main.state]}，不能作为主单`,
    '请选择仍在办理、未并入其他工单的工单',
    { state: main.state },
  );
}

/** What befalls the tickets joined to a main one after an event of it; undefined: nothing. */
export function afterMain(
  main: Ticket,
  { move, seq }: Pick<TicketEvent, 'move' | 'seq'>,
): { move: 'follow' | 'unjoin'; commandId: string; details: MoveDetails } | undefined {
  switch (move) {
    case 'close':
    case 'answer':
      return {
        move: 'follow',
        commandId: `follow:${main.id}:${seq}`,
        details: { ticketIds: [main.id], text: main.answer?.text ?? '', result: main.result },
      };
    case 'cancel':
    case 'refuse':
    case 'hand-over':
    case 'join':
      // Its citizen withdrew, or it went another way: the others' matter is still to be handled.
      return {
        move: 'unjoin',
        commandId: `release:${main.id}:${seq}`,
        details: { ticketIds: [main.id], reason: `主单${main.number}${ENDED_ZH[move]}，本工单恢复单独办理` },
      };
    default:
      return undefined;
  }
}

const ENDED_ZH = { cancel: '已撤销', refuse: '不予受理', 'hand-over': '已移交', join: '已并入其他工单' };

/** The event by which a main ticket ended, when it is no longer one. */
export function endOfMain(main: Ticket): TicketEvent | undefined {
  if (MAIN_STATES.includes(main.state)) return undefined;
  return main.events.findLast((event) => afterMain(main, event) !== undefined);
}
