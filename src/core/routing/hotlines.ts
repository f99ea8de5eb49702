import type { Day } from '../deadline/zone.js';
import type { City } from '../model/city.js';
import type { HotlineMode } from '../model/codes.js';
import type { Request } from '../model/request.js';
import type { Hotline } from '../model/hotline.js';
import { categoryPath } from './categories.js';
import { unitToday } from './units.js';

/** The hotline with this id or, failing that, this number as dialled ("12366" is 12366-2). */
export function hotlineOf({ hotlines }: Pick<City, 'hotlines'>, id: string): Hotline | undefined {
  return hotlines.find((line) => line.id === id) ?? hotlines.find((line) => line.dial === id);
}

/**
 * The hotline that a number which was dialled leads to now: itself, or the one that a retired line was merged
 * into. Undefined for a number that is none of the city's lines.
 */
export function hotlineOfNumber(
  city: Pick<City, 'hotlines' | 'retiredLines'>,
  number: string,
): Hotline | undefined {
  const retired = city.retiredLines.find((line) => line.number === number);
  return hotlineOf(city, retired?.to ?? number);
}

/**
 * A request as it came in on a number: a merged line's is recorded, and its hotline is that line where nothing
 * else was said. The common number says nothing.
 */
export function enteredBy(
  request: Request,
  number: string,
  city: Pick<City, 'hotlines' | 'retiredLines'>,
): Request {
  const line = hotlineOfNumber(city, number);
  if (!line) return request;
  const source = { ...request.source, entry: number };
  return { ...request, source, hotline: request.hotline ?? line.id };
}

/** Zone lines in whose zone somebody sits: what concerns them comes to that person first. */
export function zonesOf({ hotlines }: Pick<City, 'hotlines'>, login: string): Hotline[] {
  return hotlines.filter(({ mode, seats }) => mode === 'zone' && seats?.includes(login));
}

/** The hotline of a category: its own, or that of the nearest branch above it. */
export function hotlineOfCategory(
  city: Pick<City, 'hotlines' | 'categories'>,
  code: string,
): Hotline | undefined {
  const id = categoryPath(city, code).find(({ hotline }) => hotline !== undefined)?.hotline;
  return id === undefined ? undefined : hotlineOf(city, id);
}

/** A line as citizens and staff look it up. */
export interface DirectoryEntry {
  id: string;
  /** "12366 转 2" */
  dial: string;
  name: string;
  mode: HotlineMode;
  scope: string;
  /** Who answers for it on the day asked about. */
  unit: string;
}

/** 热线目录: all lines with the names their units bear on a day, in the order of the plan. */
export function hotlineDirectory(city: Pick<City, 'hotlines' | 'units'>, day: Day): DirectoryEntry[] {
  return city.hotlines.map(({ id, dial, ext, name, mode, scope, unit }) => {
    const today = unitToday(city, unit, day);
    return {
      id,
      dial: ext === undefined ? dial : `${dial} 转 ${ext}`,
      name,
      mode,
      scope,
      unit: today?.short ?? today?.name ?? '',
    };
  });
}
