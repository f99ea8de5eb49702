import { afterOpening, opensAnother } from '../../language/matters.js';
import type { Understanding } from '../../language/understanding.js';
import { statesKind } from '../answers.js';
import { matterText } from '../draft.js';
import type { Turn } from '../turn.js';

/** What a turn tells for the form in work, which may be nothing, and the further matters it tells of. */
export interface Division {
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

/** Parts a turn into the matters it tells of; undefined when it tells of one. */
export function divide(turn: Turn): Division | undefined {
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
