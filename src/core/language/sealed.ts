import type { City } from '../model/city.js';
import type { Hits } from './lexicon.js';
import { add, hear, listed } from './scene/hear.js';
import { createTagger } from './scene/tagger.js';
import { SITUATIONS, VOCABULARY } from './sealed/officials.js';
import type { Sealed, Span } from './understanding.js';

/** State secrets win over the others: of them nothing may be kept at all. */
const FIRST = 'state-secret';

/** 涉纪, 涉检, 涉密: who in public office did what, and the city's own signs from the lexicon. */
export function createSealed(city: City): (hits: Hits, text: string) => Sealed | undefined {
  const tag = createTagger(VOCABULARY);
  return (hits, text) => {
    const signs = [...hear(tag(text), text, SITUATIONS, isStated), ...listed(hits, 'sealed', () => 1)];
    const found = city.lexicon.sealed
      .map(({ id, hotlines }) => ({ id, hotlines, ...add(signs, id) }))
      .filter(({ score }) => score >= city.lexicon.threshold)
      .sort((a, b) => b.score - a.score);
    return found.find(({ id }) => id === FIRST) ?? found[0];
  };
}

const DENIED =
  /(?:没有?|并未|从不|不是|并非|不会|拒绝|严禁|禁止|防止|杜绝|严查|not?|never)(?:人|在|再|去|要|敢)*$/i;
/** Asking for a number or an address is no report: "举报贪污打什么电话". */
const ASKED =
  /(?:打什么电话|什么电话|电话(?:是)?多少|电话号码|在哪里?|几点|怎么走|是什么意思|属于什么|怎么定义)[?]?\s*$/;

function isStated(text: string, words: readonly Span[]): number {
  if (ASKED.test(text)) return 0;
  return words.some(({ start }) => DENIED.test(text.slice(Math.max(0, start - 8), start))) ? 0 : 1;
}
