import type { Place } from '../../model/place.js';
import { endsInPlace, isBareSpot, lettersBeside, withoutLeadIn } from '../answers.js';
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
  if (!found) return takeBareSpot(taking);
  // The whole of a short answer is the place: "就在盐都区老菜场后门" loses its second half otherwise.
  const whole = taking.asks('place') && taking.isShort(BARE_ANSWER) && !taking.options.correcting;
  if (!whole) {
    put(taking, found.value, found.confidence);
    taking.consumed ||= isBareSpot(taking.text) && taking.draft.pending === undefined;
    return;
  }
  const text = withoutLeadIn(taking.text);
  const rest = lettersBeside(taking.u) < 2 ? undefined : beside(text, found.value);
  put(taking, { ...found.value, text, detail: found.value.detail ?? rest }, found.confidence);
  taking.consumed = answersWithPlace(taking);
}

/** "我家门口" before anything else is told: a place to be asked about, and no matter. */
function takeBareSpot(taking: Taking): void {
  const { draft, u, text } = taking;
  const isSpot = isBareSpot(text) && u.category === undefined && u.times.length === 0;
  if (!isSpot || draft.place || draft.pending !== undefined) return;
  put(taking, { text }, 0.3);
  taking.consumed = true;
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

function put(taking: Taking, said: Place, confidence: number): void {
  const value = {
    ...said,
    text: withoutLeadIn(said.text),
    detail: said.detail && withoutLeadIn(said.detail),
  };
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
  (found
    ? text
        .replace(found.text, '')
        .replace(/[\s,，]*[在是的]$/, '')
        .trim()
    : '') || text;
