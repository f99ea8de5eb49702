import { clockTime } from './time';

/** A moment, for eyes and machines. */
export function When({ at }: { at: string }) {
  return <time dateTime={at}>{clockTime(at)}</time>;
}
