import type { Language } from '../../model/codes.js';
import { hasBegun } from '../draft.js';
import type { Next } from '../composer.js';
import type { Turn } from '../turn.js';
import { repeatPending } from './gather.js';

/** Speaks the citizen's language: by wish at any time, else by what they write. */
export function language(turn: Turn, next: Next): void {
  const wish = wishOf(turn);
  if (wish !== undefined) {
    turn.update({ language: wish, languageChosen: true });
    turn.say('talk.language');
    if (hasBegun(turn.state.draft)) repeatPending(turn);
    return;
  }
  const tells = turn.understanding.matter !== undefined || !turn.state.greeted;
  if (!turn.state.languageChosen && tells && /\p{L}{2}/u.test(turn.heard)) {
    turn.update({ language: turn.understanding.language });
  }
  next();
}

/** The name of a language alone is the wish for it. */
function wishOf(turn: Turn): Language | undefined {
  if (turn.wants('to-english') || /^(?:in )?english[.!?]?$/i.test(turn.heard)) return 'en';
  if (turn.wants('to-chinese') || /^(?:中文|汉语|普通话|chinese)[.!?。]?$/i.test(turn.heard)) return 'zh-CN';
  return undefined;
}
