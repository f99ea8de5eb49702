import type { Ticket } from '../model/ticket.js';
import { contained, likeness, pairsOf } from './likeness.js';

/** Why two tickets may be about the same matter. */
export type SimilarReason =
  | { type: 'person' }
  | { type: 'text'; likeness: number }
  | { type: 'place'; place: 'detail' | 'town' | 'county' }
  | { type: 'category' }
  | { type: 'time'; days: number };

export interface Similarity {
  /** 0 to 1; from `SUGGESTED_FROM` on it is worth a look. */
  score: number;
  reasons: SimilarReason[];
}

/** What a comparison reads of a ticket. */
export type Compared = Pick<Ticket, 'citizenId' | 'category' | 'createdAt'> & {
  request: Pick<Ticket['request'], 'title' | 'matter' | 'phone' | 'place' | 'secrecy' | 'anonymous'>;
};

/** What is known of a matter before it is a ticket. */
export interface Said {
  title: string;
  matter: string;
  category?: string;
  place?: Ticket['request']['place'];
}

/** As a ticket of nobody’s, made now. */
export function comparedOf({ title, matter, category, place }: Said, now: Date): Compared {
  const request = { title, matter, place, secrecy: 'open' as const, anonymous: true };
  return { citizenId: '', category, createdAt: now, request };
}

/** Below this people would see more that is none than is one (measured: docs/decisions/0064). */
export const SUGGESTED_FROM = 0.3;

const DAY_MS = 86_400_000;

/**
 * 疑似重复: how likely two tickets are one matter, and why. Words count most; where both places are known
 * they speak for or against; category, time and the same person only add to words that are alike.
 * @param people citizens that are one person with the one asked about (joined contacts).
 */
export function similarity(
  a: Compared,
  b: Compared,
  people: ReadonlySet<string>,
  [ofA, ofB] = [pairsIn(a), pairsIn(b)],
): Similarity {
  // What a matter is, its title says; the rest is often anger about it.
  const named = (contained(ofA.title, ofB.all) + contained(ofB.title, ofA.all)) / 2;
  const text = Math.max(likeness(ofA.all, ofB.all), 0.75 * named);
  const place = placeOf(a, b);
  const days = Math.abs(a.createdAt.getTime() - b.createdAt.getTime()) / DAY_MS;
  // Who asked not to be known is not given away by what else they wrote.
  const person = [a, b].every(isOpen) && (people.has(b.citizenId) || samePhone(a, b));
  const category = a.category !== undefined && a.category === b.category;
  const beside =
    (place.type === 'same' ? PLACE[place.place] : 0) +
    (category ? 0.1 : 0) +
    (person ? 0.15 : 0) +
    0.1 * Math.max(0, 1 - days / 14);
  // The rest of the world is alike in nothing but the day and the town: words must carry it.
  const carried = Math.min(1, text + beside * Math.min(1, text / 0.15));
  return {
    score: Math.round(100 * (place.type === 'other' ? carried * 0.5 : carried)) / 100,
    reasons: [
      ...(person ? [{ type: 'person' as const }] : []),
      ...(text >= 0.15 ? [{ type: 'text' as const, likeness: Math.round(100 * text) / 100 }] : []),
      ...(place.type === 'same' ? [{ type: 'place' as const, place: place.place }] : []),
      ...(category ? [{ type: 'category' as const }] : []),
      ...(days <= 14 ? [{ type: 'time' as const, days: Math.round(days) }] : []),
    ],
  };
}

const PLACE = { detail: 0.3, town: 0.1, county: 0.03 };

/** The candidates worth a look, most alike first. */
export function mostSimilar<T extends Compared>(
  ticket: Compared,
  candidates: readonly T[],
  people: ReadonlySet<string>,
  limit: number,
): (Similarity & { ticket: T })[] {
  const own = pairsIn(ticket);
  return candidates
    .map((one) => ({ ticket: one, ...similarity(ticket, one, people, [own, pairsIn(one)]) }))
    .filter(({ score }) => score >= SUGGESTED_FROM)
    .sort((a, b) => b.score - a.score || b.ticket.createdAt.getTime() - a.ticket.createdAt.getTime())
    .slice(0, limit);
}

/** The pairs of a ticket’s words: what is compared. */
export const pairsIn = ({ request: { title, matter } }: Compared) => ({
  title: pairsOf(title),
  all: pairsOf(`${title}\n${matter}`),
});

const isOpen = ({ request }: Compared): boolean => request.secrecy === 'open' && !request.anonymous;

function samePhone({ request: a }: Compared, { request: b }: Compared): boolean {
  return a.phone !== undefined && a.phone.e164 === b.phone?.e164;
}

function placeOf(
  { request: { place: a } }: Compared,
  { request: { place: b } }: Compared,
): { type: 'same'; place: keyof typeof PLACE } | { type: 'other' } | { type: 'unknown' } {
  if (!a || !b) return { type: 'unknown' };
  const elsewhere = (one: string | undefined, two: string | undefined) =>
    one !== undefined && two !== undefined && one !== two;
  if (elsewhere(a.county, b.county) || elsewhere(a.town, b.town)) return { type: 'other' };
  const near = likeness(pairsOf(a.detail ?? a.text), pairsOf(b.detail ?? b.text));
  if (near >= 0.5) return { type: 'same', place: 'detail' };
  if (a.town !== undefined && a.town === b.town) return { type: 'same', place: 'town' };
  if (a.county !== undefined && a.county === b.county) return { type: 'same', place: 'county' };
  return { type: 'unknown' };
}
