import type { Alert } from '../hub/types';
import { useNow } from '../ui/time';
import { useSay } from '../words';
import { EMERGENCY_WORDS } from './words';

/** Seconds until the next one is rung, or until a centre should have been called. Not read out each second. */
export function Countdown({ alert: { rings, state, ringing } }: { alert: Alert }) {
  const say = useSay(EMERGENCY_WORDS);
  const now = useNow(250);
  if (state !== 'ringing' && state !== 'taken') return null;
  const at = ringing?.nextAt;
  if (at === undefined)
    return state === 'taken' ? <span className="countdown">{say('callLate')}</span> : null;
  const n = Math.max(0, Math.ceil((new Date(at).getTime() - now) / 1_000));
  const text = rings
    ? n > 0
      ? say('nextIn', { n })
      : say('nextNow')
    : n > 0
      ? say('callIn', { n })
      : say('callLate');
  return (
    <span className={`countdown ${n <= 15 ? 'short' : ''}`} role="timer" aria-live="off">
      {text}
    </span>
  );
}
