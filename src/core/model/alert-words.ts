import type { AlertState, CallWay } from './alert.js';

/*
 * What the codes of alerts are called. Without zod, so that pages share these words instead of copying them.
 */

export const CALL_WAY_ZH = { phone: '电话', interlink: '系统' } as const;
export const CALL_WAY_EN: Record<CallWay, string> = { phone: 'by phone', interlink: 'by system' };

export const ALERT_STATE_ZH = {
  ringing: '待接警',
  taken: '已接警',
  called: '已转报',
  acknowledged: '对方已受理',
  'false-alarm': '误报',
  closed: '已办结',
} as const;
export const ALERT_STATE_EN: Record<AlertState, string> = {
  ringing: 'nobody has it yet',
  taken: 'taken',
  called: 'centre called',
  acknowledged: 'centre has it',
  'false-alarm': 'false alarm',
  closed: 'closed',
};
