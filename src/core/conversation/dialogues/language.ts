import { hasBegun } from '../draft.js';
import type { Next } from '../composer.js';
import type { Turn } from '../turn.js';
import { repeatPending } from './gather.js';

/** Speaks the citizen's language: by wish at any time, else by what they write. */
export function language(turn: Turn, next: Next): void {
  const wish = turn.wants('to-english') ? 'en' : turn.wants('to-chinese') ? 'zh-CN' : undefined;
  if (wish !== undefined) {
    turn.update({ language: wish, languageChosen: true });
    if (turn.understanding.matter) return next();
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
