import type { Page } from 'playwright-core';
import type { Seat } from '../../test/support/seed-desk.js';

/** One picture: a page, who looks at it, and what they do before it is taken. */
export interface Shot {
  name: string;
  path: string;
  /** Absent: a citizen. */
  seat?: Seat;
  prepare?(page: Page): Promise<void>;
}
