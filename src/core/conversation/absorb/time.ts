import { BARE_ANSWER, type Taking } from './taking.js';

/** Below this, the words may mean no time at all. */
const SURE = 0.5;

/** When it happened: the first statement stands until it is asked for or put right. */
export function takeTime(taking: Taking): void {
  const [found] = taking.u.times;
  if (!found || found.confidence < SURE) return;
  const asked = taking.asks('time');
  if (!taking.draft.when || asked || taking.options.correcting) {
    taking.set('time', { when: taking.from(found) });
  }
  if (asked && taking.isShort(BARE_ANSWER) && !taking.u.category) taking.consumed = true;
}
