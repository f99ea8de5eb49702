import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { Request } from '../../../src/core/model/request.js';
import { playTranscript } from '../../../src/play/play-transcript.js';
import { Transcript } from '../../../src/play/transcript.js';
import { city, renderer, understand } from './real.js';

const ROOT = join(import.meta.dirname, '../../fixtures/transcripts');
const filesIn = (folder: string): string[] =>
  existsSync(join(ROOT, folder))
    ? readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => join(folder, name))
    : [];

describe('transcripts: whole conversations with the real city, language and texts', () => {
  test('there are enough of them to mean something', () => {
    expect(filesIn('').length).toBeGreaterThanOrEqual(25);
  });

  test.each([...filesIn(''), ...filesIn('held')])('%s', (file) => {
    const transcript = Transcript.parse(parse(readFileSync(join(ROOT, file), 'utf8')));
    const { steps, demands, requests } = playTranscript(transcript, { city, understand, renderer });
    // One comparison for each step that failed, with all that was said in it.
    const failed = steps
      .map((step) => ({ ...step, demands: step.demands.filter(({ passed }) => !passed) }))
      .filter((step) => step.demands.length > 0);
    expect(failed).toEqual([]);
    expect(demands.filter(({ passed }) => !passed)).toEqual([]);
    for (const request of requests) Request.parse(request);
  });
});
