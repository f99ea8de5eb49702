import type { City, Region } from '../../model/city.js';
import type { Place } from '../../model/place.js';
import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';
import { createGazetteer, type Division } from './gazetteer.js';
import { latinPlaces, createLatinDivisions } from './latin-place.js';
import { links, mapLinks, sharedPlaces } from './map-link.js';
import { createOutside } from './outside.js';
import { placeParts, type Part } from './place-parts.js';
import { isContrasted, type Role, roleOf } from './place-role.js';

/** A place, and whether only the citizen knows where it is ("我家楼下"), so that it must be asked for. */
export type FoundPlace = Found<Place> & { ambiguous?: true };

export interface Places {
  places: FoundPlace[];
  outside?: Found<string>;
}

type Candidate = FoundPlace & {
  role: Role;
  /** In another city: no division said elsewhere belongs to it. */
  outside?: true;
};

/**
 * Places, the one of the matter first: divisions from the city's gazetteer, roads with numbers, estates
 * with buildings, villages, known kinds of sites, crossings, "对面", shared locations and map links. Parts
 * that touch form one place; the county comes from the town where only the town is said. A division name
 * borne by several regions gives one candidate for each, on the same span, below 0.6.
 */
export function createPlaces(city: City): (text: string, taken: Span[]) => Places {
  const divisionsOf = createGazetteer(city);
  const latinDivisionsOf = createLatinDivisions(city);
  const outsideOf = createOutside(city);
  const cityName = new RegExp(`(?:江苏省?)?${city.profile.name.replace(/市$/, '')}市?`, 'u');
  const prefix = new RegExp(`${cityName.source}$`, 'u');
  const byCode = new Map(city.regions.map((region) => [region.code, region]));
  const codesOf = (divisions: Division[]) => divisionCodes(divisions, byCode);

  return (text, taken) => {
    const points = mapLinks(text);
    const mask = new Mask(text, [...taken, ...links(text), ...points.map(({ span }) => span)]);
    const elsewhere = outsideOf(text).filter(({ span }) => !mask.touches(span));
    // "户口在连云港" is neither the place nor a harbour.
    for (const { span, confidence } of elsewhere) if (confidence < 0.5) mask.mark(span);
    const away = new Mask(
      text,
      elsewhere.map(({ span }) => span),
    );
    const divisions = [...divisionsOf(text), ...latinDivisionsOf(text)].filter(
      (division) => !mask.touches(division) && !away.touches(division),
    );
    const found: Candidate[] = points.map(({ span, point, label }) => {
      const codes = codesOf(divisionsOf(label ?? ''))[0];
      const value = { text: text.slice(span.start, span.end), ...place(codes, label ?? ''), point };
      return { value, confidence: 0.93, span, role: 'scene' };
    });
    for (const span of sharedPlaces(text)) {
      if (mask.touches(span)) continue;
      const within = divisions.filter(({ start, end }) => start >= span.start && end <= span.end);
      const said = text.slice(span.start, span.end);
      const rest = within.reduce((left, { start, end }) => left.replace(text.slice(start, end), ''), said);
      const value = { text: said, ...place(codesOf(within)[0], rest.replace(cityName, '').trim()) };
      found.push({ value, confidence: 0.95, span, role: 'scene' });
      mask.mark(span);
    }
    for (const span of latinPlaces(text)) {
      if (mask.touches(span)) continue;
      const said = text.slice(span.start, span.end);
      const within = divisions.filter(({ start, end }) => start >= span.start && end <= span.end);
      // "Dafeng District" is the division alone; "Jianhu bus station" is more.
      const detail = within.some(({ end }) => end === span.end) ? '' : said;
      const confidence = detail === '' ? 0.75 : 0.72;
      found.push({
        value: { text: said, ...place(codesOf(within)[0], detail) },
        confidence,
        span,
        role: roleOf(text, span),
      });
      mask.mark(span);
    }
    const given: Part[] = [
      ...divisions
        .filter((division) => !mask.touches(division))
        .map((division): Part => ({ start: division.start, end: division.end, kind: 'division', division })),
      ...elsewhere
        .filter(({ confidence }) => confidence >= 0.5)
        .map(({ span }): Part => ({ ...span, kind: 'outside' })),
    ];
    const groups = group(placeParts(text, given, mask), text);
    found.push(...groups.flatMap((members) => candidates(members, text, codesOf, prefix)));
    const places = rank(found, text);
    const outside = elsewhere.toSorted((a, b) => b.confidence - a.confidence)[0];
    return outside === undefined ? { places } : { places, outside };
  };
}

