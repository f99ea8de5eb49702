import type { Situation } from '../scene/situation.js';
import type { Vocabulary } from '../scene/vocabulary.js';
import { electric } from './electric.js';
import { fire } from './fire.js';
import { gas } from './gas.js';
import { harmless } from './harmless.js';
import { medical } from './medical.js';
import { people } from './people.js';
import { police } from './police.js';
import { suicide } from './suicide.js';
import type { Theme } from './theme.js';
import { threat } from './threat.js';
import { traffic } from './traffic.js';
import { trapped } from './trapped.js';
import { water } from './water.js';

const THEMES: readonly Theme[] = [
  suicide,
  threat,
  fire,
  police,
  water,
  gas,
  traffic,
  trapped,
  electric,
  medical,
];

/** Everything that is known of how people speak of danger. */
export const VOCABULARY: Vocabulary = Object.fromEntries(
  [people, harmless, ...THEMES.map(({ words }) => words)].flatMap((words) => Object.entries(words)),
);
export const SITUATIONS: readonly Situation[] = THEMES.flatMap(({ situations }) => situations);
