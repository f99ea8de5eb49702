import { z } from 'zod';

export * from './ticket-words.js';

/** 工单 states, in the order of an ordinary life; then those beside it; then the ends. */
export const TicketState = z.enum([
  'accepted',
  'dispatched',
  'returned',
  'disputed',
  'signed',
  'suspended',
  'replied',
  'reviewed',
  'called-back',
  'closed',
  'joined',
  'handed-over',
  'refused',
  'cancelled',
  'archived',
]);
export type TicketState = z.infer<typeof TicketState>;

/** What may be done with a ticket. */
export const TicketMove = z.enum([
  'accept',
  'answer',
  'refuse',
  'dispatch',
  'sign',
  'return',
  'accept-return',
  'reject-return',
  'dispute',
  'arbitrate',
  'progress',
  'assist-reply',
  'apply',
  'decide',
  'suspend',
  'resume',
  'reply',
  'review',
  'rework',
  'attempt',
  'call-back',
  'rate',
  'close',
  'archive',
  'cancel',
  'hand-over',
  'receipt',
  'join',
  'unjoin',
  'follow',
  'relate',
  'split',
  'transfer',
  'succeed',
  'reclassify',
  'recount',
  'supplement',
  'urge',
  'supervise',
  'acknowledge',
  'card',
  'comment',
  'note',
]);
export type TicketMove = z.infer<typeof TicketMove>;

/** The clocks of a ticket: what has to be done within a time. */
export const ClockStep = z.enum([
  'dispatch',
  'sign',
  'feedback',
  'return',
  'return-review',
  'arbitrate',
  'handle',
  'review',
  'call-back',
]);
export type ClockStep = z.infer<typeof ClockStep>;

/** 督办 ladder: a reminder, the 催办通知书 to the unit’s leader, a written criticism. */
export const SupervisionLevel = z.enum(['reminder', 'notice', 'written']);
export type SupervisionLevel = z.infer<typeof SupervisionLevel>;

/** 亮牌: yellow before the limit ends, red when it has ended. */
export const CardColour = z.enum(['yellow', 'red']);
export type CardColour = z.infer<typeof CardColour>;

/** What a unit may apply for; the platform decides. */
export const ApplicationKind = z.enum(['extension', 'carry', 'unreasonable', 'exempt', 'appeal']);
export type ApplicationKind = z.infer<typeof ApplicationKind>;

/** 办理结果. */
export const Result = z.enum(['solved', 'partly', 'unsolved']);
export type Result = z.infer<typeof Result>;
