import type { RequestType } from '../../model/codes.js';
import { complaint } from './complaint.js';
import { consultation } from './consultation.js';
import { help } from './help.js';
import { other } from './other.js';
import { praise } from './praise.js';
import { report } from './report.js';
import { suggestion } from './suggestion.js';

/**
 * Sentences as citizens write them, by the type they are: what a new sentence is compared with. All are
 * written for this purpose; no complaint of a real person may stand here, because examples are published.
 */
export const EXAMPLES: ReadonlyMap<RequestType, readonly string[]> = new Map<RequestType, readonly string[]>([
  ['consultation', consultation],
  ['help', help],
  ['suggestion', suggestion],
  ['complaint', complaint],
  ['report', report],
  ['praise', praise],
  ['other', other],
]);
