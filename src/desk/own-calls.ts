import type { Call } from '../core/model/call.js';

/** Whose screen: the person, and the extension at which they sit. */
export interface Seat {
  staffId: string;
  extension?: string;
}

/**
 * Whether a call is this person's to deal with now: it rings at their screen, they talk, or it is over and not
 * written down yet. One that a colleague answered or writes down is no longer theirs.
 */
export function isOwnCall(call: Call, { staffId, extension }: Seat): boolean {
  const { state, record, shownTo } = call;
  if (record) return record.by.id === staffId && record.finishedAt === undefined;
  if (!shownTo.includes(staffId)) return false;
  const isHere = call.extension === undefined || call.extension === extension;
  switch (state) {
    case 'ringing':
    case 'talking':
      return isHere;
    case 'ended':
      return isHere && call.answeredAt !== undefined;
    case 'missed':
    case 'unclear':
      return false;
  }
}
