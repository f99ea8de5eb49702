import { withoutStickers } from '../../language/sticker.js';
import { lettersBeside, namesOnlyKind, statesKind } from '../answers.js';
import { hasBegun } from '../draft.js';
import { TYPE } from '../form.js';
import type { Taking } from './taking.js';

/** Own words are kept whenever they tell more than the values taken from them. */
export function takeNarrative(taking: Taking): void {
  const { text, u } = taking;
  // Signs without a letter or a digit ("？？？", an emoji, a sticker) tell nothing of a matter.
  if (taking.consumed || !/[\p{L}\p{N}]/u.test(withoutStickers(text)) || taking.refused !== undefined) return;
  if (taking.isOnlyTalk || isOnlyMending(taking) || namesOnlyKind(text)) return;
  const asked = taking.asks('matter');
  const tells =
    u.matter !== undefined ||
    (asked && taking.took.size === 0) ||
    isSubstance(taking) ||
    leavesValues(taking);
  if (!tells) return;
  const entry = { messageIds: taking.heard.messageIds, text };
  taking.set('matter', { matter: [...taking.draft.matter, entry] });
}

/** A second place, the other side's number: values that went into no field stay in the matter. */
function leavesValues({ u, took }: Taking): boolean {
  const { phones, places, times, names } = u;
  const found = { phone: phones.length, place: places.length, time: times.length, name: names.length };
  return Object.entries(found).some(([field, count]) => count > (took.has(field) ? 1 : 0));
}

/** A word alone ("路灯") tells something when nothing else was made of it. */
function isSubstance({ took, draft, u, text }: Taking): boolean {
  const fromFields = ['phone', 'name', 'place', 'time', 'privacy'].some((field) => took.has(field));
  if (fromFields) return false;
  if (u.category) return true;
  return hasBegun(draft) && took.size === 0 && /\p{Script=Han}|\p{L}{2}/u.test(text);
}

/** "不对，是亭湖区" says nothing beyond the value it mends. */
function isOnlyMending(taking: Taking): boolean {
  if (!taking.options.correcting || taking.took.size === 0) return false;
  if (statesKind(taking.text)) return taking.took.has(TYPE) && taking.isShort(16);
  return lettersBeside(taking.u) < 4 && taking.u.category === undefined;
}
