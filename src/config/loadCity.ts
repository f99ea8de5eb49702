import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { City, HolidayYear } from '../core/model/city.js';
import { crossCheck } from './crossCheck.js';
import { ConfigError, type Problem, problemsOf, unknownKeys } from './problem.js';

/**
 * Reads a city: one file per key of `City` in `dir`, holidays one file per year in `dir/holidays`.
 * @throws ConfigError with every problem of every file, also references that lead nowhere.
 */
export function loadCity(dir: string): City {
  const { city, problems } = readCity(dir);
  if (city === undefined) throw new ConfigError(problems);
  return city;
}

/** As `loadCity`, but tells the problems instead of throwing them. */
export function readCity(dir: string): { city?: City; problems: Problem[] } {
  const problems: Problem[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>): T | undefined => {
    const file = join(dir, name);
    const result = parseFile(file, schema);
    if (result.type === 'parsed') return result.value;
    problems.push(...result.problems);
    return undefined;
  };

  const shape = City.shape;
  const parts = {
    profile: read('profile.json', shape.profile),
    regions: read('regions.json', shape.regions),
    hotlines: read('hotlines.json', shape.hotlines),
    units: read('units.json', shape.units),
    categories: read('categories.json', shape.categories),
    forms: read('forms.json', shape.forms),
    deadlines: read('deadlines.json', shape.deadlines),
    holidays: holidayFiles(dir, problems).map((name) => read(name, HolidayYear)),
    lexicon: read('lexicon.json', shape.lexicon),
  };
  if (problems.length > 0) return { problems };

  const city = City.parse(parts);
  const references = crossCheck(city).map((found) => ({ ...found, file: join(dir, found.file) }));
  return references.length > 0 ? { problems: references } : { city, problems: [] };
}

function holidayFiles(dir: string, problems: Problem[]): string[] {
  const folder = join(dir, 'holidays');
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join('holidays', name));
  } catch {
    problems.push({
      file: folder,
      path: '$',
      problem: 'the folder of official holiday tables cannot be read',
      mend: 'Create it with one <year>.json for each year',
    });
    return [];
  }
}

type ParsedFile<T> = { type: 'parsed'; value: T } | { type: 'wrong'; problems: Problem[] };

function parseFile<T>(file: string, schema: z.ZodType<T>): ParsedFile<T> {
  const wrong = (problem: string, mend: string): ParsedFile<T> => ({
    type: 'wrong',
    problems: [{ file, path: '$', problem, mend }],
  });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return wrong(`the file cannot be read (${describe(error)})`, 'Create it, or let the hub read it');
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return wrong(`this is not JSON (${describe(error)})`, 'Correct the place named');
  }
  const result = schema.safeParse(given);
  if (!result.success) return { type: 'wrong', problems: problemsOf(file, result.error) };
  const unknown = unknownKeys(file, given, result.data);
  return unknown.length > 0 ? { type: 'wrong', problems: unknown } : { type: 'parsed', value: result.data };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
