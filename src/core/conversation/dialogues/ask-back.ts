import type { Next } from '../composer.js';
import { hasBegun } from '../draft.js';
import type { Turn } from '../turn.js';
import { repeatPending } from './gather.js';
import { serve } from './service.js';

const HOW_LONG =
  /多久|多长时间|几天(?:能|可以|内)|什么时候(?:能|可以|才|会)?(?:处理|解决|办|答复|回复|有结果)|how long|when will/i;
const WHY = /^(?:为什么|为啥|干嘛|干什么|凭什么|怎么还要|why).{0,16}$/i;
/** A longer text tells something, and the question in it belongs to the matter. */
const MOST_ASKED_BACK = 20;

/** "要多久？" or "为什么要电话？": a question to us, not part of the matter. */
export function asksBack({ heard, understanding, dialogue, state }: Turn): boolean {
  if (heard.length > MOST_ASKED_BACK || understanding.type || understanding.category) return false;
  const isForm = hasBegun(state.draft) && (dialogue.type === 'gathering' || dialogue.type === 'confirming');
  return HOW_LONG.test(heard) || (isForm && WHY.test(heard));
}

/** How long: by the tickets there are, else when it will be told. Why: what the answers are for. */
export function answerBack(turn: Turn, next: Next): void {
  const isHowLong = HOW_LONG.test(turn.heard);
  if (isHowLong && turn.context.ownTickets.length > 0 && !hasBegun(turn.state.draft)) {
    return serve('progress')(turn, next);
  }
  turn.say(isHowLong ? 'talk.howLong' : 'talk.why');
  if (hasBegun(turn.state.draft)) repeatPending(turn);
}
