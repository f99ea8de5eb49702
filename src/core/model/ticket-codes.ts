import { z } from 'zod';

/** 工单 states, in the order of an ordinary life; then those beside it; then the ends. */
export const TICKET_STATE_ZH = {
  accepted: '已受理',
  dispatched: '已派单待签收',
  returned: '退单待审',
  disputed: '争议待裁定',
  signed: '办理中',
  suspended: '已挂起',
  replied: '已答复待审核',
  reviewed: '待回访',
  'called-back': '已回访',
  closed: '已办结',
  joined: '已并案',
  'handed-over': '已移交',
  refused: '不予受理',
  cancelled: '已撤销',
  archived: '已归档',
} as const;
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
export const TICKET_MOVE_ZH = {
  accept: '受理',
  answer: '直接答复',
  refuse: '不予受理',
  dispatch: '派单',
  sign: '签收',
  return: '退单',
  'accept-return': '同意退单',
  'reject-return': '驳回退单',
  dispute: '提请裁定',
  arbitrate: '裁定',
  progress: '通报进展',
  'assist-reply': '协办答复',
  apply: '申请',
  decide: '审批',
  suspend: '挂起',
  resume: '恢复办理',
  reply: '答复',
  review: '审核',
  rework: '重办',
  attempt: '回访未接通',
  'call-back': '回访',
  rate: '评价',
  close: '办结',
  archive: '归档',
  cancel: '撤销',
  'hand-over': '移交',
  receipt: '移交回执',
  join: '并案',
  unjoin: '撤销并案',
  follow: '随主单办结',
  relate: '关联',
  split: '拆分',
  transfer: '平台流转',
  succeed: '职能划转',
  reclassify: '更正分类',
  recount: '重算时限',
  supplement: '补充',
  urge: '催办',
  supervise: '督办',
  acknowledge: '督办回执',
  card: '亮牌',
  comment: '沟通',
  note: '备注',
} as const;
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
export const CLOCK_ZH = {
  dispatch: '派单',
  sign: '签收',
  feedback: '首次反馈',
  return: '退单',
  'return-review': '退单审核',
  arbitrate: '争议裁定',
  handle: '办理',
  review: '答复审核',
  'call-back': '回访',
} as const;
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
export const SUPERVISION_ZH = { reminder: '提醒', notice: '催办通知书', written: '书面通报' } as const;
export const SupervisionLevel = z.enum(['reminder', 'notice', 'written']);
export type SupervisionLevel = z.infer<typeof SupervisionLevel>;

/** 亮牌: yellow before the limit ends, red when it has ended. */
export const CARD_ZH = { yellow: '黄牌', red: '红牌' } as const;
export const CardColour = z.enum(['yellow', 'red']);
export type CardColour = z.infer<typeof CardColour>;

/** What a unit may apply for; the platform decides. */
export const APPLICATION_ZH = {
  extension: '延期',
  carry: '挂账',
  unreasonable: '认定不合理诉求',
  exempt: '不纳入考核',
  appeal: '考核申诉',
} as const;
export const ApplicationKind = z.enum(['extension', 'carry', 'unreasonable', 'exempt', 'appeal']);
export type ApplicationKind = z.infer<typeof ApplicationKind>;

/** 办理结果. */
export const RESULT_ZH = { solved: '解决', partly: '部分解决', unsolved: '未解决' } as const;
export const Result = z.enum(['solved', 'partly', 'unsolved']);
export type Result = z.infer<typeof Result>;
