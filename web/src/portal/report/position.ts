/** A point somebody chose, in the coordinates of what they chose it on. */
export interface Position {
  lat: number;
  lng: number;
  datum: 'wgs84' | 'gcj02';
}

/**
 * A point as people and the hub read it: as `geo:` where it is WGS 84 (RFC 5870), as a link of the map whose
 * coordinates it has otherwise, so that nobody takes the one for the other (some 500 m apart in China).
 */
export function positionText({ lat, lng, datum }: Position): string {
  const [north, east] = [lat.toFixed(6), lng.toFixed(6)];
  return datum === 'wgs84' ? `geo:${north},${east}` : `https://uri.amap.com/marker?position=${east},${north}`;
}
