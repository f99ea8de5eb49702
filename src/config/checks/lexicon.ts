import { Intent } from '../../core/language/understanding.js';
import type { City, LexiconEntry } from '../../core/model/city.js';
import type { Finding } from '../problem.js';
import { expect, expectKnown } from './expect.js';

/** The lexicon speaks of categories, intents and hotlines that exist, and every pattern compiles. */
export function checkLexicon({ lexicon, categories, hotlines }: City): Finding[] {
  const codes = new Set(categories.map(({ code }) => code));
  const lines = new Set(hotlines.map(({ id }) => id));
  const intents = new Set<string>(Intent.options);
  return [
    ...(['types', 'categories', 'intents'] as const).flatMap((kind) =>
      Object.entries(lexicon[kind]).flatMap(([id, entries]) => checkEntries(entries, ['lexicon', kind, id])),
    ),
    ...(['danger', 'sealed', 'refusals'] as const).flatMap((kind) =>
      lexicon[kind].flatMap((group, index) => [
        ...group.hotlines.flatMap((id, place) =>
          expectKnown(id, lines, ['lexicon', kind, index, 'hotlines', place], {
            what: 'hotline',
            file: 'hotlines.json',
          }),
        ),
        ...checkEntries(group.entries, ['lexicon', kind, index, 'entries']),
      ]),
    ),
    ...Object.keys(lexicon.categories).flatMap((code) =>
      expectKnown(code, codes, ['lexicon', 'categories', code], {
        what: 'category',
        file: 'categories.json',
      }),
    ),
    ...Object.keys(lexicon.intents).flatMap((id) =>
      expect(
        intents.has(id),
        ['lexicon', 'intents', id],
        `there is no intent "${id}"`,
        `Use one of: ${Intent.options.join(', ')}`,
      ),
    ),
  ];
}

function checkEntries(entries: readonly LexiconEntry[], path: readonly PropertyKey[]): Finding[] {
  return entries.flatMap(({ words, not }, index) =>
    Object.entries({ words, not }).flatMap(([key, texts]) =>
      texts.flatMap((text) => {
        const fault = faultOf(text);
        return expect(
          fault === undefined,
          [...path, index, key],
          `"${text}" ${fault ?? ''}`,
          'Write plain words or /regular expression/',
        );
      }),
    ),
  );
}

function faultOf(text: string): string | undefined {
  const source = /^\/(.+)\/$/s.exec(text)?.[1];
  if (source === undefined) return text.trim() === '' ? 'is empty' : undefined;
  try {
    return new RegExp(source, 'iu').test('') ? 'matches an empty text' : undefined;
  } catch (error) {
    return `is not a regular expression (${error instanceof Error ? error.message : String(error)})`;
  }
}
