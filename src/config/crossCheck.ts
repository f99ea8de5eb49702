import { Intent } from '../core/language/understanding.js';
import type { City } from '../core/model/city.js';
import { RequestType } from '../core/model/codes.js';
import { addDays } from '../core/deadline/zone.js';
import { type Problem, jsonPath } from './problem.js';

/**
 * What no single file's schema can see: references between the files of a city, and facts that must
 * hold among the rows of one file. `file` is the name inside the city's folder.
 */
export function crossCheck(city: City): Problem[] {
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

function checkRegions({ regions, units, profile }: City): Problem[] {
  const at = checker('regions.json');
  const counties = new Set(regions.filter(({ level }) => level === 'county').map(({ code }) => code));
  const unitIds = new Set(units.map(({ id }) => id));
  return [
    ...at.unique(
      regions.map(({ code }) => code),
      'code',
    ),
    ...regions.flatMap((region, index) => [
      ...at.known(region.unit, unitIds, [index, 'unit'], 'unit', 'units.json'),
      ...(region.level === 'county'
        ? at.when(
            region.parent !== profile.divisionCode,
            [index, 'parent'],
            `"${region.parent}" is not the city`,
            `Use the city's own code ${profile.divisionCode}`,
          )
        : at.known(region.parent, counties, [index, 'parent'], 'county', 'regions.json')),
    ]),
  ];
}

function checkUnits({ units, regions }: City): Problem[] {
  const at = checker('units.json');
  const ids = new Set(units.map(({ id }) => id));
  const codes = new Set(regions.map(({ code }) => code));
  const next = new Map(units.map(({ id, successors }) => [id, successors]));
  return [
    ...at.unique(
      units.map(({ id }) => id),
      'id',
    ),
    ...units.flatMap((unit, index) => [
      ...unit.successors.flatMap((id, place) =>
        at.known(id, ids, [index, 'successors', place], 'unit', 'units.json'),
      ),
      ...at.known(unit.region, codes, [index, 'region'], 'region', 'regions.json'),
      ...at.when(
        unit.validTo !== undefined && unit.validTo < unit.validFrom,
        [index, 'validTo'],
        `the unit ends (${unit.validTo}) before it begins (${unit.validFrom})`,
        'Correct one of the two days',
      ),
      ...at.when(
        unit.validTo !== undefined && unit.successors.length === 0,
        [index, 'successors'],
        `"${unit.name}" has ended and nobody does its work`,
        'Name the unit that took it over, the main one first',
      ),
      ...at.when(
        unit.validTo === undefined && unit.successors.length > 0,
        [index, 'validTo'],
        `"${unit.name}" has successors but no last day`,
        'Add validTo, or remove the successors',
      ),
      ...at.when(
        leadsBackTo(unit.id, next),
        [index, 'successors'],
        'the successors lead back to this unit',
        'Break the circle',
      ),
    ]),
  ];
}

function checkHotlines({ hotlines, units }: City): Problem[] {
  const at = checker('hotlines.json');
  const unitIds = new Set(units.map(({ id }) => id));
  return [
    ...at.unique(
      hotlines.map(({ id }) => id),
      'id',
    ),
    ...at.unique(
      hotlines.map(({ planRow }) => planRow),
      'planRow',
    ),
    ...hotlines.flatMap((line, index) => [
      ...at.known(line.unit, unitIds, [index, 'unit'], 'unit', 'units.json'),
      ...at.when(
        line.id !== (line.ext === undefined ? line.dial : `${line.dial}-${line.ext}`),
        [index, 'id'],
        `the id "${line.id}" does not say dial and ext`,
        'Write it as dial, or dial-ext',
      ),
    ]),
  ];
}

function checkCategories({ categories, hotlines, units }: City): Problem[] {
  const at = checker('categories.json');
  const codes = new Set(categories.map(({ code }) => code));
  const parents = new Set(categories.map(({ parent }) => parent));
  const lines = new Set(hotlines.map(({ id }) => id));
  const unitIds = new Set(units.map(({ id }) => id));
  return [
    ...at.unique(
      categories.map(({ code }) => code),
      'code',
    ),
    ...categories.flatMap((category, index) => [
      ...at.known(category.parent, codes, [index, 'parent'], 'category', 'categories.json'),
      ...at.when(
        category.code.slice(0, -2) !== (category.parent ?? ''),
        [index, 'parent'],
        `"${category.code}" does not lie under "${category.parent ?? 'the root'}"`,
        'A code is its parent with two more digits',
      ),
      ...at.known(category.hotline, lines, [index, 'hotline'], 'hotline', 'hotlines.json'),
      ...at.known(category.unit, unitIds, [index, 'unit'], 'unit', 'units.json'),
      ...at.when(
        !parents.has(category.code) && category.unit === undefined,
        [index, 'unit'],
        `nobody handles the leaf "${category.name}"`,
        'Name the unit that does',
      ),
    ]),
  ];
}

function checkForms({ forms }: City): Problem[] {
  const at = checker('forms.json');
  const types = forms.map(({ type }) => type);
  return [
    ...at.unique(types, 'type'),
    ...RequestType.options.flatMap((type) =>
      at.when(!types.includes(type), [], `there is no form for "${type}"`, 'Add one'),
    ),
    ...forms.flatMap((form, index) => [
      ...at.unique(
        form.fields.map(({ id }) => id),
        'id',
        [index, 'fields'],
      ),
      ...form.fields.flatMap((field, place) => {
        const path = [index, 'fields', place];
        const earlier = new Set(form.fields.slice(0, place).map(({ id }) => id));
        return [
          ...at.known(field.when?.field, earlier, [...path, 'when', 'field'], 'earlier field', 'forms.json'),
          ...at.when(
            field.kind === 'choice' && field.options.length < 2,
            [...path, 'options'],
            'a choice needs at least two options',
            'Add options, or use another kind',
          ),
        ];
      }),
      ...at.when(
        !form.fields.some(({ kind, need }) => kind === 'matter' && need === 'always'),
        [index, 'fields'],
        'no field asks what the matter is',
        'Add a field of kind "matter" with need "always"',
      ),
    ]),
  ];
}

function checkDeadlines({ deadlines, categories, profile }: City): Problem[] {
  const at = checker('deadlines.json');
  const codes = categories.map(({ code }) => code);
  const anyTime = (step: string) =>
    deadlines.rules.some(({ step: own, when }) => own === step && Object.keys(when).length === 0);
  let close = '';
  return [
    ...at.when(
      !isTimezone(deadlines.timezone),
      ['timezone'],
      `"${deadlines.timezone}" is not a known time zone`,
      'Use an IANA name such as Asia/Shanghai',
    ),
    ...at.when(
      deadlines.timezone !== profile.timezone,
      ['timezone'],
      'the time zone differs from that of profile.json',
      'Use the same in both',
    ),
    ...deadlines.workingHours.flatMap(({ from, to }, index) => {
      const clock = /^([01]\d|2[0-3]):[0-5]\d$/;
      const wrong = !clock.test(from) || !clock.test(to) || from >= to || from < close;
      close = to;
      return at.when(
        wrong,
        ['workingHours', index],
        `${from}–${to} is not an interval after the one before it`,
        'Write 08:30 and 12:00, in the order of the day',
      );
    }),
    ...deadlines.rules.flatMap(({ when, limit, warn }, index) => [
      ...(when.categories ?? []).flatMap((prefix, place) =>
        at.when(
          !codes.some((code) => code.startsWith(prefix)),
          ['rules', index, 'when', 'categories', place],
          `no category begins with "${prefix}"`,
          'Use a code of categories.json',
        ),
      ),
      ...Object.entries({ limit, warn }).flatMap(([key, time]) =>
        at.when(
          time?.unit === 'working-day' && !Number.isInteger(time.amount),
          ['rules', index, key, 'amount'],
          'a part of a working day has no close of business',
          'Use whole working days, or working-hour',
        ),
      ),
    ]),
    ...['sign', 'return', 'review'].flatMap((step) =>
      at.when(
        !anyTime(step),
        ['rules'],
        `no rule for "${step}" fits every ticket`,
        'Add one without conditions as the last',
      ),
    ),
    ...RequestType.options.flatMap((type) =>
      at.when(
        !anyTime('handle') &&
          !deadlines.rules.some(
            ({ step, when }) =>
              step === 'handle' && when.types?.includes(type) && !when.urgency && !when.categories,
          ),
        ['rules'],
        `no rule says how long "${type}" may take`,
        'Add a rule for the step "handle"',
      ),
    ),
  ];
}

function checkHolidays({ holidays }: City): Problem[] {
  const years = holidays.map(({ year }) => year);
  const seen = new Set<string>();
  return holidays.flatMap((table, index) => {
    const at = checker(`holidays/${table.year}.json`);
    return [
      ...at.when(years.indexOf(table.year) !== index, ['year'], `${table.year} has two tables`, 'Keep one'),
      ...table.days.flatMap(({ date }, place) => {
        const path = ['days', place, 'date'];
        const again = seen.has(date);
        seen.add(date);
        return [
          ...at.when(again, path, `${date} is listed twice`, 'Keep one'),
          ...at.when(addDays(date, 0) !== date, path, `${date} is no day of the calendar`, 'Correct it'),
          ...at.when(
            date < `${table.year - 1}-12-29` || date > `${table.year}-12-31`,
            path,
            `${date} does not belong to the table of ${table.year}`,
            'Put it into the table of its own year',
          ),
        ];
      }),
    ];
  });
}

function checkLexicon({ lexicon, categories, hotlines }: City): Problem[] {
  const at = checker('lexicon.json');
  const codes = new Set(categories.map(({ code }) => code));
  const lines = new Set(hotlines.map(({ id }) => id));
  const intents = new Set<string>(Intent.options);
  const entries = [
    ...Object.entries(lexicon.types).map(([key, list]) => ({ path: ['types', key], list })),
    ...Object.entries(lexicon.categories).map(([key, list]) => ({ path: ['categories', key], list })),
    ...Object.entries(lexicon.intents).map(([key, list]) => ({ path: ['intents', key], list })),
    ...lexicon.danger.map(({ entries: list }, index) => ({ path: ['danger', index, 'entries'], list })),
    ...lexicon.sealed.map(({ entries: list }, index) => ({ path: ['sealed', index, 'entries'], list })),
  ];
  return [
    ...Object.keys(lexicon.categories).flatMap((code) =>
      at.known(code, codes, ['categories', code], 'category', 'categories.json'),
    ),
    ...Object.keys(lexicon.intents).flatMap((id) =>
      at.when(
        !intents.has(id),
        ['intents', id],
        `there is no intent "${id}"`,
        `Use one of: ${Intent.options.join(', ')}`,
      ),
    ),
    ...(['danger', 'sealed'] as const).flatMap((key) =>
      lexicon[key].flatMap((group, index) =>
        group.hotlines.flatMap((id, place) =>
          at.known(id, lines, [key, index, 'hotlines', place], 'hotline', 'hotlines.json'),
        ),
      ),
    ),
    ...entries.flatMap(({ path, list }) =>
      list.flatMap(({ words, not }, index) =>
        Object.entries({ words, not }).flatMap(([key, texts]) =>
          texts.flatMap((text, place) => {
            const fault = patternFault(text);
            return at.when(
              fault !== undefined,
              [...path, index, key, place],
              `"${text}" ${fault}`,
              'Write plain words or /regular expression/',
            );
          }),
        ),
      ),
    ),
  ];
}

/** Collects problems of one file. */
function checker(file: string) {
  const when = (wrong: boolean, path: PropertyKey[], problem: string, mend: string): Problem[] =>
    wrong ? [{ file, path: jsonPath(path), problem, mend }] : [];
  return {
    when,
    /** A reference must lead to something; an absent one is fine. */
    known: (
      id: string | undefined,
      all: ReadonlySet<string>,
      path: PropertyKey[],
      what: string,
      where: string,
    ) =>
      when(
        id !== undefined && !all.has(id),
        path,
        `there is no ${what} "${id}"`,
        `Add it to ${where}, or correct the name`,
      ),
    unique: (values: readonly (string | number | undefined)[], key: string, path: PropertyKey[] = []) =>
      values.flatMap((value, index) =>
        when(
          value !== undefined && values.indexOf(value) !== index,
          [...path, index, key],
          `"${value}" is there twice`,
          'Keep one, or give the other its own',
        ),
      ),
  };
}

function leadsBackTo(id: string, next: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [...(next.get(id) ?? [])];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    if (step === id) return true;
    if (!seen.has(step)) open.push(...(next.get(step) ?? []));
    seen.add(step);
  }
  return false;
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function patternFault(text: string): string | undefined {
  const source = /^\/(.+)\/$/s.exec(text)?.[1];
  if (source === undefined) return text.trim() === '' ? 'is empty' : undefined;
  try {
    return new RegExp(source, 'u').test('') ? 'matches an empty text' : undefined;
  } catch (error) {
    return error instanceof Error
      ? `is not a regular expression (${error.message})`
      : 'is not a regular expression';
  }
}
