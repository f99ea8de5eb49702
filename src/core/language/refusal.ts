import type { City } from '../model/city.js';
import { score, type Hits } from './lexicon.js';
import type { Refusal } from './understanding.js';

/** 不予受理: the strongest group at or above the threshold; on a tie the earlier one of the lexicon stands. */
export function createRefusal(city: City): (hits: Hits) => Refusal | undefined {
  return (hits) => {
    let top: Refusal | undefined;
    for (const { id, reason, hotlines } of city.lexicon.refusals) {
      const scored = score(hits.get(`refusal:${id}`) ?? []);
      if (scored.score >= city.lexicon.threshold && scored.score > (top?.score ?? 0)) {
        top = { id, reason, hotlines, ...scored };
      }
    }
    return top;
  };
}
