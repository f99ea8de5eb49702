import { Mask } from '../mask.js';
import type { Span } from '../understanding.js';
import { isBusiness } from './business-name.js';
import type { Division } from './gazetteer.js';
import { LATIN_VAGUE } from './latin-place.js';
import {
  BARE_UNIT,
  BESIDE,
  CROSSING,
  LABELLED,
  NAME_PAIR,
  NAME_RULES,
  type NamedKind,
  type NameRule,
  NOT_NAME,
  RELATION,
  STOP_SIGN,
  STOP_WORD,
  UNIT,
  VAGUE,
} from './place-words.js';

/** A piece of an address. */
export type Part = Span & {
  kind: 'division' | 'outside' | NamedKind | 'beside' | 'unit' | 'crossing' | 'relation' | 'vague';
  division?: Division;
};

/** How far behind a name its building, crossing and "附近" are looked for. */
const TAIL = 40;

/**
 * The pieces of addresses in a text, in order: divisions and outside places as given, named roads,
 * estates, villages and sites with what follows them, and places only the citizen can find. Characters of
 * `taken` belong to other facts.
 */
export function placeParts(text: string, given: Part[], taken: Mask): Part[] {
  // Names may take the road or division before them as theirs, but not a day: "国庆那天景区".
  const placed = new Mask(text, given);
  for (const part of given) taken.mark(part);
  const named = [...given, ...names(text, taken, placed)].sort((a, b) => a.start - b.start);
  const parts = named.flatMap((part) => withTail(part, text, taken));
  return [...parts, ...loose(text, taken)].sort((a, b) => a.start - b.start);
}

const ROADSIDE = /边/;

/** Names by their endings, the leftmost ending first. */
function names(text: string, taken: Mask, placed: Mask): Part[] {
  const ends = NAME_RULES.flatMap((rule) =>
    Array.from(text.matchAll(rule.pattern), (match) => ({
      rule,
      start: match.index,
      end: match.index + match[0].length,
    })),
  ).sort((a, b) => a.start - b.start || b.end - a.end);
  const parts: Part[] = [];
  for (const { rule, start, end } of ends) {
    if (taken.touches({ start, end })) continue;
    const part = nameEndingAt(text, rule, { start, end }, taken, placed);
    if (part === undefined) continue;
    taken.mark(part);
    placed.mark(part);
    parts.push(part);
  }
  return parts;
}

function nameEndingAt(
  text: string,
  rule: NameRule,
  { start, end }: Span,
  taken: Mask,
  placed: Mask,
): Part | undefined {
  const { kind, longest, alone } = rule;
  const edge = leftEdge(text, start, longest, taken);
  const from = alone && !isName(text.slice(edge, start), kind) ? start : edge;
  const stem = text.slice(from, start);
  // "青年路小学": a site may take its name from the road or the division right before it.
  const borrowed = stem === '' && placed.has(start - 1);
  const bears = kind === 'site' || kind === 'shop' || kind === 'water' || kind === 'estate';
  const named = longest === 0 || alone || (bears && borrowed && end > start) || isName(stem, kind);
  if (!named) return undefined;
  if (kind === 'shop' && !isWhere(text, from, end, placed)) return undefined;
  // "路边" is any road's, "人民路边" is one's.
  if (kind === 'road' && longest > 0 && ROADSIDE.test(text.slice(end, end + 1)) && stem.length < 2)
    return undefined;
  if (isBusiness(text, end)) return undefined;
  const tail = rule.tail?.exec(text.slice(end, end + 32))?.[0].trimEnd().length ?? 0;
  return { start: from, end: end + tail, kind };
}

function isName(stem: string, kind: NamedKind): boolean {
  return stem.length >= (kind === 'road' ? 1 : 2) && !NOT_NAME[kind].test(stem);
}

/** A shop is complained about more often than it is a place: it needs a word that makes it one. */
function isWhere(text: string, start: number, end: number, placed: Mask): boolean {
  return (
    /(?:在|位于|到|去|靠近|路过|经过)$/.test(text.slice(Math.max(0, start - 2), start)) ||
    placed.has(start - 1) ||
    RELATION.test(text.slice(end, end + 4)) ||
    UNIT.test(text.slice(end, end + 4))
  );
}

function withTail(part: Part, text: string, taken: Mask): Part[] {
  if (part.kind === 'division' || part.kind === 'outside') return [part];
  const result: Part[] = [part];
  let at = part.end;
  let stop = at;
  while (stop < text.length && stop - at < TAIL && !taken.has(stop)) stop++;
  const take = (kind: Part['kind'], pattern: RegExp) => {
    const match = pattern.exec(text.slice(at, stop));
    if (!match || match[0].trim() === '') return;
    const added = { start: at, end: at + match[0].trimEnd().length, kind };
    taken.mark(added);
    result.push(added);
    at = added.end;
  };
  if (part.kind !== 'site') take('unit', UNIT);
  if (part.kind === 'road' || part.kind === 'water') take('crossing', CROSSING);
  take('relation', RELATION);
  return result;
}

/** What is left: names before "对面" and the like, buildings without an estate, "我家楼下". */
function loose(text: string, taken: Mask): Part[] {
  const parts: Part[] = [];
  const keep = (part: Part) => {
    if (taken.touches(part)) return;
    taken.mark(part);
    parts.push(part);
  };
  for (const { index, 0: said } of text.matchAll(BESIDE)) {
    const end = index + said.length;
    if (taken.touches({ start: index, end })) continue;
    const start = leftEdge(text, index, 6, taken);
    const stem = text.slice(start, index);
    if (stem.length >= 2 && /^[\p{Script=Han}A-Za-z]+$/u.test(stem) && !NOT_NAME.beside.test(stem))
      keep({ start, end, kind: 'beside' });
  }
  for (const match of text.matchAll(LABELLED)) {
    const said = match[1] ?? '';
    const start = match.index + match[0].length - said.length;
    keep({ start, end: start + said.trimEnd().length, kind: 'beside' });
  }
  for (const pattern of [VAGUE, BARE_UNIT, LATIN_VAGUE])
    for (const { index, 0: said } of text.matchAll(pattern))
      keep({ start: index, end: index + said.length, kind: 'vague' });
  return parts;
}

/** Walks back from the end of a name over signs that names are made of. */
function leftEdge(text: string, start: number, longest: number, taken: Mask): number {
  let from = start;
  while (from > 0 && start - from < longest && !taken.has(from - 1)) {
    const sign = text.charAt(from - 1);
    if (!/[\p{Script=Han}A-Za-z]/u.test(sign)) break;
    // "响水县|城|双园路": the town of the division before.
    if (sign === '城' && taken.has(from - 2) && !/[河关隍东西南北中]/.test(text.charAt(from))) break;
    const paired =
      NAME_PAIR.test(text.slice(from - 1, from + 1)) || NAME_PAIR.test(text.slice(from - 2, from));
    if (!paired && (STOP_SIGN.test(sign) || STOP_WORD.test(text.slice(Math.max(0, from - 3), from)))) break;
    from--;
  }
  return from;
}
