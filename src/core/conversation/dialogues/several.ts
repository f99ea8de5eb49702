import { afterOpening, opensAnother } from '../../language/matters.js';
import type { Understanding } from '../../language/understanding.js';
import { absorb } from '../absorb.js';
import { statesKind } from '../answers.js';
import type { Next } from '../composer.js';
import { type Draft, emptyDraft, hasBegun, matterText } from '../draft.js';
import { enqueue } from '../queue.js';
import { titleOf } from '../request.js';
import type { Dialogue } from '../state.js';
import { submitForm } from '../submit.js';
import type { Heard, Turn } from '../turn.js';
import { proceed, repeatPending, resumeForm, returnToForm } from './gather.js';

type Splitting = Extract<Dialogue, { type: 'splitting' }>;

/** What a turn tells for the form in work, which may be nothing, and the further matters it tells of. */
interface Division {
  head: string;
  rest: string[];
  /** The citizen says so, or different offices would handle them; otherwise we ask. */
  sure: boolean;
}
interface Part {
  text: string;
  understanding: Understanding;
}

/** "两件事", "第二件", "还有一件事": the citizen has counted for us. */
const COUNTED =
  /[两二三四五几]\s*(?:件|个)\s*(?:不同的|不一样的)?事|第[二三四]件|two (?:things|matters|problems)/i;
/** Words that lead away from what was told before; a mere list may name the points of one matter. */
const LINKED = /另外|此外|除此之外|顺便|对了|by the way|also/i;
/** A list longer than this names the points of one matter, or is a letter for a person to read. */
const MOST_PARTS = 5;
/** Longer texts tell one story in many sentences. */
const MOST_SENTENCES = 4;
const LONGEST = 160;

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

function divide(turn: Turn): Division | undefined {
  const { understanding, heard, state } = turn;
  const isWorking = matterText(state.draft) !== '';
  const counted = understanding.matters.map(({ span }) => understanding.text.slice(span.start, span.end));
  if (counted.length > MOST_PARTS) return undefined;
  if (counted.length > 1) return fromParts(turn, counted, isWorking);
  if (!isWorking) return fromSentences(turn);
  // A form is in work and something of another kind is told: "对了，还有一件事，窨井盖没了".
  if (understanding.matter === undefined || !tells(understanding)) return undefined;
  if (opensAnother(heard)) return { head: '', rest: [afterOpening(heard)], sure: true };
  const { draft } = state;
  const isOther =
    (turn.wants('question') || statesKind(turn.text)) &&
    understanding.type !== undefined &&
    understanding.type.value !== draft.type?.value &&
    differ([draft.category?.value, understanding.category?.value]);
  return isOther ? { head: '', rest: [turn.text], sure: false } : undefined;
}

function fromParts(turn: Turn, texts: string[], isWorking: boolean): Division | undefined {
  const parts = gathered(texts.map((text) => partOf(turn, text)));
  const [first, ...others] = parts;
  if (!first) return undefined;
  const opens = !turn.text.startsWith(texts[0] ?? '');
  const [head, rest] =
    isWorking && (opens || !tells(first.understanding)) ? splitHead(parts, opens) : [first, others];
  if (rest.length === 0) return undefined;
  const known =
    head && tells(head.understanding) ? head.understanding.category?.value : turn.state.draft.category?.value;
  const kinds = [known, ...rest.map(({ understanding }) => understanding.category?.value)];
  const sure =
    COUNTED.test(turn.heard) ||
    opensAnother(turn.heard) ||
    (differ(kinds) && (LINKED.test(turn.heard) || !isOnePlace(parts)));
  // Points of one matter ("一是油烟大，二是吵") are told to a form that already has it.
  if (!sure && isWorking) return undefined;
  return { head: head?.text ?? '', rest: rest.map(({ text }) => text), sure };
}

/** In a form, what stands before the first mark is for the form, what follows is further. */
const splitHead = (parts: Part[], opens: boolean): [Part | undefined, Part[]] =>
  opens ? [undefined, parts] : [parts[0], parts.slice(1)];

/** Nothing is counted, but sentences of different kinds at different places: that is asked about. */
function fromSentences(turn: Turn): Division | undefined {
  if (turn.text.length > LONGEST) return undefined;
  const sentences = turn.text.split(/[。！？!?；;\n]+/).filter((sentence) => sentence.trim() !== '');
  if (sentences.length < 2 || sentences.length > MOST_SENTENCES) return undefined;
  const parts = gathered(sentences.map((text) => partOf(turn, text.trim()))).filter((part) =>
    tells(part.understanding),
  );
  const [head, ...rest] = parts;
  const understandings = parts.map(({ understanding }) => understanding);
  const apart =
    new Set(understandings.map(({ places }) => places[0]?.value.text)).size === parts.length ||
    new Set(understandings.map(({ type }) => type?.value)).size === parts.length;
  if (!head || rest.length === 0 || !apart) return undefined;
  if (!differ(understandings.map(({ category }) => category?.value))) return undefined;
  return { head: head.text, rest: rest.map(({ text }) => text), sure: false };
}

/** What tells nothing by itself belongs to what was told before it: "二是请尽快". */
function gathered(parts: Part[]): Part[] {
  const result: Part[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (!last || tells(part.understanding)) {
      // A lead-in such as "我反映两件事" is no matter, only its facts count.
      if (last && !tells(last.understanding) && result.length === 1 && isLeadIn(last)) result.pop();
      result.push(part);
    } else result[result.length - 1] = { ...last, text: `${last.text}，${part.text}` };
  }
  return result;
}

const isLeadIn = ({ understanding }: Part): boolean =>
  COUNTED.test(understanding.normalised) || /[两二三四几]\s*(?:件|个|点)/.test(understanding.normalised);

const partOf = ({ context }: Turn, text: string): Part => ({
  text,
  understanding: context.understand(text, context.now),
});

/** True when words tell of a matter of their own. */
const tells = ({ matter, category, type }: Understanding): boolean =>
  matter !== undefined && (category !== undefined || type !== undefined);

/** True when every category is known and no two are the same. */
function differ(categories: (string | undefined)[]): boolean {
  const groups = categories.map((code) => code?.slice(0, GROUP));
  return !groups.includes(undefined) && new Set(groups).size === groups.length;
}
/** Branch and group of a category code: "CG07", 市政设施 of 城市管理. */
const GROUP = 4;

/** True when at most one place is named for all the parts. */
const isOnePlace = (parts: Part[]): boolean =>
  new Set(parts.flatMap(({ understanding }) => understanding.places.map(({ value }) => value.text))).size < 2;

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
