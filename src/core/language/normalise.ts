import { Converter } from 'opencc-js/t2cn';
import { matches } from './matches.js';
import type { Span } from './understanding.js';

/** Text as the extractors read it, and the way back to what the citizen really wrote. */
export interface Normalised {
  original: string;
  text: string;
  /** A span of `text` as a span of `original`: every value can be shown where it stood. */
  toOriginal: (span: Span) => Span;
}

const toSimplified = Converter({ from: 't', to: 'cn' });

/** Zero-width signs, bidi controls, variation selectors, tags, keycaps and control characters. */
const INVISIBLE =
  /[\u0000-\u0008\u000b-\u000d\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20e3\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/u;

/** Pieces that Unicode normalisation may not be applied across: a base with its marks, a Hangul run. */
const PIECE =
  /[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc]+|[^\p{M}\uff9e\uff9f][\p{M}\uff9e\uff9f]+|[\s\S]/gu;

/**
 * NFKC (full-width to half-width), traditional to simplified, invisible characters removed, trimmed;
 * line breaks stay because they part sentences. Doing it twice changes nothing.
 */
export function normalise(original: string): Normalised {
  const { text, starts, ends } = compatible(original);
  const simplified = simplify(text);
  const from = simplified.length - simplified.trimStart().length;
  const to = Math.max(from, simplified.trimEnd().length);
  return {
    original,
    text: simplified.slice(from, to),
    toOriginal({ start, end }) {
      const first = starts[start + from] ?? original.length;
      return { start: first, end: end > start ? (ends[end - 1 + from] ?? original.length) : first };
    },
  };
}

/** All that most messages are made of: ASCII, Chinese, its punctuation, full-width forms. */
const PLAIN = /^[\n\u0020-\u007e\u3001\u3002\u4e00-\u9fff\uff01-\uff5e]*$/;

/** Folds each piece by itself, so that every unit of the result knows the piece it came from. */
function compatible(original: string): { text: string; starts: number[]; ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  if (PLAIN.test(original)) {
    for (let i = 0; i < original.length; i++) {
      starts.push(i);
      ends.push(i + 1);
      text += fold(original.charAt(i));
    }
    return { text, starts, ends };
  }
  const { visible, at } = withoutInvisible(original);
  let position = 0;
  for (const [piece] of matches(PIECE, visible)) {
    const start = at[position] ?? original.length;
    position += piece.length;
    const end = (at[position - 1] ?? original.length - 1) + 1;
    const folded = fold(piece);
    for (let i = 0; i < folded.length; i++) {
      starts.push(start);
      ends.push(end);
    }
    text += folded;
  }
  return { text, starts, ends };
}

/** Before folding, because a base and its mark may have been parted by something invisible. */
function withoutInvisible(original: string): { visible: string; at: number[] } {
  let visible = '';
  const at: number[] = [];
  let offset = 0;
  for (const character of original) {
    if (!INVISIBLE.test(character)) {
      visible += character;
      for (let i = 0; i < character.length; i++) at.push(offset + i);
    }
    offset += character.length;
  }
  return { visible, at };
}

function fold(piece: string): string {
  const code = piece.charCodeAt(0);
  if (piece.length === 1) {
    if (code >= 0x4e00 && code <= 0x9fff) return piece;
    if (code > 0xff00 && code < 0xff5f) return String.fromCharCode(code - 0xfee0);
    if (code === 0x2028 || code === 0x2029) return '\n';
    if (code === 9) return ' ';
  }
  return piece.normalize('NFKC');
}

/** Only conversions that keep the length are taken, because offsets must stay; others go sign by sign. */
function simplify(text: string): string {
  let current = text;
  // A phrase rule can make a new phrase with its neighbour; three rounds settle any real text.
  for (let round = 0; round < 3; round++) {
    const converted = sameLength(current);
    if (converted === current) break;
    current = converted;
  }
  return current;
}

function sameLength(text: string): string {
  const converted = toSimplified(text);
  if (converted.length === text.length) return converted;
  return Array.from(text, (sign) => {
    const one = toSimplified(sign);
    return one.length === sign.length ? one : sign;
  }).join('');
}
