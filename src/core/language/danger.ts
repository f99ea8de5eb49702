import type { City } from '../model/city.js';
import { standing, type Gravity } from './danger/context.js';
import { cannotSpeak } from './danger/speech.js';
import { SITUATIONS, VOCABULARY } from './danger/themes.js';
import type { Hits } from './lexicon.js';
import { scenes } from './scene/situation.js';
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
  'police',
  'water-rescue',
  'gas',
  'traffic',
  'trapped',
  'electric',
  'animal',
  'medical',
  'threat-told',
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

interface Sign {
  group: string;
  weight: number;
  words: string[];
}

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
    const signs = [...told(tag(text), text), ...listed(hits, text, groups)];
    for (const { id, hotlines } of byRank) {
      const own = signs.filter(({ group }) => group === id);
      // Weights are tenths; sums of them are shown to staff and must not read 2.5999999999999996.
      const score = Math.round(own.reduce((sum, { weight }) => sum + weight, 0) * 100) / 100;
      if (score < threshold) continue;
      const reasons = [...new Set(own.flatMap(({ words }) => words))];
      return { id, hotlines, score, reasons, cannotSpeak: cannotSpeak(text) };
    }
    return undefined;
  };
}

/** Each situation counts once, where it stands best. */
function told(tags: ReturnType<ReturnType<typeof createTagger>>, text: string): Sign[] {
  return SITUATIONS.flatMap((situation) => {
    const gravity = GRAVITY[situation.group] ?? ORDINARY;
    let best = 0;
    let words: string[] = [];
    for (const scene of scenes(tags, situation)) {
      const share = standing(text, scene.words, gravity);
      if (share <= best) continue;
      best = share;
      words = scene.words.map(({ start, end }) => text.slice(start, end));
      if (best === 1) break;
    }
    return best === 0 ? [] : [{ group: situation.group, weight: situation.weight * best, words }];
  });
}

function listed(hits: Hits, text: string, groups: City['lexicon']['danger']): Sign[] {
  return groups.flatMap(({ id }) => {
    const gravity = GRAVITY[id] ?? ORDINARY;
    const byEntry = new Map<number, Sign>();
    for (const hit of hits.get(`danger:${id}`) ?? []) {
      const weight = hit.weight * standing(text, [hit], gravity);
      const known = byEntry.get(hit.entry);
      if (weight > (known?.weight ?? 0)) byEntry.set(hit.entry, { group: id, weight, words: [hit.word] });
    }
    return [...byEntry.values()];
  });
}
