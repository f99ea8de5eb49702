import { z } from 'zod';

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30');
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** A turn of duty. One that ends before it begins goes over midnight, and belongs to the day it begins. */
export const Shift = z.strictObject({
  name: z.string(),
  /** Every day when left out. */
  days: z.array(z.enum(WEEKDAYS)).optional(),
  /** On these days alone, in place of that day’s weekly shifts: holidays, typhoons. */
  dates: z.array(z.iso.date()).optional(),
  from: Time,
  to: Time,
  /** Logins, in the order in which they are rung. */
  roster: z.array(z.string()).min(1),
});
export type Shift = z.infer<typeof Shift>;

/** 应急值班: who takes an alert, and how soon, before the next one is rung. */
export const DutyRules = z.strictObject({
  /** From being rung to taking it; then the next of the roster is rung. */
  takeWithinSeconds: z.number().int().positive().default(60),
  /** From taking it to having called the emergency centre. */
  callWithinSeconds: z.number().int().positive().default(120),
  shifts: z.array(Shift).default([]),
});
export type DutyRules = z.infer<typeof DutyRules>;
