import type { Day } from '../deadline/zone.js';
import type { Category, City } from '../model/city.js';
import type { Request } from '../model/request.js';
import type { Unit } from '../model/unit.js';
import { categoryPath } from './categories.js';
import { hotlineOf } from './hotlines.js';
import { unitToday } from './units.js';

/** A proposal to the person who dispatches. `reason` is for staff, in their language. */
export type DispatchSuggestion =
  | { type: 'unit'; unit: Unit; reason: string; alternatives: { unit: Unit; reason: string }[] }
  | { type: 'none'; reason: string };

/**
 * Which unit to send a request to, by the three layers that 12345 platforms dispatch by: what one unit
 * handles wherever it is goes to that unit (专业直派); else the territory leads where it is known
 * (属地管理); else the unit of the category (类别兜底). Nothing is suggested for a sealed matter, which
 * must never reach the unit complained about, nor where neither place nor category is known.
 */
export function suggestDispatch(
  city: Pick<City, 'units' | 'regions' | 'categories' | 'hotlines'>,
  request: Pick<Request, 'category' | 'place' | 'secrecy' | 'matter' | 'hotline'>,
  day: Day,
): DispatchSuggestion {
  if (request.secrecy === 'sealed') return { type: 'none', reason: '密件只由密件岗移交，不派单' };

  const category = request.category === undefined ? [] : categoryPath(city, request.category);
  const department = departmentOf(city, category, day) ?? lineOf(city, request.hotline, day);
  const territory = territoryOf(city, request, day);
  const layers = category.some(({ direct }) => direct === true)
    ? [department, territory]
    : [territory, department];
  const [first, ...alternatives] = layers.filter((candidate) => candidate !== undefined);
  return first === undefined
    ? { type: 'none', reason: '地点和分类都不明确，请人工判断' }
    : { type: 'unit', ...first, alternatives };
}

interface Candidate {
  unit: Unit;
  reason: string;
}

function departmentOf(city: Pick<City, 'units'>, path: Category[], day: Day): Candidate | undefined {
  const owner = path.find(({ unit }) => unit !== undefined);
  if (owner?.unit === undefined) return undefined;
  const unit = unitToday(city, owner.unit, day);
  if (unit === undefined) return undefined;
  const named = [...path].reverse().map(({ name }) => name);
  const before = owner.unit === unit.id ? undefined : city.units.find(({ id }) => id === owner.unit);
  const since = before === undefined ? '' : `（原${before.short ?? before.name}职责）`;
  return { unit, reason: `派单目录：${named.join(' / ')}${since}` };
}

/** 并线: who dialled a department’s line turns to that department, whatever else is not clear. */
function lineOf(
  city: Pick<City, 'units' | 'hotlines'>,
  hotline: string | undefined,
  day: Day,
): Candidate | undefined {
  const line = hotline === undefined ? undefined : hotlineOf(city, hotline);
  // Emergencies and sealed matters are handed over, never dispatched.
  if (line === undefined || line.mode === 'emergency' || line.mode === 'secret') return undefined;
  const unit = unitToday(city, line.unit, day);
  return unit && { unit, reason: `热线：${line.dial} ${line.name}` };
}

/**
 * The smallest territory that has a unit of its own: 新都街道 belongs to 盐都区 but is run by 盐南. A zone
 * without a division code is known by its name alone, wherever the citizen wrote it, as long as no town
 * is named.
 */
function territoryOf(
  city: Pick<City, 'units' | 'regions'>,
  { place, matter }: Pick<Request, 'place' | 'matter'>,
  day: Day,
): Candidate | undefined {
  const region = [place?.town, place?.town?.slice(0, 6), place?.county]
    .map((code) => city.regions.find((candidate) => candidate.code === code))
    .find((candidate) => candidate?.unit !== undefined);
  const said = `${place?.text ?? ''}\n${matter}`;
  const zone =
    place?.town === undefined
      ? city.units.find((unit) => unit.kind === 'district-zone' && isNamed(unit, said))
      : undefined;
  const id = zone?.id ?? region?.unit;
  const unit = id === undefined ? undefined : unitToday(city, id, day);
  if (unit === undefined) return undefined;
  const where = id === region?.unit ? region?.name : (unit.short ?? unit.name);
  return { unit, reason: `属地：${where ?? ''}` };
}

function isNamed({ name, short, aliases = [] }: Unit, text: string): boolean {
  return [name, short, ...aliases].some((called) => called !== undefined && text.includes(called));
}
