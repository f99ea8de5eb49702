import { Button, type GetRef, type Input } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { Keys } from '../frame/ShortcutsHelp';
import { useShortcuts } from '../frame/shortcuts';
import type { StaffMove, TicketDetail } from '../hub/types';
import { MoveProblem } from '../moves/MoveProblem';
import { useMove } from '../moves/use-move';
import { Words } from '../ui/Words';

/** One way to decide: a move, what it carries beside the reason, and its key. */
export interface Way {
  move: StaffMove;
  label: string;
  keys: string;
  details?: object;
  /** Said for the reason when nobody wrote one; without it the reason has to be written. */
  otherwise?: string;
  /** It takes something away from somebody. */
  grave?: boolean;
}

/** Decides a ticket one way or the other, with one key; where a reason is needed and none is written, the hand goes there. */
export function Decision({
  ticket,
  ways,
  reasonLabel,
  children,
}: {
  ticket: TicketDetail;
  ways: readonly Way[];
  reasonLabel: string;
  children?: ReactNode;
}) {
  const moving = useMove(ticket);
  const [reason, setReason] = useState('');
  const field = useRef<GetRef<typeof Input.TextArea>>(null);
  const grave = ways.find((way) => way.otherwise === undefined);
  const take = ({ move, details, otherwise }: Way) => {
    const said = reason.trim() === '' ? otherwise : reason.trim();
    if (said === undefined) field.current?.focus();
    else if (!moving.running) void moving.run(move, { ...details, ...(said !== '' && { reason: said }) });
  };
  useShortcuts([
    ...ways.map((way) => ({ keys: way.keys, label: way.label, run: () => take(way) })),
    // Whoever writes a reason means the way that needs one.
    ...(grave ? [{ keys: 'Mod+Enter', label: grave.label, run: () => take(grave) }] : []),
  ]);
  return (
    <section className="card">
      <MoveProblem ticket={ticket} move={grave?.move ?? 'note'} moving={moving} />
      {children}
      <Words
        ref={field}
        aria-label={reasonLabel}
        placeholder={reasonLabel}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <div className="act-bar">
        {ways.map((way, index) => (
          <Button
            key={way.label}
            type={index === 0 ? 'primary' : 'default'}
            danger={way.grave}
            loading={moving.running}
            onClick={() => take(way)}
          >
            {way.label} <Keys keys={way.keys} />
          </Button>
        ))}
      </div>
    </section>
  );
}
