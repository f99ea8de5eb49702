import type { City } from '../model/city.js';
import type { Request } from '../model/request.js';

/**
 * The county platform that a request goes to: that of the county its place lies in, where the county runs its
 * own. Undefined for the city's platform: no county known, none of its own, or a 密件, which no county sees.
 */
export function platformFor(
  { regions, platforms }: Pick<City, 'regions' | 'platforms'>,
  { place, secrecy }: Pick<Request, 'place' | 'secrecy'>,
): string | undefined {
  if (secrecy === 'sealed') return undefined;
  // The smallest territory with a unit decides, as it does for dispatch: 新都街道 is 盐南's, not 盐都区's.
  const unit = [place?.town, place?.town?.slice(0, 6), place?.county]
    .map((code) => regions.find((region) => region.code === code)?.unit)
    .find((one) => one !== undefined);
  return unit !== undefined && platforms.some((one) => one.unit === unit) ? unit : undefined;
}
