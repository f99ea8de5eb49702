import { Button } from 'antd';
import { useState } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import { useShortcuts } from '../frame/shortcuts';
import { Keys } from '../frame/ShortcutsHelp';
import type { TicketDetail } from '../hub/types';
import { MoveDialog } from '../moves/MoveDialog';
import { useNames } from '../words';

const KEY = 'h';

/** 移交 to 12388 or 12309: what this desk is for, so that it stands first. */
export function GiveAway({ ticket }: { ticket: TicketDetail }) {
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const [open, setOpen] = useState(false);
  const may = ticket.moves.some(({ move }) => move === 'hand-over');
  const show = () => may && setOpen(true);
  useShortcuts([{ keys: KEY, label: moveName('hand-over'), run: () => void show() }]);
  if (!may) return null;
  return (
    <>
      <Button type="primary" onClick={show}>
        {moveName('hand-over')} <Keys keys={KEY} />
      </Button>
      {open && <MoveDialog ticket={ticket} move="hand-over" onClose={() => setOpen(false)} />}
    </>
  );
}
