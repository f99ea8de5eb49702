import { useEffect, useState } from 'react';
import { localTime } from '../../shared/language';
import { say } from '../words';
import { UI_WORDS } from './words';

const MINUTE = 60_000;

/** The moment, anew every half minute: countdowns run without anything being read again. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** "3 天", "5 小时", "12 分钟": the largest unit alone, which is what one plans by. */
export function span(ms: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / MINUTE));
  if (minutes < 90) return say(UI_WORDS, 'minute', { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48
    ? say(UI_WORDS, 'hour', { n: hours })
    : say(UI_WORDS, 'day', { n: Math.round(hours / 24) });
}

/** "12月1日 16:40"; with the year when it is not this one's. */
export function clockTime(at: string | number): string {
  const sameYear = new Date(at).getFullYear() === new Date().getFullYear();
  return localTime(at, {
    ...(sameYear ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
