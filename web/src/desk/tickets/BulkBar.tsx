import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { TICKET_MOVE_EN, TICKET_MOVE_ZH } from '../../../../src/core/model/ticket-words.js';
import type { StaffMove } from '../hub/types';
import { BULK_MOVES } from '../moves/move-fields';
import { useStaff } from '../session/session';
import { useNames, useSay } from '../words';
import { BulkDialog } from './BulkDialog';
import { TICKET_WORDS } from './words';

/** One move on all that are chosen; each has its own outcome. */
export function BulkBar({ selected, onDone }: { selected: readonly string[]; onDone(): void }) {
  const say = useSay(TICKET_WORDS);
  const moveName = useNames(TICKET_MOVE_ZH, TICKET_MOVE_EN);
  const { actions } = useStaff();
  const [move, setMove] = useState<StaffMove>();
  const moves = BULK_MOVES.filter((one) => actions.includes(`ticket.${one}`));
  if (selected.length === 0) return null;
  return (
    <div className="row bulk" role="status">
      <strong>{say('selected', { n: selected.length })}</strong>
      <Dropdown
        trigger={['click']}
        menu={{
          items: moves.map((one) => ({ key: one, label: moveName(one), onClick: () => setMove(one) })),
        }}
      >
        <Button type="primary" disabled={moves.length === 0}>
          {say('bulk')}
        </Button>
      </Dropdown>
      <Button type="link" onClick={onDone}>
        {say('clearSelection')}
      </Button>
      {move && (
        <BulkDialog move={move} numbers={selected} onClose={() => setMove(undefined)} onDone={onDone} />
      )}
    </div>
  );
}
