import { useSay } from '../words';
import { Mark } from './Mark';
import { clockTime, span, useNow } from './time';
import { UI_WORDS } from './words';

const SOON_MS = 24 * 3_600_000;

/** 红绿灯: how long is left, in colour and in words. */
export function Due({ at, over = false }: { at?: string; over?: boolean }) {
  const say = useSay(UI_WORDS);
  const now = useNow();
  if (at === undefined || over) return <span className="soft">{say('noDue')}</span>;
  const left = new Date(at).getTime() - now;
  const tone = left < 0 ? 'bad' : left < SOON_MS ? 'warn' : 'good';
  return (
    <Mark tone={tone} title={clockTime(at)}>
      {say(left < 0 ? 'overdue' : 'left', { time: span(left) })}
    </Mark>
  );
}
