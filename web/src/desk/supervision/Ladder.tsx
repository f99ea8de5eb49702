import { Button } from 'antd';
import { useState } from 'react';
import { SUPERVISION_EN, SUPERVISION_ZH } from '../../../../src/core/model/ticket-words.js';
import { BulkDialog } from '../tickets/BulkDialog';
import { useNames, useSay } from '../words';
import { SUPERVISION_WORDS } from './words';

const RUNGS = ['reminder', 'notice', 'written'] as const;

/** 提醒、催办通知书、书面通报 to all that are chosen; each ticket says by itself how it went. */
export function Ladder({ selected, onDone }: { selected: readonly string[]; onDone(): void }) {
  const say = useSay(SUPERVISION_WORDS);
  const levelName = useNames(SUPERVISION_ZH, SUPERVISION_EN);
  const [level, setLevel] = useState<(typeof RUNGS)[number]>();
  const none = selected.length === 0;
  return (
    <div className="row bulk" role="group">
      <span role="status">{none ? say('chooseFirst') : say('ladder', { n: selected.length })}</span>
      {RUNGS.map((rung) => (
        <Button key={rung} size="small" disabled={none} onClick={() => setLevel(rung)}>
          {levelName(rung)}
        </Button>
      ))}
      {level && (
        <BulkDialog
          move="supervise"
          numbers={selected}
          initial={{ level }}
          onClose={() => setLevel(undefined)}
          onDone={onDone}
        />
      )}
    </div>
  );
}
