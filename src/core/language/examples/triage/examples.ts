import type { RefusalReason } from '../../../model/codes.js';
import { abuse } from './abuse.js';
import { dial110, dial119, dial120, dial122 } from './emergency.js';
import { none } from './none.js';
import { n01, n03, n04, n05, n07, n08, n09, n11 } from './refusal.js';
import { discipline, secret } from './sealed.js';
import { selfHarm } from './self-harm.js';
import { threat } from './threat.js';

/** What a message may be before it is anything else. */
export type TriageClass =
  'none' | 'emergency' | 'selfHarm' | 'threat' | 'discipline' | 'secret' | 'refusal' | 'abuse';

type Examples<T extends string> = ReadonlyMap<T, readonly string[]>;

/** Emergencies by the number to dial first. */
export const EMERGENCIES: Examples<string> = new Map([
  ['110', dial110],
  ['119', dial119],
  ['120', dial120],
  ['122', dial122],
]);

/** What this line may not take, by the reason. */
export const REFUSALS: Examples<RefusalReason> = new Map<RefusalReason, readonly string[]>([
  ['N01', n01],
  ['N03', n03],
  ['N04', n04],
  ['N05', n05],
  ['N07', n07],
  ['N08', n08],
  ['N09', n09],
  ['N11', n11],
]);

/**
 * Sentences as citizens write them, by what they are at first sight. `none` holds what only looks like
 * the others: figures of speech, past events, lectures and insurance. All are written for this purpose.
 */
export const TRIAGE_EXAMPLES: Examples<TriageClass> = new Map<TriageClass, readonly string[]>([
  ['none', none],
  ['emergency', [...EMERGENCIES.values()].flat()],
  ['selfHarm', selfHarm],
  ['threat', threat],
  ['discipline', discipline],
  ['secret', secret],
  ['refusal', [...REFUSALS.values()].flat()],
  ['abuse', abuse],
]);
