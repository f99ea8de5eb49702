import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { pages } from '../../scripts/docs.js';
import { fill } from '../../scripts/docs/markdown.js';

const root = new URL('../../', import.meta.url);
const made = await pages();

describe('what is made from the code is current (npx tsx scripts/docs.ts)', () => {
  test.each(made)('$file', ({ file, content }) => {
    expect(readFileSync(new URL(file, root), 'utf8')).toBe(content);
  });

  test('no page of a channel is left that is gone', () => {
    const there = readdirSync(new URL('docs/channels/', root)).map((name) => `docs/channels/${name}`);
    expect(there.sort()).toEqual(
      made
        .map(({ file }) => file)
        .filter((file) => there.includes(file))
        .sort(),
    );
  });
});

describe('a made part cannot go stale unseen', () => {
  const page = 'before\n<!-- made: a -->\nold\n<!-- end -->\nafter';

  test('it replaces what stood there, and nothing else', () => {
    expect(fill(page, { a: 'new' })).toBe('before\n<!-- made: a -->\n\nnew\n\n<!-- end -->\nafter');
  });
  test('a place for which nothing is made is a mistake', () => {
    expect(() => fill(page, {})).toThrow('"a"');
  });
  test('a part that has no place is a mistake', () => {
    expect(() => fill(page, { a: '', b: '' })).toThrow('b');
  });
});
