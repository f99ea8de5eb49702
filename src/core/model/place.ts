import { z } from 'zod';

/** A point as the citizen's device gave it; the datum decides whether it may be drawn on a street map. */
export const Point = z.object({
  lat: z.number().min(-90).max(90),
  lng: z.number().min(-180).max(180),
  datum: z.enum(['wgs84', 'gcj02', 'bd09']),
});
export type Point = z.infer<typeof Point>;

/** Where the matter is. `text` is always the citizen's own words; the codes are what we understood. */
export const Place = z.object({
  text: z.string(),
  /** County-level division code, e.g. 320903 盐都区. */
  county: z.string().optional(),
  /** Town or street division code, e.g. 320903104. */
  town: z.string().optional(),
  /** Road and number, estate and building, crossing or landmark, normalised. */
  detail: z.string().optional(),
  point: Point.optional(),
});
export type Place = z.infer<typeof Place>;

/** When it happened: an instant or a span, always with the words it came from so that it can be echoed. */
export const When = z.object({
  text: z.string(),
  from: z.date(),
  to: z.date().optional(),
  /** What the words fix: "昨天" fixes a day, "昨天下午三点半" a minute. */
  precision: z.enum(['minute', 'hour', 'part-of-day', 'day', 'month', 'recurring']),
});
export type When = z.infer<typeof When>;

/** A phone number in E.164 with the spelling to show people in China. */
export const Phone = z.object({
  e164: z.string().regex(/^\+\d{6,15}$/),
  national: z.string(),
  kind: z.enum(['mobile', 'landline', 'other']),
  extension: z.string().optional(),
});
export type Phone = z.infer<typeof Phone>;
