import { Button } from 'antd';
import { useState } from 'react';
import { useHub } from '../hub/queries';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import type { StaffMove, TicketDetail } from '../hub/types';
import { useNames } from '../words';
import { MoveDialog } from './MoveDialog';

/** A move right from a list: reads the ticket, and opens its dialog. */
export function MoveButton({
  number,
  move,
  primary = false,
}: {
  number: string;
  move: StaffMove;
  primary?: boolean;
}) {
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const [open, setOpen] = useState(false);
  const { data } = useHub<TicketDetail>(open ? `/staff/tickets/${number}` : undefined);
  return (
    <>
      <Button
        size="small"
        type={primary ? 'primary' : 'default'}
        loading={open && !data}
        aria-label={`${moveName(move)} ${number}`}
        onClick={() => setOpen(true)}
      >
        {moveName(move)}
      </Button>
      {open && data && <MoveDialog ticket={data} move={move} onClose={() => setOpen(false)} />}
    </>
  );
}
