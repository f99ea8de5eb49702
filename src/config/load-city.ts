import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { City, Lexicon } from '../core/model/city.js';
import { crossCheck } from './checks/cross-check.js';
import { ConfigError, type Finding, type Problem, jsonPath, schemaFindings, unknownKeys } from './problem.js';

/**
 * Reads a city: one file per key of `City` in `dir`, holidays one file per year in `dir/holidays`.
 * @throws ConfigError with every problem of every file, also references that lead nowhere.
 */
export function loadCity(dir: string): City {
  const { city, problems } = readCity(dir);
  if (city === undefined) throw new ConfigError(problems);
  return city;
}

/** A file of the city as it would be, without being written. */
export interface ChangedFile {
  /** From the city's folder, such as `holidays/2027.json`. */
  name: string;
  content: string;
}

/** Names that a city's files have or could have, from its folder. */
export function cityFileNames(dir: string, changed?: ChangedFile): string[] {
  return Object.values(cityFiles(dir, [], changed)).flatMap((file) =>
    typeof file === 'string' ? [file] : Object.values(file),
  );
}

/**
 * As `loadCity`, but tells the problems instead of throwing them.
 * @param changed stands in for the file of its name, or is added where a city may have such a one.
 */
export function readCity(dir: string, changed?: ChangedFile): { city?: City; problems: Problem[] } {
  const unreadable: Problem[] = [];
  const files = cityFiles(dir, unreadable, changed);
  const given: Record<string, unknown> = {};
  for (const [key, file] of Object.entries(files)) {
    const read = (name: string) => {
      const path = join(dir, name);
      return changed?.name === name
        ? parseJson(changed.content, path, unreadable)
        : readJson(path, unreadable);
    };
    if (typeof file === 'string') given[key] = read(file);
    else if (Array.isArray(file)) given[key] = file.map(read);
    else given[key] = Object.fromEntries(Object.entries(file).map(([part, name]) => [part, read(name)]));
  }
  if (unreadable.length > 0) return { problems: unreadable };

  const parsed = City.safeParse(given);
  const findings = parsed.success
    ? [...unknownKeys(given, parsed.data), ...crossCheck(parsed.data)]
    : schemaFindings(parsed.error);
  const city = parsed.success && findings.length === 0 ? parsed.data : undefined;
  return { city, problems: findings.map((finding) => inFile(finding, files, dir)) };
}

/** A key of the city is one file, a folder of numbered parts, or a folder of named parts. */
type CityFiles = Partial<Record<keyof City, string | string[] | Record<string, string>>>;

const LEARNED = { hotlines: join('learned', 'hotlines.json') };
const LEXICON = Object.keys(Lexicon.shape);

function cityFiles(dir: string, problems: Problem[], changed?: ChangedFile): CityFiles {
  const isThere = (name: string) => changed?.name === name || existsSync(join(dir, name));
  return {
    profile: 'profile.json',
    regions: 'regions.json',
    hotlines: 'hotlines.json',
    units: 'units.json',
    categories: 'categories.json',
    forms: 'forms.json',
    deadlines: 'deadlines.json',
    workOrders: 'work-orders.json',
    holidays: holidayFiles(dir, problems, changed),
    lexicon: Object.fromEntries(LEXICON.map((part) => [part, join('lexicon', `${part}.json`)])),
    // A city that nobody has labelled sentences for yet goes by its lexicon alone.
    ...(isThere(LEARNED.hotlines) ? { learned: LEARNED } : {}),
    ...(isThere('retired-lines.json') ? { retiredLines: 'retired-lines.json' } : {}),
    ...(isThere('platforms.json') ? { platforms: 'platforms.json' } : {}),
    // Where nobody has named a roster yet, an alert rings everybody at the desk.
    ...(isThere('duty.json') ? { duty: 'duty.json' } : {}),
  };
}

function holidayFiles(dir: string, problems: Problem[], changed?: ChangedFile): string[] {
  const folder = join(dir, 'holidays');
  const added = changed && /^holidays\/\d{4}\.json$/.test(changed.name) ? [changed.name] : [];
  try {
    const there = readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join('holidays', name));
    return [...new Set([...there, ...added])].sort();
  } catch (error) {
    problems.push({
      file: folder,
      path: '$',
      problem: `the folder of official holiday tables cannot be read (${describe(error)})`,
      mend: 'Create it with one <year>.json for each year',
    });
    return [];
  }
}

function readJson(file: string, problems: Problem[]): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const problem = `the file cannot be read (${describe(error)})`;
    problems.push({ file, path: '$', problem, mend: 'Create it, or let the hub read it' });
    return undefined;
  }
  return parseJson(text, file, problems);
}

function parseJson(text: string, file: string, problems: Problem[]): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = `this is not JSON (${describe(error)})`;
    problems.push({ file, path: '$', problem, mend: 'Correct the place named' });
    return undefined;
  }
}

/** From a path in the whole city to the file it came from and the path in there. */
function inFile({ path, problem, mend }: Finding, files: CityFiles, dir: string): Problem {
  const file = Object.entries(files).find(([key]) => key === path[0])?.[1] ?? '';
  if (typeof file === 'string')
    return { file: join(dir, file), path: jsonPath(path.slice(1)), problem, mend };
  const [, part, ...rest] = path;
  const name = Array.isArray(file) ? file[Number(part)] : file[String(part)];
  return { file: join(dir, name ?? String(path[0])), path: jsonPath(rest), problem, mend };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
