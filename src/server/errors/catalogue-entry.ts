import type { Fault } from '../../core/errors.js';

/** What a code says to people, in both languages: what is wrong, and what to do next. */
export interface CatalogueEntry {
  fault: Fault;
  status: number;
  zh: { message: string; hint: string };
  en: { message: string; hint: string };
}

/** An entry as it is written in the tables. */
export const entry = (
  fault: Fault,
  status: number,
  zh: [message: string, hint: string],
  en: [message: string, hint: string],
): CatalogueEntry => ({
  fault,
  status,
  zh: { message: zh[0], hint: zh[1] },
  en: { message: en[0], hint: en[1] },
});
