declare module 'exifr/dist/lite.esm.mjs' {
  /** Latitude and longitude of a photo in WGS 84 (EXIF 2.32, GPS IFD); undefined where it has none. */
  export function gps(file: Blob): Promise<{ latitude: number; longitude: number } | undefined>;
}
