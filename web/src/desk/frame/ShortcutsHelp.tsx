import { Modal, Switch } from 'antd';
import { useState } from 'react';
import { useSay } from '../words';
import { setSingleKeys, singleKeysOn, useAllShortcuts } from './shortcuts';
import { FRAME_WORDS } from './words';

/** What can be pressed on this page. */
export function ShortcutsHelp({ open, onClose }: { open: boolean; onClose(): void }) {
  const say = useSay(FRAME_WORDS);
  const shortcuts = useAllShortcuts();
  const [on, setOn] = useState(singleKeysOn);
  const choose = (next: boolean) => {
    setSingleKeys(next);
    setOn(next);
  };
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={say('shortcuts')} width={560}>
      <label className="row">
        <Switch checked={on} onChange={choose} /> {say('shortcutsOn')}
      </label>
      <p className="soft">{say('shortcutsLead')}</p>
      <table className="shortcuts">
        <tbody>
          {shortcuts.map(({ keys, label }) => (
            <tr key={keys}>
              <th scope="row">
                <Keys keys={keys} />
              </th>
              <td>{label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

export function Keys({ keys }: { keys: string }) {
  const mod = /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl';
  return (
    <>
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key.replace('Mod+', `${mod} `)}</kbd>
      ))}
    </>
  );
}
