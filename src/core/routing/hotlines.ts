import type { Day } from '../deadline/zone.js';
import type { City } from '../model/city.js';
import type { HotlineMode } from '../model/codes.js';
import type { Hotline } from '../model/hotline.js';
import { categoryPath } from './categories.js';
import { unitToday } from './units.js';

/** The hotline with this id or, failing that, this number as dialled ("12366" is 12366-2). */
export function hotlineOf({ hotlines }: Pick<City, 'hotlines'>, id: string): Hotline | undefined {
  return hotlines.find((line) => line.id === id) ?? hotlines.find((line) => line.dial === id);
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
