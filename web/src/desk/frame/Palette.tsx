import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { go } from '../../shared/router';
import { mayOne, useStaff } from '../session/session';
import { useSay } from '../words';
import { addressOf, SECTIONS } from './sections';
import { type Shortcut, useAllShortcuts } from './shortcuts';
import { Keys } from './ShortcutsHelp';
import { FRAME_WORDS } from './words';

interface Entry {
  name: string;
  keys?: string;
  run(): void;
}

/** One box for going anywhere and doing anything that has a shortcut (Ctrl+K). */
export function Palette({ open, onClose }: { open: boolean; onClose(): void }) {
  const say = useSay(FRAME_WORDS);
  const box = useRef<InputRef>(null);
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={560}
      title={say('search')}
      destroyOnHidden
      afterOpenChange={(shown) => shown && box.current?.focus()}
    >
      <Choice box={box} onDone={onClose} />
    </Modal>
  );
}

function Choice({ box, onDone }: { box: React.RefObject<InputRef | null>; onDone(): void }) {
  const say = useSay(FRAME_WORDS);
  const listId = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(text.trim());
  const chosen = entries[Math.min(at, entries.length - 1)];
  const take = (entry: Entry | undefined) => {
    if (!entry) return;
    onDone();
    // After the dialog has given the focus back: what runs may want it.
    setTimeout(() => entry.run());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((before) => (before + step + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter') take(chosen);
  };
  return (
    <>
      <Input
        ref={box}
        value={text}
        aria-label={say('search')}
        placeholder={say('searchHint')}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={chosen && `${listId}-${entries.indexOf(chosen)}`}
        onChange={({ target }) => {
          setText(target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={say('search')} className="palette">
        {entries.map((entry, index) => (
          <li
            key={entry.name}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={entry === chosen}
            onClick={() => take(entry)}
            onPointerMove={() => setAt(index)}
          >
            <span>{entry.name}</span>
            {entry.keys !== undefined && <Keys keys={entry.keys} />}
          </li>
        ))}
      </ul>
      {entries.length === 0 && <p className="soft">{say('nothing')}</p>}
    </>
  );
}

function useEntries(text: string): Entry[] {
  const say = useSay(FRAME_WORDS);
  const staff = useStaff();
  const shortcuts = useAllShortcuts();
  return useMemo(() => {
    const sections = SECTIONS.filter(({ needs }) => mayOne(staff, needs)).map((section): Entry => {
      const keys = section.key === undefined ? undefined : `g ${section.key}`;
      return { name: say(section.name), keys, run: () => go(addressOf(section)) };
    });
    const doings = shortcuts.filter(({ keys }) => !keys.startsWith('g ')).map(asEntry);
    const named = [...sections, ...doings].filter(({ name }) =>
      name.toLowerCase().includes(text.toLowerCase()),
    );
    const search = {
      name: say('findTickets', { text }),
      run: () => go(`/desk/tickets?text=${encodeURIComponent(text)}`),
    };
    return text !== '' && staff.actions.includes('ticket.read') ? [...named, search] : named;
  }, [text, staff, shortcuts, say]);
}

const asEntry = ({ label, keys, run }: Shortcut): Entry => ({ name: label, keys, run });
