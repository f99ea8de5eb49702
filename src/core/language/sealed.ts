import type { City } from '../model/city.js';
import { score, type Hits } from './lexicon.js';
import type { Sealed } from './understanding.js';

/** 涉纪, 涉检, 涉密: the strongest group at or above the threshold; state secrets win over the others. */
export function createSealed(city: City): (hits: Hits) => Sealed | undefined {
  return (hits) => {
    const found = city.lexicon.sealed
      .map(({ id, hotlines }) => ({ id, hotlines, ...score(hits.get(`sealed:${id}`) ?? []) }))
      .filter((sealed) => sealed.score >= city.lexicon.threshold)
      .sort((a, b) => b.score - a.score);
    return found.find(({ id }) => id === 'state-secret') ?? found[0];
  };
}
