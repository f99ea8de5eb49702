import type { Scored } from '../../language/understanding.js';
import { RequestType } from '../../model/codes.js';
import { namesOnlyKind } from '../answers.js';
import type { Known } from '../draft.js';
import { TYPE } from '../form.js';
import type { Taking } from './taking.js';

/** Type, category and hotline: the surer statement stands, a correction always does. */
export function takeKind(taking: Taking): void {
  // Thanks in the middle of a complaint do not make it praise.
  if (taking.isOnlyTalk && taking.options.chosen === undefined) return;
  const { type, category, hotline } = taking.u;
  const picked = RequestType.safeParse(taking.options.chosen?.replace(/^type:/, ''));
  if (picked.success) {
    taking.set(TYPE, { type: taking.known(picked.data, 1) });
    taking.consumed = true;
    return;
  }
  const { draft } = taking;
  if (type && !stands(taking, draft.type, type)) taking.set(TYPE, { type: known(taking, type) });
  // What is broken or blocked is to be put right: with the category known, the type is not worth a question.
  else if (category && !draft.type && taking.u.matter) {
    taking.set(TYPE, { type: taking.known('help', ASSUMED) });
  }
  if (category && !stands(taking, draft.category, category)) {
    taking.set('category', { category: known(taking, category) });
  }
  if (hotline && !stands(taking, draft.hotline, hotline)) {
    taking.set('hotline', { hotline: known(taking, hotline) });
  }
  // "电梯坏了" answers the question for the type too, but tells more than that.
  if (type && draft.pending === TYPE && taking.isShort(12) && !category) taking.consumed = true;
}

/** Below every statement of the citizen's own, and seen in the summary. */
const ASSUMED = 0.1;

function stands(taking: Taking, known: Known<unknown> | undefined, said: Scored<unknown>): boolean {
  if (known === undefined) return false;
  if (taking.options.mending || namesOnlyKind(taking.text)) return false;
  return known.confidence >= certainty(said.score);
}

const known = <T>(taking: Taking, { value, score }: Scored<T>): Known<T> =>
  taking.known(value, certainty(score));

/** Lexicon scores are open-ended sums of weights; 3 is what several clear signs add up to. */
const certainty = (score: number): number => Math.min(0.99, score / 3);
