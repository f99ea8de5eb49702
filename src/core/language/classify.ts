import type { City } from '../model/city.js';
import { RequestType } from '../model/codes.js';
import { score, type Hits } from './lexicon.js';
import type { Scored } from './understanding.js';

export interface Classification {
  type?: Scored<RequestType>;
  category?: Scored<string>;
  hotline?: Scored<string>;
}

/**
 * Type, category and hotline by the sum of the lexicon's signs; below the city's threshold there is no
 * answer, because a wrong unit costs the citizen more than one question.
 */
export function createClassify(city: City): (hits: Hits, text: string) => Classification {
  const hotlineOf = defaultHotlines(city);
  const byDial = new Map(city.hotlines.map((hotline) => [hotline.dial, hotline.id]));
  const dial = new RegExp(`(?<!\\d)(?:${[...byDial.keys()].join('|') || '(?!)'})(?!\\d)`);
  const categories = Object.keys(city.lexicon.categories);

  return (hits, text) => {
    const type = best(RequestType.options, 'type', hits, city.lexicon.threshold);
    const category = best(categories, 'category', hits, city.lexicon.threshold);
    const dialled = byDial.get(dial.exec(text)?.[0] ?? '');
    const byCategory = category === undefined ? undefined : hotlineOf.get(category.value);
    return {
      type,
      category,
      hotline:
        byCategory !== undefined && category !== undefined
          ? { value: byCategory, score: category.score, reasons: category.reasons }
          : dialled === undefined
            ? undefined
            : { value: dialled, score: city.lexicon.threshold, reasons: [dialled] },
    };
  };
}

function best<T extends string>(
  values: readonly T[],
  kind: string,
  hits: Hits,
  threshold: number,
): Scored<T> | undefined {
  let top: Scored<T> | undefined;
  for (const value of values) {
    const found = hits.get(`${kind}:${value}`);
    if (found === undefined) continue;
    const scored = score(found);
    // On a tie the earlier one stands: the lexicon lists what is more specific first.
    if (scored.score >= threshold && (top === undefined || scored.score > top.score))
      top = { value, ...scored };
  }
  return top;
}

/** Each category's hotline, or that of the nearest branch above it which has one. */
function defaultHotlines(city: City): Map<string, string> {
  const byCode = new Map(city.categories.map((category) => [category.code, category]));
  const result = new Map<string, string>();
  for (const category of city.categories) {
    let current: typeof category | undefined = category;
    while (current !== undefined && current.hotline === undefined) {
      current = current.parent === undefined ? undefined : byCode.get(current.parent);
    }
    if (current?.hotline !== undefined) result.set(category.code, current.hotline);
  }
  return result;
}
