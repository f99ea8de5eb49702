import { describe, expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runCli } from '../../src/cli/program.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const texts = [
  'README.md',
  'README.zh-CN.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
].map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

describe('what the pages tell people to type exists', () => {
  test.each(hubCommands())('npx hub $words $options', async ({ words, options }) => {
    const said: string[] = [];
    await runCli([...words.split(' '), '--help'], {
      out: (text) => said.push(text),
      err: (text) => said.push(text),
      stdin: Readable.from([]),
      env: {},
      askSecret: () => Promise.resolve(''),
    });
    const help = said.join('');
    // Help of the command itself, not of the one above it.
    expect(help).toContain(`${['Usage: hub', words].join(' ').trim()} `);
    for (const option of options) expect(help).toContain(option);
  });

  test('every npm script', () => {
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const named = texts.flatMap(({ text }) =>
      [...text.matchAll(/(?:^|`)npm (?:run )?([a-z:]+)/gm)].map(([, name]) => name),
    );
    const known = new Set([...Object.keys(scripts), 'ci', 'install', 'run']);
    expect(named.filter((name) => name === undefined || !known.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(3);
  });
});

describe('links lead somewhere', () => {
  test.each(texts)('$file', ({ file, text }) => {
    const targets = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)|src="([^"]+)"/g)]
      .map(([, link, src]) => link ?? src ?? '')
      .filter((target) => !/^[a-z]+:/.test(target));
    expect(targets.filter((target) => !existsSync(join(root, dirname(file), target)))).toEqual([]);
  });

  test('files named in the text are there', () => {
    const named = texts.flatMap(({ text }) =>
      [...text.matchAll(/`((?:src|test|config|scripts|demo|docs|bench)\/[\w./-]+\.[a-z]+)`/g)].map(
        ([, path = '']) => path,
      ),
    );
    expect(named.filter((path) => path !== 'config/local.json' && !existsSync(join(root, path)))).toEqual([]);
  });
});

/** The `npx hub …` lines of all pages: the words of the command, and its options. */
function hubCommands(): { words: string; options: string[] }[] {
  const lines = texts.flatMap(({ text }) =>
    [...text.matchAll(/npx hub ([^\n`#]+)/g)].map(([, rest = '']) => rest),
  );
  const commands = lines.map((line) => {
    const [, words = ''] = /^((?:[a-z][a-z-]* ?){1,2})/.exec(line) ?? [];
    const [first = '', second = ''] = words.trim().split(' ');
    const command = standsAlone(first) ? first : `${first} ${second}`.trim();
    return { words: command, options: [...line.matchAll(/--[a-z-]+/g)].map(([option]) => option) };
  });
  return [...new Map(commands.map((command) => [JSON.stringify(command), command])).values()];
}

/** Commands without commands below them: what follows is an argument. */
function standsAlone(word: string): boolean {
  return ['login', 'logout', 'whoami', 'chat'].includes(word);
}
