import type { Outcome } from './outcome.js';

/**
 * The first thing we ever say introduces us and tells what personal data is used for (个人信息保护法
 * art. 17). Danger does not wait for it: then it comes with the next ordinary message.
 */
export function greet(outcome: Outcome): void {
  const { greeted, mode, stepCount, dialogue } = outcome.state;
  const isFirst = stepCount === 1 || outcome.context.dialogue === 'mail';
  if (greeted || mode === 'staff' || !outcome.hasSpoken) return;
  // In public nothing is asked; the private conversation introduces us, and a comment has no room for both.
  if (outcome.context.dialogue === 'public') return;
  if (dialogue.type === 'emergency' || outcome.says('danger.')) return;
  // Later on a full introduction would come out of nowhere.
  outcome.sayFirst(isFirst ? 'greeting' : 'greeting.late');
  outcome.update({ greeted: true });
}
