import type { City } from '../../core/model/city.js';
import type { Finding } from '../problem.js';
import { checkCategories } from './categories.js';
import { checkDeadlines } from './deadlines.js';
import { checkForms } from './forms.js';
import { checkHolidays } from './holidays.js';
import { checkHotlines } from './hotlines.js';
import { checkLexicon } from './lexicon.js';
import { checkRegions } from './regions.js';
import { checkUnits } from './units.js';

/**
 * What no single file's schema can see: references between the files of a city, and facts that must
 * hold among the rows of one file.
 */
export function crossCheck(city: City): Finding[] {
  return [
    ...checkRegions(city),
    ...checkUnits(city),
    ...checkHotlines(city),
    ...checkCategories(city),
    ...checkForms(city),
    ...checkDeadlines(city),
    ...checkHolidays(city),
    ...checkLexicon(city),
  ];
}
