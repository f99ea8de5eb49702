import '../style/emergency.css';
import { Empty } from 'antd';
import { useEffect, useRef } from 'react';
import { go } from '../../shared/router';
import { useHub } from '../hub/queries';
import type { Alert } from '../hub/types';
import { type Shortcut, useShortcuts } from '../frame/shortcuts';
import { useMay } from '../session/session';
import { ProblemAlert } from '../ui/Problem';
import { useSay } from '../words';
import { AlertList } from './AlertList';
import { AlertPage } from './AlertPage';
import { byNeed, useOpenAlerts } from './alerts';
import { Readiness } from './Readiness';
import { EMERGENCY_WORDS } from './words';

/** 应急席: what is open, first what nobody has; and everything about one, to be handled by keys alone. */
export default function Emergency({ id }: { id?: string }) {
  const say = useSay(EMERGENCY_WORDS);
  const open = byNeed(useOpenAlerts());
  const mayTake = useMay('conversation.take');
  const chosen = id;
  const detail = useHub<Alert>(chosen === undefined ? undefined : `/staff/alerts/${chosen}`);
  const shown = detail.data?.id === chosen ? detail.data : open.find((one) => one.id === chosen);
  useFollowed(open, chosen, shown?.open === true);
  useShortcuts(useSteps(open, chosen));
  return (
    <div className={`emergency ${id === undefined ? '' : 'one'}`}>
      <div className="page-head">
        <h1>{say('heading')}</h1>
        {mayTake ? <Readiness /> : <span className="soft">{say('onlyRead')}</span>}
      </div>
      <ProblemAlert problem={detail.error} onAgain={() => void detail.refetch()} />
      <div className="emergency-columns">
        <AlertList chosen={chosen} />
        {shown ? (
          <AlertPage key={shown.id} alert={shown} />
        ) : (
          <section className="card calm">
            <Empty
              image={Empty.PRESENTED_IMAGE_SIMPLE}
              description={say(chosen === undefined ? 'none' : 'pick')}
            />
            {chosen === undefined && <p className="soft">{say('noneLead')}</p>}
          </section>
        )}
      </div>
    </div>
  );
}

/**
 * What is shown stays until somebody chooses another, so that no key meets an alert it was not meant for. Only when
 * nothing open is shown, what begins to ring comes up by itself.
 */
function useFollowed(open: readonly Alert[], chosen: string | undefined, busy: boolean): void {
  const known = useRef(new Set<string>());
  useEffect(() => {
    const fresh = open.find(({ id, rings }) => rings && !known.current.has(id));
    for (const { id } of open) known.current.add(id);
    const next = chosen === undefined ? open[0] : busy ? undefined : fresh;
    if (next && next.id !== chosen) go(`/desk/emergency/${next.id}`, { replace: true });
  }, [open, chosen, busy]);
}

/** j and k go through the open ones. */
function useSteps(open: readonly Alert[], chosen: string | undefined): Shortcut[] {
  const say = useSay(EMERGENCY_WORDS);
  const now = useRef({ open, chosen });
  useEffect(() => {
    now.current = { open, chosen };
  });
  const by = (step: number) => () => {
    const { open: all, chosen: at } = now.current;
    const index = all.findIndex(({ id }) => id === at);
    const next = all[(index + step + all.length) % Math.max(1, all.length)];
    if (next) go(`/desk/emergency/${next.id}`);
  };
  return [
    { keys: 'j', label: say('next'), run: by(1) },
    { keys: 'k', label: say('previous'), run: by(-1) },
  ];
}
