import type { Contact, Join } from '../model/contact.js';

/** The contact of a citizen, worked out from joins; without any, the citizen alone. */
export function contactOf(citizenId: string, joins: readonly Join[]): Contact {
  const citizens = new Set([citizenId]);
  // A set takes in what is added while it is walked, so this goes as far as the joins lead.
  for (const id of citizens)
    for (const join of joins)
      if (stands(join) && names(join, id)) join.citizens.forEach((c) => citizens.add(c));
  return {
    citizens: [...citizens].sort(),
    joins: joins.filter((join) => join.citizens.some((id) => citizens.has(id))).sort(byTime),
  };
}

/** True until somebody takes the join back. */
export function stands(join: Join): boolean {
  return join.separated === undefined;
}

/** The same two citizens, whichever was named first. */
export function samePair(a: Join['citizens'], b: Join['citizens']): boolean {
  return pairKey(a) === pairKey(b);
}

/** One key for two citizens in either order. */
export function pairKey([a, b]: Join['citizens']): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function names(join: Join, citizenId: string): boolean {
  return join.citizens.includes(citizenId);
}

function byTime(a: Join, b: Join): number {
  return a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);
}