/** What may stand between two roads that cross. */
const LINK = /^\s?(?:与|和|跟|同|、|-|—|\/|交|到|至|近|靠|靠近)?\s?$/u;
/** What may stand between parts of one address. */
const GLUE =
  /^\s?(?:[,、]\s?)?(?:的|境内(?:的)?|城区|市区|县城|城里?|那边(?:的)?|这边(?:的)?|上的?|里的?|内的?)?\s?$/u;

/** Parts that touch, or are joined by 与 and the like between two roads. */
function group(parts: Part[], text: string): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const members = groups.at(-1);
    const last = members?.at(-1);
    const gap = last === undefined ? '' : text.slice(last.end, part.start);
    const crossing = part.kind === 'road' && last?.kind === 'road' && LINK.test(gap);
    // "盐都区,亭湖区" are two places, "盐都区,神州路" is one.
    const second = gap !== '' && part.kind === 'division' && last?.kind !== 'division';
    // "5栋楼道" ends with the building; "亭湖区我家楼下" is one answer.
    const unclear = part.kind === 'vague' && last?.kind !== 'division' && last?.kind !== 'vague';
    if (members && last && !unclear && (crossing || (GLUE.test(gap) && !second && !isSister(last, part))))
      members.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Two divisions of one level side by side are two places. */
const isSister = (last: Part, part: Part): boolean =>
  last.division !== undefined &&
  part.division !== undefined &&
  last.division.regions[0]?.level === part.division.regions[0]?.level;

function candidates(
  members: Part[],
  text: string,
  codesOf: (divisions: Division[]) => Codes[],
  cityPrefix: RegExp,
): Candidate[] {
  const first = members[0];
  const last = members.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = { start: first.start, end: last.end };
  span.start -= cityPrefix.exec(text.slice(Math.max(0, span.start - 8), span.start))?.[0].length ?? 0;
  const divisions = members.flatMap(({ division }) => division ?? []);
  const details = members.filter(
    ({ kind }) => kind !== 'division' && kind !== 'outside' && kind !== 'vague' && kind !== 'zone',
  );
  // "亭湖这边" is as clear as "亭湖".
  const vague = members.some(
    (part) =>
      part.kind === 'vague' && (divisions.length === 0 || !/^这/.test(text.slice(part.start, part.end))),
  );
  const outside = members.some(({ kind }) => kind === 'outside');
  if (outside && isElsewhereOnly(members, text, span)) return [];
  const detail = details
    .map((part) => text.slice(part.start, part.end))
    .join('')
    .replace(/\s/g, '');
  const depth = depthOf(details, detail);
  const role = roleOf(text, span);
  return codesOf(divisions).map((codes) => ({
    value: { text: text.slice(span.start, span.end), ...place(codes, detail) },
    confidence:
      details.length === 0
        ? divisions.length > 0
          ? codes.confidence * 0.85
          : outside
            ? 0.4
            : members.some(({ kind }) => kind === 'zone')
              ? 0.6
              : 0.25
        : divisions.length === 0
          ? depth
          : Math.min(0.98, (codes.confidence + depth) / 2 + 0.1),
    span,
    role,
    ...(vague && details.length === 0 ? { ambiguous: true as const } : {}),
    ...(outside ? { outside: true as const } : {}),
  }));
}

/**
 * "苏州的观前街", "徐州的表哥": whose or what sort it is, not where it was; "在南京被骗" is where. "上海大丰农场"
 * bears the name of two places and is neither.
 */
function isElsewhereOnly(members: Part[], text: string, { start, end }: Span): boolean {
  if (/(?:在|位于|地点:?|地址:?)$/.test(text.slice(Math.max(0, start - 4), start))) return false;
  const [first, second] = members;
  if (first?.kind !== 'outside') return false;
  if (second?.division !== undefined) return second.start === first.end;
  const said = text.slice(first.end, end + 8);
  return /^(?:那边|那里|那儿)?的/.test(said) && !/^的(?:亲戚|朋友|父母|老)?(?:家|房)/.test(said);
}

