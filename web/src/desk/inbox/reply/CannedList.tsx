import { Button } from 'antd';
import { useState } from 'react';
import { Mark } from '../../ui/Mark';
import { ProblemAlert } from '../../ui/Problem';
import { useSay } from '../../words';
import { INBOX_WORDS } from '../words';
import type { useCanned } from './canned';
import { CannedManager } from './CannedManager';

/** The canned answers that fit what was typed behind "/". */
export function CannedList({ canned }: { canned: ReturnType<typeof useCanned> }) {
  const say = useSay(INBOX_WORDS);
  const [managing, setManaging] = useState(false);
  const { items, chosen, listId, take, problem, loaded } = canned;
  return (
    <div className="canned">
      <ProblemAlert problem={problem} />
      <ul id={listId} role="listbox" aria-label={say('canned')} className="palette">
        {items.map((one) => (
          <li
            key={one.id}
            id={`${listId}-${one.id}`}
            role="option"
            aria-selected={one === chosen}
            onClick={() => take(one)}
          >
            <span>
              <strong>{one.title}</strong>{' '}
              {one.tags.map((tag) => (
                <Mark key={tag}>{tag}</Mark>
              ))}
              <span className="canned-text soft">{one.text}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className="row">
        {loaded && items.length === 0 && <span className="soft">{say('noCanned')}</span>}
        <Button size="small" className="end" onClick={() => setManaging(true)}>
          {say('cannedManage')}
        </Button>
      </div>
      {managing && <CannedManager onClose={() => setManaging(false)} />}
    </div>
  );
}
