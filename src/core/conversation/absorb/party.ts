import { formOf } from '../draft.js';
import type { Found } from '../../language/understanding.js';
import type { Taking } from './taking.js';

/** Fields of a form that an extractor of the language part fills, by their id. */
const PARTY = 'target';
const PLATE = 'plate';
/** Below this, a shop is only named to say where, and a plate is none that is issued. */
const SURE = 0.5;

/** Whom it is about: the shop, company or vehicle, so that nobody is asked for what was said. */
export function takeParty(taking: Taking): void {
  take(taking, PARTY, taking.u.shops);
  take(taking, PLATE, taking.u.plates);
}

function take(taking: Taking, id: string, values: Found<string>[]): void {
  const { draft, options } = taking;
  const field = formOf(options.city, draft).fields.find((candidate) => candidate.id === id);
  const best = values.find(({ confidence }) => confidence >= SURE);
  if (!field || !best) return;
  if (draft.extra[id] === undefined || draft.pending === id || options.correcting) {
    taking.extra(field, best.value, best.confidence);
  }
}
