import { gps } from 'exifr/dist/lite.esm.mjs';
import type { Position } from '../portal/report/position';

/** Where a photo was taken, as the camera wrote it down; undefined when it did not. Read on the device alone. */
export async function placeOfPhoto(file: File): Promise<Position | undefined> {
  const found = await gps(file).catch(() => undefined);
  if (!found || !Number.isFinite(found.latitude) || !Number.isFinite(found.longitude)) return undefined;
  return { lat: found.latitude, lng: found.longitude, datum: 'wgs84' };
}
