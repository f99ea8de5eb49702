import { type Draft, emptyDraft, hasBegun, matterText } from './draft.js';
import type { Outcome } from './outcome.js';
import { titleOf } from './request.js';

/** A draft put aside is offered again and can be taken up for this long. */
const KEPT_MS = 30 * 24 * 3_600_000;
const MOST_PARKED = 10;

/** Puts the current draft aside. `offer`: ask about it later by ourselves. */
export function park(outcome: Outcome, offer: boolean): void {
  const { draft, parked, person } = outcome.state;
  const { now } = outcome.context;
  if (!hasBegun(draft)) return;
  const kept = [{ draft: { ...draft, pending: undefined }, at: now, offer }, ...parked];
  outcome.update({ parked: kept.slice(0, MOST_PARKED), draft: emptyDraft(now, person) });
}

/** Forgets drafts that have lain too long; their messages stay in the conversation. */
export function prune(outcome: Outcome): void {
  const oldest = outcome.context.now.getTime() - KEPT_MS;
  const parked = outcome.state.parked.filter(({ at }) => at.getTime() > oldest);
  if (parked.length !== outcome.state.parked.length) outcome.update({ parked });
}

/** Takes the newest parked draft up again; false when there is none or another one is in work. */
export function unpark(outcome: Outcome): boolean {
  const [newest, ...parked] = outcome.state.parked;
  if (!newest || hasBegun(outcome.state.draft)) return false;
  outcome.update({ draft: newest.draft, parked });
  return true;
}

/** Asks whether to go on with a parked draft, once. */
export function offerParked(outcome: Outcome): boolean {
  const [newest, ...rest] = outcome.state.parked;
  if (!newest?.offer || hasBegun(outcome.state.draft)) return false;
  outcome.update({ parked: [{ ...newest, offer: false }, ...rest] });
  outcome.become({ type: 'offering' });
  outcome.say('parked.offer', { title: parkedTitle(newest.draft) });
  outcome.offer([
    { label: 'button.continue', value: 'yes' },
    { label: 'button.later', value: 'no' },
  ]);
  return true;
}

const parkedTitle = (draft: Draft): string => titleOf(matterText(draft)) || (draft.place?.value.text ?? '…');
