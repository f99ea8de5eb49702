import type { Io } from './io.js';

/** Prints a result: as JSON for programs, one document; else as the given lines for people. */
export function printResult(io: Io, json: boolean, value: unknown, lines: () => string[]): void {
  io.out(
    json
      ? `${JSON.stringify(value, null, 2)}\n`
      : lines()
          .map((line) => `${visible(line)}\n`)
          .join(''),
  );
}

/** Columns side by side; a Chinese character takes two cells of a terminal. */
export function table(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => cells(row[column] ?? '')))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - cells(cell))))
      .join('  ')
      .trimEnd(),
  );
}

/** One line of at most so many cells, for lists. */
export function short(text: string, max: number): string {
  let line = '';
  for (const character of text.replace(/\s+/g, ' ').trim()) {
    if (cells(line + character) > max - 1) return `${line}…`;
    line += character;
  }
  return line;
}

/** Without control characters: a citizen's text must not drive the terminal of who reads it. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (c) => (c === '\n' || c === '\t' ? c : ''));
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff01-\uff60]|\p{Extended_Pictographic}/u;

function cells(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}
