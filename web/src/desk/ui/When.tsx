import { localTime } from '../../shared/language';
import { clockTime } from './time';

/** A moment, for eyes and machines. */
export function When({ at }: { at: string }) {
  return <time dateTime={at}>{clockTime(at)}</time>;
}

/** "03:12:09": where seconds count. */
export const secondTime = (at: string): string =>
  localTime(at, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
