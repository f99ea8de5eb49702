import { absorb } from '../absorb.js';
import type { Next } from '../composer.js';
import { type Draft, emptyDraft, hasBegun, matterText } from '../draft.js';
import { enqueue } from '../queue.js';
import { titleOf } from '../request.js';
import type { Dialogue } from '../state.js';
import { submitForm } from '../submit.js';
import type { Heard, Turn } from '../turn.js';
import { divide } from './division.js';
import { proceed, repeatPending, resumeForm, returnToForm } from './gather.js';

type Splitting = Extract<Dialogue, { type: 'splitting' }>;

/** One ticket each for several matters in one breath: said so when sure, asked first when not. */
export function several(turn: Turn, next: Next): void {
  const { type } = turn.dialogue;
  if (turn.threadTicketId !== undefined || turn.mends) return next();
  if (type !== 'idle' && type !== 'gathering' && type !== 'confirming') return next();
  const division = divide(turn);
  if (!division) return next();
  const { head, rest, sure } = division;
  // A mail is answered days later: what is not sure stays one matter, and staff may divide it.
  if (!sure && turn.context.dialogue === 'mail') return next();
  if (!sure) return ask(turn, [head, ...rest]);
  const before = turn.state.draft;
  const isAdded = matterText(before) !== '';
  const whole = absorb(before, turn, { city: turn.context.city, correcting: false }).draft;
  split(turn, { before, whole }, [head, ...rest], heardIn(turn));
  if (!isAdded) return announce(turn, rest.length + 1);
  turn.say('matters.queued', { title: titleOf(rest.join('。')) });
  if (turn.dialogue.type === 'confirming' && saysYes(turn, head)) return submitForm(turn, 'confirmed');
  if (head === '') return repeatPending(turn);
  proceed(turn);
}

/** The answer to "one or several"; anything else leaves it at one and is an ordinary turn. */
export function divideOrNot(turn: Turn & { dialogue: Splitting }, next: Next): void {
  const { before, parts, at, messageIds } = turn.dialogue;
  resumeForm(turn);
  if (turn.chosen === 'matters:several' || SEVERAL.test(turn.heard)) {
    const whole = turn.state.draft;
    split(turn, { before, whole }, parts, (text) => heardAs(turn, text, at, messageIds));
    if (matterText(before) === '') return announce(turn, parts.length);
    turn.say('matters.queued', { title: titleOf(parts.slice(1).join('。')) });
    return returnToForm(turn);
  }
  if (turn.chosen === 'matters:one' || ONE.test(turn.heard) || turn.wants('yes') || turn.declines) {
    turn.say('gather.noted');
    return proceed(turn);
  }
  next();
}
const SEVERAL =
  /^.{0,4}(?:[两二三2-9几多不]\s*(?:件|个|码|同|一样)|分开|各|不是(?:同)?一|另一|另外|two|different|separate|several)/i;
const ONE = /^.{0,4}(?:[一1]\s*(?:件|个|回|起|码)|同一|一样|一块|合|one|same)/i;

/** Taken as one for now, so that nothing is lost if the question is never answered. */
function ask(turn: Turn, parts: string[]): void {
  const { city, now } = turn.context;
  const before = turn.state.draft;
  turn.update({ draft: absorb(before, turn, { city, correcting: false }).draft });
  turn.become({ type: 'splitting', before, parts, at: now, messageIds: turn.messageIds });
  turn.say(matterText(before) === '' ? 'matters.ask' : 'matters.askOther').offer([
    { label: 'button.oneMatter', value: 'matters:one' },
    { label: 'button.severalMatters', value: 'matters:several' },
  ]);
}

function announce(turn: Turn, count: number): void {
  // By mail the notices of acceptance tell it, one a ticket.
  const title = titleOf(matterText(turn.state.draft));
  if (turn.context.dialogue !== 'mail') turn.say('matters.several', { count, title });
  proceed(turn);
}

/** The first part into the form, the others into the queue; person, privacy and place are shared. */
function split(
  turn: Turn,
  { before, whole }: { before: Draft; whole: Draft },
  parts: string[],
  hear: (text: string) => Heard,
): void {
  const { city, now } = turn.context;
  const [head = '', ...rest] = parts;
  const { name, phone, anonymous, secrecy, refused } = whole;
  const own = head === '' ? before : absorb(before, hear(head), { city, correcting: false }).draft;
  const heardRest = rest.map(hear);
  // A place named with a further matter is not that of the first one.
  const isShared = heardRest.every(({ understanding }) => understanding.places.length === 0);
  const place = own.place ?? (isShared ? whole.place : undefined);
  const { attachments, messageIds, origin, pending } = whole;
  turn.update({
    draft: {
      ...own,
      name,
      phone,
      anonymous,
      secrecy,
      refused,
      place,
      attachments,
      messageIds,
      origin,
      pending,
    },
  });
  const further = heardRest.map((heard) => {
    const empty = { ...emptyDraft(now, { name, phone }), anonymous, secrecy, refused };
    const { draft } = absorb(empty, heard, { city, correcting: false });
    return { ...draft, place: draft.place ?? place };
  });
  enqueue(turn, further.filter(hasBegun));
}

const heardIn =
  (turn: Turn) =>
  (text: string): Heard =>
    heardAs(turn, text, turn.context.now, turn.messageIds);

const heardAs = ({ context, origin }: Turn, text: string, at: Date, messageIds: string[]): Heard => ({
  understanding: context.understand(text, at),
  messageIds,
  attachments: [],
  location: undefined,
  origin,
});

const saysYes = ({ context }: Turn, text: string): boolean =>
  context.understand(text, context.now).intents.some(({ value }) => value === 'yes');
