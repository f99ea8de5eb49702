import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { z } from 'zod';
import { loadCity } from '../../config/load-city.js';
import { loadSettings } from '../../config/load-settings.js';
import { createUnderstand } from '../../core/language/understand.js';
import type { Understand } from '../../core/language/understanding.js';
import type { Context } from '../context.js';
import { CliError, EXIT, type Io } from '../io.js';
import { extractRow } from '../rows/extract-row.js';
import { triageRow } from '../rows/triage-row.js';
import { typeRow } from '../rows/type-row.js';

/** What of a line each command needs: who it is, what was said, and when. */
const Line = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  text: z.string(),
  at: z.iso.datetime({ offset: true, local: true }).optional(),
});
type Line = z.infer<typeof Line>;

const COMMANDS: { name: string; what: string; row: (line: Line, understand: Understand) => object }[] = [
  {
    name: 'extract',
    what: 'phones, place, time, name and other facts of each message',
    row: ({ id, text, at }, understand) =>
      extractRow({ id, text, at: instant(at).toISOString() }, understand),
  },
  {
    name: 'triage',
    what: 'danger, secrecy, refusal or abuse in each message',
    row: ({ id, text, at }, understand) => triageRow(id, understand(text, instant(at))),
  },
  {
    name: 'type',
    what: 'kind of request and hotline of each message',
    row: ({ id, text, at }, understand) => typeRow(id, understand(text, instant(at))),
  },
];

/**
 * `hub extract | triage | type`: what the language part makes of anybody's messages, without a running
 * hub. One JSON object a line in, one a line out (docs/language.md). A line that cannot be read is named
 * and the others are still answered.
 */
export function languageCommands(program: Command, { io }: Context): void {
  for (const { name, what, row } of COMMANDS) {
    program
      .command(`${name} <file...>`)
      .description(`${what}; one {"id","text","at"} a line, "-" for standard input`)
      .option('--dir <folder>', 'the config folder (NODE_CONFIG_DIR, else ./config)')
      .action(async (files: string[], options: { dir?: string }) => {
        const settings = loadSettings({ configDir: options.dir, env: io.env });
        const understand = createUnderstand(loadCity(settings.cityDir));
        let bad = 0;
        for (const file of files) {
          bad += await answer(file, io, (line) => row(line, understand));
        }
        if (bad > 0) throw new CliError(EXIT.refused, `${bad} line(s) could not be read.`);
      });
  }
}

/** Answers one file line by line. Returns how many lines could not be read. */
async function answer(file: string, io: Io, row: (line: Line) => object): Promise<number> {
  let number = 0;
  let bad = 0;
  for await (const text of createInterface({ input: await inputOf(file, io), crlfDelay: Infinity })) {
    number++;
    if (text.replace('\uFEFF', '').trim() === '') continue;
    const line = read(text.replace('\uFEFF', ''));
    if (typeof line !== 'string') {
      io.out(`${JSON.stringify(row(line))}\n`);
      continue;
    }
    bad++;
    io.err(`${file}:${number}: ${line}\n`);
  }
  return bad;
}

/** The file is opened before it is read by line: a stream that fails later would not reach the loop. */
async function inputOf(file: string, io: Io): Promise<NodeJS.ReadableStream> {
  if (file === '-') return io.stdin;
  try {
    const handle = await open(file);
    return handle.createReadStream();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CliError(EXIT.usage, `${file} cannot be read: ${why}`);
  }
}

/** The line, or what is wrong with it. */
function read(text: string): Line | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `this is not JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  const parsed = Line.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a message'}`;
}

/** The moment a message was sent. A time without an offset is China's; without a time it is now. */
function instant(at: string | undefined): Date {
  if (at === undefined) return new Date();
  return new Date(/Z$|[+-]\d{2}:?\d{2}$/.test(at) ? at : `${at}+08:00`);
}
