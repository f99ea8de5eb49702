import { HubError } from '../../core/errors.js';
import { CATALOGUE } from './catalogue.js';

/** A `HubError` in the catalogue's own words. A code that is not listed is a bug, and is thrown as one. */
export function failure(code: string, details: HubError['details'] = {}): HubError {
  const entry = CATALOGUE[code];
  if (!entry) throw new Error(`error code "${code}" is not in the catalogue`);
  return new HubError(entry.fault, code, entry.zh.message, entry.zh.hint, details);
}
