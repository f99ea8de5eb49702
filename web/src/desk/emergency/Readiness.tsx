import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useStaff } from '../session/session';
import { useSay } from '../words';
import { testSiren, useTouched } from './siren';
import { useWatch } from './watch';
import { EMERGENCY_WORDS } from './words';

/** Whether this screen can ring at all: sound, desktop, and that it does not lock. Said before it is needed. */
export function Readiness() {
  const say = useSay(EMERGENCY_WORDS);
  const touched = useTouched();
  const { idleMinutes } = useStaff();
  const [watching, setWatching] = useWatch();
  return (
    <div className="row readiness">
      <span className={touched ? 'soft' : 'not-ready'} role="status">
        {say(touched ? 'soundOn' : 'soundOff')}
      </span>
      <Button onClick={testSiren}>{say('test')}</Button>
      <DesktopPermission />
      <Checkbox checked={watching} onChange={({ target }) => setWatching(target.checked)}>
        {say('watch')}
      </Checkbox>
      <span className={watching ? 'soft' : 'not-ready'}>
        {watching ? say('watchHint') : say('noWatch', { n: idleMinutes })}
      </span>
    </div>
  );
}

function DesktopPermission() {
  const say = useSay(EMERGENCY_WORDS);
  const [permission, setPermission] = useState(() =>
    'Notification' in globalThis ? Notification.permission : 'granted',
  );
  if (permission === 'granted') return null;
  if (permission === 'denied') return <span className="soft">{say('desktopOff')}</span>;
  return (
    <Button onClick={() => void Notification.requestPermission().then(setPermission)}>
      {say('desktop')}
    </Button>
  );
}
