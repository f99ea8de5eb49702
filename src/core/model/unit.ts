import { z } from 'zod';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD');

/**
 * 承办单位: a member unit. Units were merged and renamed in 2018–2019, so each has validity dates and
 * successors: "12315 in 2017" must still lead to the unit that does the work today.
 */
export const Unit = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: z.string(),
  short: z.string().optional(),
  /** Other names people use, also as a place: "城南新区" for 盐南高新区, which has no division code. */
  aliases: z.array(z.string()).optional(),
  kind: z.enum(['department', 'county', 'district-zone', 'public-service', 'emergency', 'supervision']),
  /** Division code of the territory, for county platforms. */
  region: z.string().optional(),
  /** 分管领导, 科室, 责任人: required to be filled by the city before going live, empty in the plan. */
  leader: z.string().optional(),
  section: z.string().optional(),
  responsible: z.string().optional(),
  phone: z.string().optional(),
  /** 值班: whom the platform calls, and when. */
  duty: z.array(z.strictObject({ hours: z.string(), name: z.string(), phone: z.string() })).optional(),
  validFrom: Day,
  validTo: Day.optional(),
  successors: z.array(z.string()).default([]),
});
export type Unit = z.infer<typeof Unit>;
