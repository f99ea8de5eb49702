import { readFileSync } from 'node:fs';

/** One row of a case: who does what when, and what follows. */
export interface Row {
  line: number;
  when: Date;
  who: string;
  ticket: string;
  does: string;
  carries: Record<string, string>;
  then: Record<string, string>;
}

/** Reads the table of a case file. */
export function readCase(file: string): { title: string; rows: Row[] } {
  const lines = readFileSync(file, 'utf8').split('\n');
  const title = lines.find((line) => line.startsWith('# '))?.slice(2) ?? file;
  const rows = lines.flatMap((line, index): Row[] => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, when = '', who = '', does = '', carries = '', then = ''] = cells;
    if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(when)) return [];
    const [, ticket = 'A', move = ''] = /^(?:([A-Z]): )?(\S+)$/.exec(does) ?? [];
    if (move === '') throw new Error(`${file}:${index + 1}: what is done is not one word: ${does}`);
    return [
      {
        line: index + 1,
        when: new Date(`${when.replace(' ', 'T')}:00+08:00`),
        who,
        ticket,
        does: move,
        carries: pairs(carries),
        then: pairs(then),
      },
    ];
  });
  if (rows.length === 0) throw new Error(`${file} has no rows`);
  return { title, rows };
}

function pairs(cell: string): Record<string, string> {
  return Object.fromEntries(
    cell
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair !== '')
      .map((pair) => {
        const at = pair.indexOf('=');
        if (at < 1) throw new Error(`"${pair}" is not name=value`);
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
      }),
  );
}
