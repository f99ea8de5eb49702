import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../../src/cli/io.js';
import { Terminal } from './run.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const config = ['--dir', join(root, 'config')];
let terminal: Terminal;
beforeAll(() => {
  terminal = new Terminal();
});
afterAll(() => terminal.remove());

/** A transcript in a file; indentation as in YAML. */
function file(name: string, text: string): string {
  const path = terminal.path(name);
  writeFileSync(path, text);
  return path;
}

const play = (...args: string[]) => terminal.run('transcript', 'play', ...config, ...args);

const MET = `
title: 路灯
steps:
  - citizen: 亭湖区建军东路22号路灯坏了
    expect: { says: [电话], saysNot: ['13800000000'], draft: { county: '320902' } }
tickets: 0
`;
const MISSED = `
title: 落空的要求
steps:
  - citizen: 亭湖区建军东路22号路灯坏了
    expect: { says: [一句谁也不会说的话], saysNot: [电话], draft: { county: '320903' } }
tickets: 1
`;

describe('hub transcript play', () => {
  test('a transcript whose demands are met ends well and names each of them', async () => {
    const { exit, out, err } = await play(file('met.yaml', MET));
    expect({ exit, err }).toEqual({ exit: EXIT.ok, err: '' });
    expect(out).toContain('ok   says: 电话');
    expect(out).toContain('ok   draft.county: 320902');
    expect(out).toContain('1 of 1 transcripts passed.');
  });

  test('every demand that failed is told, with what was said instead, and the exit says so', async () => {
    const { exit, out } = await play(file('met.yaml', MET), file('missed.yaml', MISSED));
    expect(exit).toBe(EXIT.failed);
    expect(out).toContain('FAIL draft.county: 320903, but found 320902');
    expect(out).toContain('FAIL tickets: 1, but found 0');
    expect(out).toContain('- 一句谁也不会说的话');
    expect(out).toMatch(/! .*电话/);
    expect(out).toContain('1 of 2 transcripts passed.');
  });

  test('for programs: one JSON document with every demand', async () => {
    const { exit, out } = await terminal.run(
      '--json',
      'transcript',
      'play',
      ...config,
      file('missed.yaml', MISSED),
    );
    expect(exit).toBe(EXIT.failed);
    expect(JSON.parse(out)).toMatchObject({
      passed: false,
      transcripts: [
        {
          title: '落空的要求',
          passed: false,
          steps: [
            {
              did: 'citizen: 亭湖区建军东路22号路灯坏了',
              at: '2026-11-23T02:00:00.000Z',
              demands: [
                { what: 'says', passed: false },
                { what: 'saysNot', passed: false },
                { what: 'draft.county', wanted: '320903', found: '320902', passed: false },
              ],
            },
          ],
          demands: [{ what: 'tickets', wanted: 1, found: 0, passed: false }],
        },
      ],
    });
  });

  test('the same file gives the same report, whatever the day', async () => {
    const path = file('met.yaml', MET);
    expect(await play(path)).toEqual(await play(path));
  });

  test.each([
    ['no YAML', 'title: [', 'no-yaml'],
    ['a key that does not exist', `${MET}\nweather: fine\n`, 'weather'],
    ['no steps', 'title: x\nsteps: []\ntickets: 0\n', 'steps'],
  ])('%s is told with the file and the place', async (_, text, named) => {
    const { exit, err } = await play(file('no-yaml.yaml', text));
    expect(exit).toBe(EXIT.refused);
    expect(err).toContain('no-yaml.yaml');
    expect(err).toContain(named);
  });

  test('a file that is not there is told', async () => {
    const { exit, err } = await play(terminal.path('nowhere.yaml'));
    expect({ exit, err }).toEqual({ exit: EXIT.refused, err: expect.stringContaining('cannot be read') });
  });
});
