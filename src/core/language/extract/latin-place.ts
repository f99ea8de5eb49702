import type { City, Region } from '../../model/city.js';
import type { Span } from '../understanding.js';
import { SUFFIX } from './division-name.js';
import type { Division } from './gazetteer.js';
import { romanise } from './pinyin.js';

/** Divisions written in Latin letters: "Tinghu", "yandu qu", "Jianhu County", "He De town". */
export function createLatinDivisions(city: City): (text: string) => Division[] {
  const byName = new Map<string, Region[]>();
  for (const region of city.regions) {
    const name = romanise(region.name.replace(SUFFIX, ''));
    if (name === undefined || SUFFIX.exec(region.name) === null || /[农盐]场$/.test(region.name)) continue;
    byName.set(name, [...(byName.get(name) ?? []), region]);
  }
  for (const region of city.regions)
    for (const alias of region.aliases)
      if (/^[A-Za-z ]+$/.test(alias)) byName.set(alias.toLowerCase().replace(/ /g, ''), [region]);
  return (text) => {
    const words = Array.from(text.matchAll(/[a-z]+(?:'[a-z]+)?/giu), ({ 0: said, index }) => ({
      said: said.toLowerCase().replace("'", ''),
      start: index,
      end: index + said.length,
    }));
    return words.flatMap((word, at): Division[] => {
      for (const length of [3, 2, 1]) {
        const parts = words.slice(at, at + length);
        const last = parts.at(-1);
        if (parts.length < length || last === undefined) continue;
        const name = parts.map(({ said }) => said).join('');
        const suffix = KINDS.exec(text.slice(last.end, last.end + 16))?.[1]?.toLowerCase();
        // "Jianjun East Road" begins like nothing of ours, "Dafeng Road" does: it is a street.
        if (STREET.test(text.slice(last.end, last.end + 14))) continue;
        const regions = byName.get(name) ?? byName.get(withoutKind(name));
        if (regions === undefined) continue;
        const counties = regions.filter(({ level }) => level === 'county');
        const wanted = suffix === undefined ? undefined : TOWN.test(suffix) ? 'town' : 'county';
        const fitting = wanted === undefined && counties.length > 0 ? counties : regions;
        const right = fitting.filter(({ level }) => wanted === undefined || level === wanted);
        const kept = right.length > 0 ? right : fitting;
        const bare = suffix === undefined && withoutKind(name) === name;
        if (
          bare &&
          kept.every(({ level }) => level === 'town') &&
          !/(?:in|at|near|from) $/i.test(text.slice(Math.max(0, word.start - 5), word.start))
        )
          continue;
        const more =
          suffix === undefined ? 0 : (KINDS.exec(text.slice(last.end, last.end + 16))?.[0].length ?? 0);
        return [{ start: word.start, end: last.end + more, regions: kept, confidence: bare ? 0.82 : 0.9 }];
      }
      return [];
    });
  };
}

const KINDS =
  /^\s?(district|county|city|town|subdistrict|sub-district|street|qu|xian|shi|zhen|jiedao|xiang)\b/i;
const TOWN = /^(?:town|sub-?district|street|zhen|jiedao|xiang)$/;
const STREET = /^ (?:(?:east|west|south|north|middle|central) )?(?:road|rd|street|st|avenue|ave|lu|dadao)\b/i;
const withoutKind = (name: string): string => name.replace(/(?:qu|xian|shi|zhen|jiedao)$/, '');

/** "12 Jiefang South Road", "Julong Lake Park", "near my home": places told in English. */
export function latinPlaces(text: string): Span[] {
  return [ENGLISH, PINYIN_ROAD].flatMap((pattern) =>
    Array.from(text.matchAll(pattern), ({ 0: said, index }) => ({ start: index, end: index + said.length })),
  );
}

const HEAD =
  '(?:Road|Rd|Street|St|Avenue|Ave|Boulevard|Lane|Square|Park|Hospital|School|Market|Community|Gardens?|Plaza|Building|District|County|Town|Village|Station|Mall|Bridge|University|Estate|Residence|Apartments?|Center|Centre|Supermarket|Hotel|Lake|River|Airport)';
const GATE = '(?:,? (?:(?:north|south|east|west|main|back|front) (?:gate|entrance|square|exit)))?';
/** Names in Latin letters, as far as their capitals tell. */
const ENGLISH = new RegExp(
  `\\b(?:\\d{1,5}(?:-\\d+)? )?(?:No\\.? ?\\d+,? )?(?:(?!(?:The|An?|My|Our|This|That|There|Please|In|On|At|Near|It|We|Hello|Hi|Dear|Is|Are|Why|When|Where|How|What|Every|Some|Your|Is)\\b)[A-Z][\\w']+ ){1,4}(?:(?:bus|railway|train|high-speed rail|police|middle|primary|high|subway|gas) )?(?:${HEAD}|station|road|street|school|hospital|park|market|community|estate)\\b${GATE}`,
  'gu',
);
/** In small letters only what sounds Chinese counts: "jiefang south road", "jianjun lu". */
const PINYIN_ROAD = new RegExp(
  `\\b(?:no\\.? ?\\d+,? |\\d{1,5} )?(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|an|en|in|un|ai|ei|ao|ou|ia|ie|iu|ua|uo|ui|ue|[aeiou])){2,4} (?:(?:east|west|south|north|middle|central|dong|xi|nan|bei|zhong) )?(?:road|rd|street|avenue|lu|dadao|jie)\\b`,
  'gu',
);
/** Places only the person knows. */
export const LATIN_VAGUE =
  /\b(?:(?:near|outside|in front of|behind|next to|opposite|beside|below|above|under|in|at) (?:my|our) (?:home|house|building|apartment|flat|estate|community|compound|office|school|village|neighbou?rhood|street|place)|downstairs|upstairs|next door)\b/giu;
