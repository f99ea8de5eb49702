import type { Outcome } from './outcome.js';

/**
 * The first thing we ever say introduces us and tells what personal data is used for (个人信息保护法
 * art. 17). Danger does not wait for it: then it comes with the next ordinary message.
 */
export function greet(outcome: Outcome): void {
  const { greeted, mode, dialogue } = outcome.state;
  if (greeted || mode === 'staff' || dialogue.type === 'emergency' || !outcome.hasSpoken) return;
  outcome.sayFirst('greeting');
  outcome.update({ greeted: true });
}
