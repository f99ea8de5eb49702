import { HubError } from '../core/errors.js';
import type { CallBack } from '../core/model/call.js';

type Who = NonNullable<CallBack['takenBy']>;
type Try = CallBack['tries'][number];

/** Somebody sees to the call back, so that two do not dial the same number. */
export function takenBack(callBack: CallBack | undefined, who: Who): CallBack {
  const open = mustBeOpen(callBack, who);
  return { ...open, state: 'taken', takenBy: who };
}

/** Records what came of a try. Nobody answering is no end: the task is open again for the next try. */
export function withTry(callBack: CallBack | undefined, tried: Try): CallBack {
  if (callBack?.tries.some(({ commandId }) => commandId === tried.commandId)) return callBack;
  const open = mustBeOpen(callBack, tried.by);
  const tries = [...open.tries, tried];
  if (tried.result !== 'no-answer') return { ...open, state: 'done', takenBy: tried.by, tries };
  return { state: 'open', since: open.since, tries };
}

function mustBeOpen(callBack: CallBack | undefined, who: Who): CallBack {
  if (!callBack) {
    throw new HubError('not-found', 'call-back-not-found', '这个来电不需要回拨', '请刷新回拨列表');
  }
  const { state, takenBy } = callBack;
  if (state === 'done') {
    throw new HubError('conflict', 'call-back-done', '这个来电已经回拨', '请刷新回拨列表', { state });
  }
  if (state === 'taken' && takenBy !== undefined && takenBy.id !== who.id) {
    throw new HubError('conflict', 'call-back-taken', `${takenBy.name}正在回拨`, '请选择其他来电', { state });
  }
  return callBack;
}
