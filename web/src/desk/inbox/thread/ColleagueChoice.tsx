import { Input } from 'antd';
import { type KeyboardEvent, useId, useState } from 'react';
import { ROLE_EN, ROLE_ZH } from '../../../../../src/core/model/code-words.js';
import { useHub } from '../../hub/queries';
import type { Role } from '../../hub/types';
import { useNames, useSay } from '../../words';
import { INBOX_WORDS } from '../words';

export interface Colleague {
  id: string;
  login: string;
  name: string;
  roles: Role[];
}

/** A colleague, found by name, sign-in name or the sound of the name; by keys alone, too. */
export function ColleagueChoice({ onChoose }: { onChoose(id: string): void }) {
  const say = useSay(INBOX_WORDS);
  const roleName = useNames(ROLE_ZH, ROLE_EN);
  const listId = useId();
  const [q, setQ] = useState('');
  const [at, setAt] = useState(0);
  const { data } = useHub<{ items: Colleague[] }>('/staff/colleagues', { q });
  const found = data?.items ?? [];
  const chosen = found[Math.min(at, found.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((before) => (before + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing && chosen) onChoose(chosen.id);
  };
  return (
    <>
      <Input
        autoFocus
        value={q}
        aria-label={say('findColleague')}
        placeholder={say('findColleague')}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen && `${listId}-${chosen.id}`}
        onChange={({ target }) => {
          setQ(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={say('assignTo')} className="palette">
        {found.map((one) => (
          <li
            key={one.id}
            id={`${listId}-${one.id}`}
            role="option"
            aria-selected={one === chosen}
            onClick={() => onChoose(one.id)}
          >
            <span>{one.name}</span>
            <span className="soft">{one.roles.map(roleName).join('、')}</span>
          </li>
        ))}
      </ul>
      {data && found.length === 0 && <p className="soft">{say('noColleague')}</p>}
    </>
  );
}
