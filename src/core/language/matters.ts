import { matches } from './matches.js';
import type { Found, Span } from './understanding.js';

/**
 * How people count what they tell. A list needs a second item to be one ("1. 2.", "一是…二是"); a link
 * ("另外", "还有一件事", "对了") starts a further matter by itself.
 */
const LISTS: readonly RegExp[] = [
  /(?<=^|[\s,。;:!?])(?:\d{1,2}[.、)](?!\d)|[(]\d{1,2}[)]|[①-⑨])\s*/g,
  /(?<=^|[\s,。;:!?])[一二三四五六][、.]\s*/g,
  /(?<=^|[\s,。;:!?])(?:另外|还有)?(?:[一二三四]个?|其[一二三]|另一个|另外一个|再一个)(?:就?是|来)(?!一|否)[,:]?\s*/g,
  /第[一二三四五六](?:件|个|点)?(?:事情?|问题)?(?:是|就是)?(?:[,、:\s]\s*|(?<=[是点事题件])|(?=[^\p{L}]))/gu,
  /(?<=^|[\s,。;:!?])(?:首先|其次|再次|最后)(?:是)?[,:]?\s*/g,
  /(?<=^|[\s,.。;:!?])(?:first(?:ly)?|second(?:ly)?|third(?:ly)?)\b[,:]?\s*/gi,
];
const LINKS =
  /(?<=^|[\s,。;:!?了呢吧的])(?:(?:对了|哦对)[,\s]*(?=\S)|(?:对了[,\s]*)?(?:还有|另外|再有|再)(?:还?有)?(?:一|个|一个|一件|个别的|件)+(?:别的)?(?:事情?|问题|情况)(?:儿)?(?:要?(?:反映|说|问)(?:一下)?)?[是就,:,\s]*|(?:另外|此外|除此之外|再就是|还有就是|顺便(?:再)?(?:问|说|反映|投诉|咨询)(?:一下|个|下)?)(?:的是)?[,:\s]*(?:[,:\s]|(?=\S))|第[二三]件事?[是,:\s]*|also[,\s]+(?=\S)|another (?:thing|problem|matter)(?: is)?[,:\s]*|one more thing[,:\s]*|by the way[,:\s]*)/giu;
/** Less than this is no matter of its own: "另外请尽快". */
const TELLING = 2;

/**
 * The matters of a text one by one, as the writer counted them; the whole as one where nothing is
 * counted. Whether two items are two matters or two sides of one is for the classifier to say.
 */
export function matters(text: string, whole: Found<string>): Found<string>[] {
  const marks = marksIn(text);
  if (marks.length === 0) return [whole];
  const starts = marks.map(({ end }) => end);
  const ends = [...marks.slice(1).map(({ start }) => start), text.length];
  const spans = starts.map((start, index) => ({ start, end: ends[index] ?? text.length }));
  const parts = [{ start: 0, end: marks[0]?.start ?? 0 }, ...spans]
    .map((span) => trimmed(text, span))
    .filter((span, index) => (index === 0 ? span.end > span.start : lettersIn(text, span) >= TELLING));
  if (parts.length < 2) return [whole];
  return parts.map((span) => ({
    value: text.slice(span.start, span.end),
    confidence: whole.confidence,
    span,
  }));
}

/** True when a text begins by saying that it is about something else: "对了，还有一件事". */
export const opensAnother = (text: string): boolean => OPENS.test(text);
const OPENS =
  /^(?:对了|哦对|啊对|还有|另外|此外|再|顺便|我)?[,\s]*(?:我?(?:还|另外|再)(?:有|要|想)(?:反映|说|问|投诉|举报|咨询)?|第[二三]|another|one more)(?:一|个|一个|一件|件|别的|其他的?)*\s*(?:事|问题|情况|thing|problem|matter)/i;

/** The text without such an opening: what the further matter is. */
export function afterOpening(text: string): string {
  const [first] = marksIn(text);
  return first?.start === 0 ? afterOpening(text.slice(first.end)) : text;
}

function marksIn(text: string): Span[] {
  for (const list of LISTS) {
    const found = spansOf(text, list);
    if (found.length >= 2) return found;
  }
  return spansOf(text, LINKS);
}

const spansOf = (text: string, pattern: RegExp): Span[] =>
  matches(pattern, text).map(({ index, 0: { length } }) => ({ start: index, end: index + length }));

function trimmed(text: string, { start, end }: Span): Span {
  let [from, to] = [start, end];
  while (from < to && /[\s,。;:、]/.test(text.charAt(from))) from += 1;
  while (to > from && /[\s,;:、]/.test(text.charAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

const lettersIn = (text: string, { start, end }: Span): number =>
  text.slice(start, end).match(/\p{L}/gu)?.length ?? 0;
