import type { z } from 'zod';
import type { CallBack } from '../../../../src/core/model/ticket.js';

export type Found = Partial<Omit<z.input<typeof CallBack>, 'by'>>;
export type Question = 'reached' | 'contacted' | 'truthful' | 'solved' | 'satisfied';

/** In the order of a call. */
const QUESTIONS: readonly Question[] = ['reached', 'contacted', 'truthful', 'solved', 'satisfied'];

/** What is asked of somebody, with what they have answered so far: nothing more when nobody was reached. */
export function questionsFor({ reached }: Found): readonly Question[] {
  return reached === true ? QUESTIONS : ['reached'];
}

/** The question that is open; undefined when all are answered. */
export const openQuestion = (found: Found): Question | undefined =>
  questionsFor(found).find((question) => found[question] === undefined);

/** Without the last answer. */
export function withoutLast(found: Found): Found {
  const last = questionsFor(found).findLast((question) => found[question] !== undefined);
  return last === undefined ? found : { ...found, [last]: undefined };
}

/** A citizen who is not content is asked why. */
export const asksWhy = ({ reached, solved, satisfied, truthful }: Found): boolean =>
  reached === true &&
  (satisfied === false || truthful === false || (solved !== undefined && solved !== 'solved'));