interface Codes {
  county?: string;
  town?: string;
  confidence: number;
}

function place(codes: Codes | undefined, detail: string): Pick<Place, 'county' | 'town' | 'detail'> {
  return {
    ...(codes?.county === undefined ? {} : { county: codes.county }),
    ...(codes?.town === undefined ? {} : { town: codes.town }),
    ...(detail === '' ? {} : { detail }),
  };
}

/** County and town of the divisions of one place; one answer for each region a shared name may mean. */
function divisionCodes(divisions: Division[], byCode: Map<string, Region>): Codes[] {
  const narrowest = divisions.findLast(({ regions }) => regions[0]?.level === 'town') ?? divisions.at(-1);
  if (narrowest === undefined) return [{ confidence: 1 }];
  const county = divisions.find(
    (division) => division !== narrowest && division.regions[0]?.level === 'county',
  )?.regions[0];
  return narrowest.regions.map((region, _, all) => {
    const confidence = all.length > 1 ? 0.55 : narrowest.confidence;
    if (region.level === 'county') return { county: region.code, confidence };
    const parent = byCode.get(region.parent);
    if (county !== undefined && parent !== undefined && county.code !== parent.code) {
      // The town is not in the county that was said: one of the two is wrong, the engine asks.
      return { county: county.code, town: region.code, confidence: 0.5 };
    }
    return { county: parent?.code ?? county?.code, town: region.code, confidence };
  });
}

function depthOf(details: Part[], text: string): number {
  const has = (kind: Part['kind']) => details.some((part) => part.kind === kind);
  if (has('crossing') || has('unit')) return 0.9;
  if (has('road')) return /[\d一二三四五六七八九十]号/.test(text) ? 0.9 : 0.8;
  if (has('estate') || has('village')) return 0.8;
  return has('relation') || has('beside') ? 0.65 : 0.6;
}

/** How much a role moves a place before or behind the others of the text. */
const WEIGHT: Record<Role, number> = { scene: 0.3, plain: 0, route: -0.25, home: -0.25, denied: -1 };

/** The place of the matter first; what the citizen denies is no place at all. */
function rank(found: Candidate[], text: string): FoundPlace[] {
  const stated = found.filter(({ role }) => role !== 'denied');
  spreadDivision(stated, text);
  const firm = stated.filter(({ ambiguous }) => !ambiguous);
  // "我家楼下" says nothing beside a place that somebody can find; beside a bare county it still does.
  const kept = firm.some(({ confidence }) => confidence >= 0.5)
    ? stated.filter(({ ambiguous, value }) => !ambiguous || value.county !== undefined)
    : stated;
  return kept
    .toSorted((a, b) => b.confidence + WEIGHT[b.role] - (a.confidence + WEIGHT[a.role]))
    .map(({ value, confidence, span, ambiguous }) => ({
      value,
      confidence,
      span,
      ...(ambiguous ? { ambiguous } : {}),
    }));
}

/** A detail without a division takes the only division said elsewhere in the text. */
function spreadDivision(found: Candidate[], text: string): void {
  const bare = found.filter(
    ({ value, ambiguous }) => value.detail === undefined && !ambiguous && value.county,
  );
  const scenes = bare.filter(({ role }) => role !== 'home' && role !== 'route');
  const [only, ...more] = scenes.length > 0 ? scenes : bare.filter(({ role }) => role === 'home');
  if (only === undefined || more.length > 0) return;
  if (only.role === 'home' && isContrasted(text, only.span)) return;
  const lacking = found.filter(
    ({ value, ambiguous, outside }) =>
      (value.detail !== undefined || ambiguous) && value.county === undefined && !outside,
  );
  if (lacking.length === 0) return;
  for (const one of lacking) {
    one.value = {
      ...one.value,
      county: only.value.county,
      ...(only.value.town === undefined ? {} : { town: only.value.town }),
    };
    one.confidence = Math.min(0.95, one.confidence + 0.05);
  }
  // A town that was named is nearer to the place than "楼上" somewhere else in the text.
  if (only.value.town !== undefined && lacking.every(({ ambiguous }) => ambiguous)) only.confidence = 0.95;
  else found.splice(found.indexOf(only), 1);
}
