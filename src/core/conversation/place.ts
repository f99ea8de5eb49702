import type { City, Region } from '../model/city.js';
import type { Place } from '../model/place.js';

/**
 * Puts a newer statement about the place together with what was known: "是盐都区" changes the county
 * and keeps the road; a road alone keeps the county.
 */
export function mergePlaces(older: Place, newer: Place): Place {
  if (newer.detail !== undefined && newer.county !== undefined) return newer;
  const county = newer.county ?? older.county;
  const town = newer.town ?? (newer.county && !older.town?.startsWith(newer.county) ? undefined : older.town);
  const detail = newer.detail ?? older.detail;
  const point = newer.point ?? older.point;
  const text = newer.detail === undefined && older.detail ? `${newer.text} ${older.detail}` : newer.text;
  return { text, county, town, detail, point };
}

/** The place as it is read back: divisions by their names, then road and number, or the citizen's words. */
export function placeWords(place: Place, city: City): string {
  const name = (code: string | undefined): string => nameOf(city.regions, code);
  const divisions = `${name(place.county)}${name(place.town)}`;
  if (place.detail === undefined) return place.text;
  return `${divisions}${place.detail}`;
}

const nameOf = (regions: Region[], code: string | undefined): string =>
  regions.find((region) => region.code === code)?.name ?? '';
