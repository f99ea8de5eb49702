import type { Next } from '../composer.js';
import { hasBegun } from '../draft.js';
import type { Turn } from '../turn.js';

/** "可以匿名吗" before anything is told: answered, and kept for the request that follows. */
export function privacy(turn: Turn, next: Next): void {
  if (hasBegun(turn.state.draft) || turn.understanding.matter) return next();
  const { draft } = turn.state;
  const anonymous = turn.wants('anonymous');
  turn.update({
    draft: anonymous ? { ...draft, anonymous, refused: ['name'] } : { ...draft, secrecy: 'confidential' },
  });
  turn.say(anonymous ? 'privacy.anonymous' : 'privacy.confidential').say('talk.listening');
}
