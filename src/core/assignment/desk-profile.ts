import { z } from 'zod';
import { Language } from '../model/codes.js';

/** 在岗状态: whether the hub may give somebody a conversation. */
export const Availability = z.enum(['available', 'busy', 'away']);
export type Availability = z.infer<typeof Availability>;
export const AVAILABILITY_ZH = { available: '在岗', busy: '忙碌', away: '离岗' } as const satisfies Record<
  Availability,
  string
>;

/** What somebody can take over, and whether they may be given anything now. */
export const DeskProfile = z.object({
  /** Of the account. */
  id: z.string(),
  state: Availability,
  /** Since when; only what was said in a session that still runs counts. */
  since: z.date(),
  /** 技能: they speak these … */
  languages: z.array(Language),
  /** … know these lines, all when empty … */
  hotlines: z.array(z.string()),
  /** … and these categories with everything below them, all when empty. */
  categories: z.array(z.string()),
  /** Open conversations at once; the installation’s bound when absent. */
  most: z.number().int().min(1).max(50).optional(),
  /** When the hub last gave them one: whoever waited longest is next. */
  lastGivenAt: z.date().optional(),
});
export type DeskProfile = z.infer<typeof DeskProfile>;

/** As everybody begins: not there, and able to take anything in Chinese. */
export function newProfile(id: string): DeskProfile {
  return { id, state: 'away', since: new Date(0), languages: ['zh-CN'], hotlines: [], categories: [] };
}
