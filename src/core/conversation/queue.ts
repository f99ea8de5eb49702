import { proceed } from './dialogues/gather.js';
import { type Draft, hasBegun, matterText } from './draft.js';
import type { Outcome } from './outcome.js';
import { titleOf } from './request.js';
import { armTimer } from './silence.js';

/** Keeps further matters of the same breath behind the one in work, in the order they were told. */
export function enqueue(outcome: Outcome, drafts: Draft[]): void {
  const { parked } = outcome.state;
  const waiting = parked.filter(({ next }) => next);
  const others = parked.filter(({ next }) => !next);
  const fresh = drafts.map((draft) => ({ draft, at: outcome.context.now, offer: true, next: true }));
  outcome.update({ parked: [...waiting, ...fresh, ...others] });
}

/** Name and number may have been told after the matters were divided. */
const withPerson = (draft: Draft, { state: { person } }: Outcome): Draft => ({
  ...draft,
  name: draft.name ?? (draft.anonymous ? undefined : person.name),
  phone: draft.phone ?? (draft.anonymous ? undefined : person.phone),
});

/** Goes on with the next matter of the queue once the form is free; nothing happens without one. */
export function takeUpNext(outcome: Outcome): boolean {
  const { parked, draft, mode, dialogue } = outcome.state;
  const head = parked.find(({ next }) => next);
  if (!head || mode === 'staff' || dialogue.type !== 'idle' || hasBegun(draft)) return false;
  outcome.update({
    draft: withPerson(head.draft, outcome),
    parked: parked.filter((entry) => entry !== head),
  });
  outcome.say('matters.next', { title: titleOf(matterText(head.draft)) });
  proceed(outcome);
  armTimer(outcome);
  return true;
}
