import type { City, Region } from '../model/city.js';
import type { Place } from '../model/place.js';

/** True when somebody sent there would find it: more than a division, more than "我家楼下". */
export const isFindable = ({ detail, point }: Place): boolean => detail !== undefined || point !== undefined;

/**
 * Puts a newer statement about the place together with what was known: "是盐都区" changes the county
 * and keeps the road; a road alone keeps the county.
 */
export function mergePlaces(older: Place, newer: Place): Place {
  if (newer.detail !== undefined && newer.county !== undefined) return newer;
  const county = newer.county ?? older.county;
  // A town of another county does not survive the correction of the county.
  const town = newer.town ?? (newer.county && !older.town?.startsWith(newer.county) ? undefined : older.town);
  const detail = newer.detail ?? older.detail;
  // A new road replaces the old one; only the division it stands in is kept.
  const division =
    newer.detail === undefined ? older.text : older.text.replace(older.detail ?? '', '').trim();
  const kept =
    newer.county === undefined ? [older.county && division, newer.text] : [newer.text, older.detail];
  const text = kept.filter((part) => part !== undefined && part !== '').join(' ');
  return { text, county, town, detail, point: newer.point ?? older.point };
}

/** The place as it is read back: divisions by their proper names, then the rest in the citizen's words. */
export function placeWords(place: Place, { regions }: City): string {
  const divisions = [place.county, place.town].flatMap(
    (code) => regions.find((region) => region.code === code) ?? [],
  );
  const said = divisions.reduce(withoutName, place.text);
  return `${divisions.map(({ name }) => name).join('')}${said.trim()}`;
}

function withoutName(text: string, { name, aliases }: Region): string {
  const spelling = [name, ...aliases]
    .toSorted((a, b) => b.length - a.length)
    .find((word) => text.includes(word));
  return spelling === undefined ? text : text.replace(spelling, '').trim();
}
