import type { Place } from '../../model/place.js';
import { endsInPlace, lettersBeside, withoutLeadIn } from '../answers.js';
import { mergePlaces } from '../place.js';
import { BARE_ANSWER, BARE_NAME, type Taking } from './taking.js';

/** Where it is: a location sent, a place in the words, or the whole of a short answer. */
export function takePlace(taking: Taking): void {
  const { location } = taking.heard;
  if (location) {
    const { label, ...point } = location;
    put(taking, { text: label ?? '', point }, 0.95);
  }
  const found = taking.u.places[0];
  if (!found) return;
  // The whole of a short answer is the place: "就在盐都区老菜场后门" loses its second half otherwise.
  const whole = taking.asks('place') && taking.isShort(BARE_ANSWER) && !taking.options.correcting;
  if (!whole) return put(taking, found.value, found.confidence);
  const text = withoutLeadIn(taking.text);
  const rest = lettersBeside(taking.u) < 2 ? undefined : beside(text, found.value);
  put(taking, { ...found.value, text, detail: found.value.detail ?? rest }, found.confidence);
  taking.consumed = !taking.tellsMatter;
}

/** All of the answer is the place, also what the gazetteer has seen nothing in. */
export function takePlaceInWords(taking: Taking, said: string): void {
  const found = taking.u.places[0]?.value;
  const text = withoutLeadIn(said);
  const value = { ...found, text, detail: found?.detail ?? beside(text, found) };
  const { place: known } = taking.draft;
  const place = taking.took.has('place') || !known ? value : mergePlaces(known.value, value);
  taking.set('place', { place: taking.known(place, 0.5) });
}

/** "楼下工地太吵了" answers no question for a place, "老菜场后门" does. */
export const answersWithPlace = (taking: Taking): boolean =>
  !taking.tellsMatter || (endsInPlace(taking.text) && taking.isShort(BARE_NAME));

function put(taking: Taking, value: Place, confidence: number): void {
  const known = taking.draft.place;
  if (!known) return taking.set('place', { place: taking.known(value, confidence) });
  const mends = taking.options.correcting || taking.asks('place') || value.point !== undefined;
  const completes =
    (known.value.detail === undefined && value.detail !== undefined) ||
    (known.value.county === undefined && value.county !== undefined);
  if (!mends && !completes) return;
  const place = mergePlaces(known.value, value);
  taking.set('place', { place: taking.known(place, Math.max(known.confidence, confidence)) });
}

/** What an answer says of the place apart from the division: "盐都区老菜场后门" → "老菜场后门". */
const beside = (text: string, found: Place | undefined): string =>
  (found ? text.replace(found.text, '').trim() : '') || text;
