import type { z } from 'zod';
import type { MOVE_BODIES } from '../../../../src/server/staff/move-bodies.js';
import type { StaffMove } from '../hub/types';

/** A field that some move carries. */
export type MoveField = { [Move in StaffMove]: keyof z.input<(typeof MOVE_BODIES)[Move]> }[StaffMove];

type FieldsOf<Move extends StaffMove> = readonly (keyof z.input<(typeof MOVE_BODIES)[Move]>)[];

/** What each move can carry, in the order in which a person thinks of it; the hub says which of them it must. */
export const MOVE_FIELDS: { [Move in StaffMove]: FieldsOf<Move> } = {
  answer: ['text', 'result'],
  refuse: ['refusal', 'basis', 'text'],
  dispatch: ['unit', 'assists', 'reason', 'noReturn'],
  sign: [],
  return: ['reason', 'basis'],
  'accept-return': ['reason'],
  'reject-return': ['reason'],
  dispute: ['reason', 'basis'],
  arbitrate: ['unit', 'assists', 'reason'],
  progress: ['text', 'attachmentIds'],
  'assist-reply': ['text', 'attachmentIds'],
  apply: ['application', 'days', 'reason', 'attachmentIds'],
  decide: ['applicationId', 'granted', 'reason'],
  suspend: ['cause', 'until', 'reason'],
  resume: ['reason'],
  reply: ['text', 'facts', 'basis', 'contact', 'result', 'attachmentIds'],
  review: ['text'],
  rework: ['reason'],
  attempt: ['reason'],
  'call-back': ['callBack'],
  rate: ['rating', 'text'],
  close: ['text'],
  archive: ['reason'],
  cancel: ['reason'],
  'hand-over': ['to', 'reason', 'receipt'],
  receipt: ['receipt'],
  join: ['ticketIds', 'reason'],
  unjoin: ['reason'],
  relate: ['ticketIds', 'reason'],
  split: ['parts', 'reason'],
  transfer: ['platform', 'reason'],
  reclassify: ['type', 'category', 'urgency', 'reason'],
  recount: ['reason'],
  supplement: ['text', 'attachmentIds'],
  urge: ['text'],
  supervise: ['level', 'reason'],
  acknowledge: ['text'],
  comment: ['text', 'attachmentIds'],
  note: ['text', 'attachmentIds'],
};

/** Moves that bring a ticket on; the others go behind "more". */
export const MAIN_MOVES: readonly StaffMove[] = [
  'dispatch',
  'answer',
  'sign',
  'accept-return',
  'reject-return',
  'arbitrate',
  'reply',
  'assist-reply',
  'decide',
  'review',
  'call-back',
  'close',
  'acknowledge',
  'resume',
  'receipt',
];

/** The key of a move on a ticket's page. */
export const MOVE_KEYS: Partial<Record<StaffMove, string>> = {
  dispatch: 'd',
  answer: 'w',
  sign: 's',
  'accept-return': 'a',
  'reject-return': 'n',
  arbitrate: 'b',
  reply: 'r',
  'assist-reply': 'e',
  decide: 'v',
  review: 'p',
  'call-back': 'l',
  close: 'f',
  acknowledge: 'q',
  resume: 'z',
  receipt: 'i',
  comment: 'm',
  note: 'o',
};

/** Moves that make sense on many tickets at once: the same words fit all of them. */
export const BULK_MOVES: readonly StaffMove[] = [
  'sign',
  'dispatch',
  'supervise',
  'urge',
  'note',
  'comment',
  'reclassify',
  'transfer',
  'recount',
  'archive',
];

/** What these must carry whatever the ticket: the life cycle asks it of every state. */
export const BULK_NEEDS: Partial<Record<StaffMove, readonly MoveField[]>> = {
  dispatch: ['unit'],
  supervise: ['level', 'reason'],
  note: ['text'],
  comment: ['text'],
  reclassify: ['reason'],
  transfer: ['platform', 'reason'],
  recount: ['reason'],
};

/** Moves that take something away from somebody: drawn so that nobody does them in passing. */
export const GRAVE_MOVES: readonly StaffMove[] = ['refuse', 'cancel', 'return', 'rework'];
