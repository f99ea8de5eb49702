import type { City, Region } from '../../model/city.js';
import type { Place } from '../../model/place.js';
import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';
import { createGazetteer, type Division } from './gazetteer.js';
import { placeParts, type Part } from './place-words.js';

/** What may stand between two roads that cross. */
const LINK = /^\s?(?:与|和|跟|同|、|-|—|\/|交|到|至)?\s?$/u;

/** Vague places: kept in the citizen's words, but the engine must ask. */
const VAGUE =
  /(?:我|俺|咱|我们|咱们|我们家|自)?(?:家|小区|村|单位|公司|学校|厂|店|楼|住处|租的房子|隔壁|邻居家?)(?:的)?(?:楼下|楼上|门口|门前|对面|旁边|附近|里面?|后面|前面|隔壁|边上|楼道里?|地下车库)|(?:我们|咱们|俺们|我)(?:小区|村|单位|楼)|楼下|家门口|附近|这里|这边/u;

/** "12 Jiefang South Road", "Julong Lake Park": names in Latin letters, as far as their capitals tell. */
const ENGLISH =
  /\b(?:\d{1,5}(?:-\d+)? )?(?:(?:No\.? ?\d+,? )?[A-Z][\w']+ ){1,4}(?:Road|Rd|Street|St|Avenue|Ave|Boulevard|Lane|Square|Park|Hospital|School|Market|Community|Gardens?|Plaza|Building|District|County|Town|Village|Station|Mall)\b/g;

/**
 * Places: divisions from the city's gazetteer, roads with numbers, estates with buildings, villages,
 * known kinds of sites, crossings, and "对面", "附近". Parts that touch form one place; the county comes
 * from the town where only the town is said. A division name borne by several regions gives one candidate
 * for each, on the same span, below 0.6.
 */
export function createPlaces(city: City): (text: string, taken: Span[]) => Found<Place>[] {
  const divisions = createGazetteer(city);
  const prefix = new RegExp(`(?:江苏省?)?${city.profile.name.replace(/市$/, '')}市?$`, 'u');
  const byCode = new Map(city.regions.map((region) => [region.code, region]));

  return (text, taken) => {
    const mask = new Mask(text, taken);
    const named = divisions(text).filter((division) => !mask.touches(division));
    const groups = group(placeParts(text, named, mask), text);
    const found = groups.flatMap((members) => placesOf(members, text, byCode, prefix));
    spreadDivision(found);
    for (const match of text.matchAll(ENGLISH)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (!mask.touches(span))
        found.push({ value: { text: match[0], detail: match[0] }, confidence: 0.7, span });
    }
    if (found.length === 0) {
      const vague = VAGUE.exec(text);
      if (vague) {
        const span = { start: vague.index, end: vague.index + vague[0].length };
        found.push({ value: { text: vague[0] }, confidence: 0.25, span });
      }
    }
    return found.sort((a, b) => b.confidence - a.confidence);
  };
}

/** Parts that touch, or are joined by 与 and the like between two roads. */
function group(parts: Part[], text: string): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const members = groups.at(-1);
    const last = members?.at(-1);
    const gap = last === undefined ? '' : text.slice(last.end, part.start);
    const joined =
      last !== undefined &&
      (/^\s?(?:[,、]\s?)?(?:的|境内|城区|市区|县城)?$/.test(gap) ||
        (part.kind === 'road' && last.kind === 'road' && LINK.test(gap)));
    if (members && joined) members.push(part);
    else groups.push([part]);
  }
  return groups;
}

function placesOf(
  members: Part[],
  text: string,
  byCode: Map<string, Region>,
  cityPrefix: RegExp,
): Found<Place>[] {
  const first = members[0];
  const last = members.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = { start: first.start, end: last.end };
  span.start -= cityPrefix.exec(text.slice(Math.max(0, span.start - 8), span.start))?.[0].length ?? 0;
  const divisions = members.flatMap(({ division }) => division ?? []);
  const details = members.filter(({ kind }) => kind !== 'division');
  const detail = details
    .map((part) => text.slice(part.start, part.end))
    .join('')
    .replace(/\s/g, '');
  const depth = confidenceOf(details, detail);
  return codesOf(divisions, byCode).map(({ county, town, confidence }) => ({
    value: {
      text: text.slice(span.start, span.end),
      ...(county === undefined ? {} : { county }),
      ...(town === undefined ? {} : { town }),
      ...(detail === '' ? {} : { detail }),
    },
    confidence:
      details.length === 0
        ? confidence * 0.85
        : divisions.length === 0
          ? depth
          : Math.min(0.98, (confidence + depth) / 2 + 0.1),
    span,
  }));
}

/** County and town of the divisions of one place; one answer for each region a shared name may mean. */
function codesOf(
  divisions: Division[],
  byCode: Map<string, Region>,
): { county?: string; town?: string; confidence: number }[] {
  const narrowest = divisions.findLast(({ regions }) => regions[0]?.level === 'town') ?? divisions.at(-1);
  if (narrowest === undefined) return [{ confidence: 1 }];
  const county = divisions.find(
    (division) => division !== narrowest && division.regions[0]?.level === 'county',
  )?.regions[0];
  const candidates = narrowest.regions;
  return candidates.map((region) => {
    const confidence = candidates.length > 1 ? 0.55 : narrowest.confidence;
    if (region.level === 'county') return { county: region.code, confidence };
    const parent = byCode.get(region.parent);
    if (county !== undefined && parent !== undefined && county.code !== parent.code) {
      // The town is not in the county that was said: one of the two is wrong, the engine asks.
      return { county: county.code, town: region.code, confidence: 0.5 };
    }
    return { county: parent?.code ?? county?.code, town: region.code, confidence };
  });
}

function confidenceOf(details: Part[], text: string): number {
  const has = (kind: Part['kind']) => details.some((part) => part.kind === kind);
  if (has('crossing') || has('unit')) return 0.9;
  if (has('road')) return /[\d一二三四五六七八九十]号/.test(text) ? 0.9 : 0.8;
  if (has('estate') || has('village')) return 0.8;
  return has('relation') ? 0.65 : 0.6;
}

/** A detail without a division takes the only division said elsewhere in the text. */
function spreadDivision(found: Found<Place>[]): void {
  const bare = found.filter(({ value }) => value.detail === undefined);
  const [only, ...more] = bare;
  if (only === undefined || more.length > 0) return;
  const lacking = found.filter(({ value }) => value.detail !== undefined && value.county === undefined);
  if (lacking.length === 0) return;
  for (const place of lacking) {
    place.value = {
      ...place.value,
      county: only.value.county,
      ...(only.value.town === undefined ? {} : { town: only.value.town }),
    };
    place.confidence = Math.min(0.95, place.confidence + 0.05);
  }
  found.splice(found.indexOf(only), 1);
}
