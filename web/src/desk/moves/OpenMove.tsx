import { useHub } from '../hub/queries';
import type { StaffMove, TicketDetail } from '../hub/types';
import { MoveDialog } from './MoveDialog';

interface OpenMoveProps {
  number: string;
  move: StaffMove;
  initial?: Record<string, unknown>;
  onClose(): void;
  onDone?(ticket: TicketDetail): void;
}

/** The dialog of a move for a ticket of which only the number is known yet: reads it first. */
export function OpenMove({ number, move, initial, onClose, onDone }: OpenMoveProps) {
  const { data } = useHub<TicketDetail>(`/staff/tickets/${number}`);
  if (data?.number !== number) return null;
  return <MoveDialog ticket={data} move={move} initial={initial} onClose={onClose} onDone={onDone} />;
}
