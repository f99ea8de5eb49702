import { App } from 'antd';
import { useEffect, useState } from 'react';
import type { ApiProblem } from '../../shared/api';
import { newId } from '../../shared/id';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import { keyOf, outdate, queries } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { StaffMove, TicketDetail } from '../hub/types';
import { TICKET_WORDS } from '../tickets/words';
import { useAttempt } from '../ui/Problem';
import { useNames, useSay } from '../words';

export interface Moving {
  running: boolean;
  problem?: ApiProblem;
  /** The version it is decided on: the one that was shown when somebody began to decide. */
  seen: number;
  /** False when it was refused; `problem` says why. */
  run(move: StaffMove, details?: object): Promise<boolean>;
  /** To be called when the newest version was looked at: the next try is decided on that. */
  again(): void;
}

/** Moves a ticket on the version that was seen, tells of it, and has what shows it read anew. */
export function useMove(ticket: TicketDetail, onDone?: (moved: TicketDetail) => void): Moving {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { message } = App.useApp();
  const [seen, setSeen] = useState(ticket.version);
  const [key, setKey] = useState(newId);
  const { running, problem, attempt, clear } = useAttempt();
  // What somebody faster did is read, so that it can be shown beside what was written here.
  const stale = problem?.code === 'ticket-changed' && ticket.version === seen;
  useEffect(() => {
    if (stale) void outdate('tickets', ticket.number);
  }, [stale]);

  const run = (move: StaffMove, details: object = {}) =>
    attempt(async () => {
      const path = `/staff/tickets/${ticket.id}/${move}`;
      const moved = await post<TicketDetail>(path, details, { version: seen, key: `${key}.${move}` });
      setSeen(moved.version);
      setKey(newId());
      queries.setQueryData(keyOf(`/staff/tickets/${moved.number}`), moved);
      void outdate('tickets');
      void message.success(say('done', { move: moveName(move) }));
      onDone?.(moved);
    });
  const again = () => {
    setSeen(ticket.version);
    setKey(newId());
    clear();
  };
  return { running, problem, seen, run, again };
}
