import type { CallBack, CallBackResult, CallState } from './call.js';

/*
 * What the codes of calls are called. Without zod, so that pages share these words instead of copying them.
 */

export const CALL_STATE_ZH = {
  ringing: '振铃',
  talking: '通话中',
  ended: '已结束',
  missed: '未接',
  unclear: '情况不明',
} as const;
export const CALL_STATE_EN: Record<CallState, string> = {
  ringing: 'ringing',
  talking: 'talking',
  ended: 'ended',
  missed: 'missed',
  unclear: 'unclear',
};

export const CALL_BACK_RESULT_ZH = {
  reached: '已接通',
  'no-answer': '无人接听',
  unreachable: '空号或停机',
  'not-needed': '无需回拨',
} as const;
export const CALL_BACK_RESULT_EN: Record<CallBackResult, string> = {
  reached: 'reached',
  'no-answer': 'no answer',
  unreachable: 'number out of service',
  'not-needed': 'no longer needed',
};

export const CALL_BACK_STATE_ZH = { open: '待回拨', taken: '回拨中', done: '已处理' } as const;
export const CALL_BACK_STATE_EN: Record<CallBack['state'], string> = {
  open: 'to be called back',
  taken: 'being called back',
  done: 'done',
};
