import type { Understand } from '../language/understanding.js';

/** What of a person stands in a text that is to be published: the words themselves, for the author to take out. */
export interface PersonalFinding {
  kind: 'phone' | 'id-number' | 'plate' | 'name' | 'home' | 'ticket';
  text: string;
}

/**
 * Looks for what tells who a citizen is: mobile numbers, ID numbers, plates, names that somebody gives as
 * theirs, the door of a home, ticket numbers and codes. A unit's landline is public and stays.
 * Erring on the side of finding: an author can reword, what was published cannot be taken back.
 */
export function personalData(text: string, understand: Understand, now: Date): PersonalFinding[] {
  const seen = understand(text, now);
  const cut = ({ span }: { span: { start: number; end: number } }) => text.slice(span.start, span.end);
  const matches = (kind: PersonalFinding['kind'], pattern: RegExp) =>
    Array.from(text.matchAll(pattern), ([found]) => ({ kind, text: found }));
  const found: PersonalFinding[] = [
    ...seen.phones
      .filter(({ value }) => value.kind === 'mobile')
      .map((f) => ({ kind: 'phone' as const, text: cut(f) })),
    ...matches('phone', MOBILE),
    ...seen.idNumbers.map((f) => ({ kind: 'id-number' as const, text: cut(f) })),
    ...matches('id-number', ID_NUMBER),
    ...seen.plates.filter((f) => f.confidence >= 0.5).map((f) => ({ kind: 'plate' as const, text: cut(f) })),
    ...seen.names.filter((f) => f.confidence >= 0.5).map((f) => ({ kind: 'name' as const, text: cut(f) })),
    ...matches('home', HOME),
    ...seen.ticketNumbers.map((f) => ({ kind: 'ticket' as const, text: cut(f) })),
  ];
  return found.filter((one, index) => found.findIndex(({ text: other }) => other === one.text) === index);
}

/** The language part takes the numbers of one speaker; a published text may hold any number of them. */
const MOBILE = /(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g;
const ID_NUMBER = /(?<!\d)\d{6}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)/g;
const HOME = /\d+\s*(?:号楼|栋|幢|单元)[^，。；\n]{0,12}?\d{2,4}\s*(?:室|户)|\d{2,4}室/g;
