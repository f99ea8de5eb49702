import type { City } from '../model/city.js';
import { standing, type Gravity } from './danger/context.js';
import { cannotSpeak } from './danger/speech.js';
import { SITUATIONS, VOCABULARY } from './danger/themes.js';
import type { Hits } from './lexicon.js';
import { add, hear, listed, type Standing } from './scene/hear.js';
import { createTagger } from './scene/tagger.js';
import type { Danger } from './understanding.js';

/**
 * Whose number is named first when several dangers are told: life against itself and others before all,
 * then what spreads or goes on, then who is hurt already.
 */
const ORDER = [
  'suicide',
  'threat',
  'fire',
  'water-rescue',
  'animal',
  'police',
  'gas',
  'traffic',
  'trapped',
  'electric',
  'medical',
  'threat-told',
  'help',
];

const FEARED: Gravity = { whenFeared: true, asHabit: true, lasting: false };
const ORDINARY: Gravity = { whenFeared: false, asHabit: false, lasting: false };
const GRAVITY: Readonly<Record<string, Gravity>> = {
  suicide: FEARED,
  threat: FEARED,
  'threat-told': FEARED,
  police: { whenFeared: false, asHabit: true, lasting: true },
  gas: { whenFeared: false, asHabit: false, lasting: true },
  trapped: { whenFeared: false, asHabit: false, lasting: true },
};

/**
 * Danger to life or property: situations made of concepts (who, what happens to them, where, with what),
 * and the city's own signs from the lexicon, as far as they stand in their context.
 */
export function createDanger(city: City): (hits: Hits, text: string) => Danger | undefined {
  const tag = createTagger(VOCABULARY);
  const { danger: groups, threshold } = city.lexicon;
  const rank = new Map(ORDER.map((id, index) => [id, index]));
  const byRank = [...groups].sort(
    (a, b) => (rank.get(a.id) ?? ORDER.length) - (rank.get(b.id) ?? ORDER.length),
  );

  return (hits, text) => {
    const signs = [
      ...hear(tag(text), text, SITUATIONS, inContext),
      ...listed(hits, 'danger', (hit, group) => inContext(text, [hit], group)),
    ];
    for (const { id, hotlines } of byRank) {
      const scored = add(signs, id);
      if (scored.score < threshold) continue;
      const first = signs.find((sign) => sign.group === id && sign.first !== undefined)?.first;
      const inOrder = first === undefined ? hotlines : [first, ...hotlines.filter((line) => line !== first)];
      return { id, hotlines: inOrder, ...scored, cannotSpeak: cannotSpeak(text) };
    }
    return undefined;
  };
}

const inContext: Standing = (text, words, group) => standing(text, words, GRAVITY[group] ?? ORDINARY);
