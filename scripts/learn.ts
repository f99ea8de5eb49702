import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { learnModel } from './learn/learn-model.js';
import { MEASURED, readLessons } from './learn/sentences.js';

/**
 * Learns from the labelled sentences what a message is (`npm run learn`), and writes what was learned beside
 * the code that uses it. `npm run learn -- tune4 held3` leaves those sets out, to measure on them.
 */
const without = process.argv.slice(2);
const lessons = readLessons(without.length > 0 ? without : MEASURED);
const CITY = 'config/city/yancheng/learned';
const OWN = 'src/core/language/learned';

write(OWN, 'kinds', lessons.kinds);
write(OWN, 'numbers', lessons.numbers);
write(OWN, 'reasons', lessons.reasons);
write(OWN, 'types', lessons.types);
write(CITY, 'hotlines', lessons.hotlines);

function write(folder: string, name: string, sentences: typeof lessons.kinds): void {
  const model = learnModel(sentences, lessons.hash);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(model)}\n`);
  const { classes, grams } = model;
  process.stdout.write(
    `${name}: ${sentences.length} sentences, ${classes.length} classes, ${grams.split('\n').length} runs\n`,
  );
}
