import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../../src/cli/io.js';
import { Terminal } from './run.js';

const config = join(fileURLToPath(new URL('../..', import.meta.url)), 'config');
let terminal: Terminal;
beforeAll(() => {
  terminal = new Terminal();
});
afterAll(() => terminal.remove());

/** Runs a command over lines of a file; the answers as objects. */
async function run(command: string, ...lines: string[]) {
  const file = terminal.path(`${command}.jsonl`);
  writeFileSync(file, lines.join('\n'));
  const { exit, out, err } = await terminal.run(command, file, '--dir', config);
  const rows = out.split('\n').filter((line) => line !== '');
  return { exit, err, rows: rows.map((line): unknown => JSON.parse(line)) };
}
const line = (fields: object): string => JSON.stringify(fields);

describe('hub extract', () => {
  test('reads each message against the moment it was sent', async () => {
    const text = '昨天盐都区的路灯坏了，电话138 1234 5678';
    const { exit, rows } = await run(
      'extract',
      line({ id: 'a', text, at: '2026-11-23T10:00:00+08:00' }),
      line({ id: 'b', text, at: '2026-03-01T10:00:00' }),
    );
    expect(exit).toBe(EXIT.ok);
    expect(rows).toMatchObject([
      {
        id: 'a',
        phones: [{ value: '+8613812345678', own: true }],
        place: { division: '320903' },
        time: { from: '2026-11-22T00:00:00+08:00', to: '2026-11-23T00:00:00+08:00', span: [0, 2] },
      },
      { id: 'b', time: { from: '2026-02-28T00:00:00+08:00' } },
    ]);
  });

  test('what was not said is absent', async () => {
    const { rows } = await run('extract', line({ id: 1, text: '你好', at: '2026-11-23T10:00:00+08:00' }));
    expect(rows).toEqual([{ id: '1', phones: [] }]);
  });
});

test('hub triage names kind and number', async () => {
  const { rows } = await run(
    'triage',
    line({ id: 'a', text: '厨房着火了' }),
    line({ id: 'b', text: '路灯不亮' }),
  );
  expect(rows).toMatchObject([
    { id: 'a', kind: 'emergency', number: '119' },
    { id: 'b', kind: 'none' },
  ]);
});

test('hub type names type and hotline', async () => {
  const { rows } = await run('type', line({ id: 'a', text: '我要投诉超市卖过期牛奶' }));
  expect(rows).toMatchObject([{ id: 'a', type: 'complaint' }]);
});

describe('poison: lines that cannot be read', () => {
  test('are named, and the others are answered', async () => {
    const { exit, err, rows } = await run(
      'type',
      '\uFEFF{"id":"a","text":"我要投诉"}',
      'no json',
      '',
      line({ id: 'b' }),
      line({ id: 'c', text: '咨询一下公积金怎么提取' }),
    );
    expect(exit).toBe(EXIT.refused);
    expect(rows).toMatchObject([{ id: 'a' }, { id: 'c' }]);
    expect(err).toMatch(/type\.jsonl:2: this is not JSON/);
    expect(err).toMatch(/type\.jsonl:4: text: /);
    expect(err).toMatch(/2 line\(s\) could not be read/);
  });

  test('a file that is not there is a usage error', async () => {
    const { exit, err } = await terminal.run('type', terminal.path('none.jsonl'), '--dir', config);
    expect({ exit, err }).toMatchObject({ exit: EXIT.usage, err: expect.stringContaining('cannot be read') });
  });
});
