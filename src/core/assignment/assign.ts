import type { Language } from '../model/codes.js';

/** A conversation that waits for a person, and what it asks of them. */
export interface Waiting {
  id: string;
  since: Date;
  /** Danger goes first. */
  urgent: boolean;
  language: Language;
  hotline?: string;
  category?: string;
  /** The county platform that holds what it is about. */
  platform?: string;
  /** Whom it must not go to: it was just taken back from them. */
  notTo?: string;
}

/** Somebody who may be given conversations now. */
export interface Taker {
  id: string;
  languages: readonly Language[];
  hotlines: readonly string[];
  categories: readonly string[];
  platform?: string;
  /** Conversations they have, however they came by them. */
  open: number;
  most: number;
  lastGivenAt?: Date;
}

export interface Assignment {
  conversationId: string;
  staffId: string;
}

/**
 * Who is given what now: danger first, then who waited longest; each to the person who fits, has room, and was longest
 * not given one. What nobody can take stays where it is and holds up nobody behind it. Pure.
 */
export function assign(waiting: readonly Waiting[], takers: readonly Taker[], now: Date): Assignment[] {
  let people = [...takers];
  return waiting
    .toSorted((a, b) => Number(b.urgent) - Number(a.urgent) || earlier(a.since, b.since) || order(a.id, b.id))
    .flatMap((conversation): Assignment[] => {
      const next = takerFor(conversation, people);
      if (!next) return [];
      people = people.map((one) => (one === next ? { ...one, open: one.open + 1, lastGivenAt: now } : one));
      // Of one moment, who was given one goes behind those who were not.
      people = [...people.filter(({ id }) => id !== next.id), ...people.filter(({ id }) => id === next.id)];
      return [{ conversationId: conversation.id, staffId: next.id }];
    });
}

/** The person whose turn it is among those who fit and have room. */
function takerFor(conversation: Waiting, people: readonly Taker[]): Taker | undefined {
  return placed(conversation, people)
    .filter((one) => one.open < one.most && one.id !== conversation.notTo && knows(one, conversation))
    .toSorted((a, b) => earlier(a.lastGivenAt, b.lastGivenAt))[0];
}

/**
 * A county’s matter goes to its own people, and to the city’s only while none of them is there; a county’s people have
 * nothing of the city’s.
 */
function placed({ platform }: Waiting, people: readonly Taker[]): readonly Taker[] {
  const own = people.filter((one) => one.platform === platform);
  if (platform === undefined || own.length > 0) return own;
  return people.filter((one) => one.platform === undefined);
}

function knows(taker: Taker, { language, hotline, category }: Waiting): boolean {
  const { languages, hotlines, categories } = taker;
  return (
    languages.includes(language) &&
    (hotline === undefined || hotlines.length === 0 || hotlines.includes(hotline)) &&
    (category === undefined || categories.length === 0 || categories.some((one) => category.startsWith(one)))
  );
}

/** Never is before ever. */
const earlier = (a: Date | undefined, b: Date | undefined): number =>
  (a?.getTime() ?? 0) - (b?.getTime() ?? 0);
const order = (a: string, b: string): number => (a < b ? -1 : 1);
