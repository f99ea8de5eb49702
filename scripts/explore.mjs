#!/usr/bin/env node
// Runs the property tests again and again with new seeds (`npm run explore -- 20`), until one fails. What it
// finds is mended, and kept as an example: the tests themselves run with one seed, so that they never flicker.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const rounds = Number(process.argv[2] ?? 10);
const properties = readdirSync('test', { recursive: true })
  .map((name) => join('test', String(name)))
  .filter(
    (name) => name.endsWith('.test.ts') && /\/(?:fc|random-play)\.js'/.test(readFileSync(name, 'utf8')),
  );

for (let round = 1; round <= rounds; round += 1) {
  process.stdout.write(`Round ${round} of ${rounds}, ${properties.length} files\n`);
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/jest/bin/jest.js', '--silent', ...properties],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        HUB_SEED: 'random',
        NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
      },
    },
  );
  if (status !== 0) process.exit(status ?? 1);
}
