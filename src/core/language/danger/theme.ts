import type { Situation } from '../scene/situation.js';
import type { Vocabulary } from '../scene/vocabulary.js';

/** One field of danger: how people speak of it, and which combinations of words make an alarm. */
export interface Theme {
  words: Vocabulary;
  situations: readonly Situation[];
}
