#!/usr/bin/env node
// Runs the built command; straight from the sources when there is no build or it is older than them.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');
const built = join(root, 'dist', 'cli', 'main.js');

if (existsSync(built) && !isStale()) {
  await import('../dist/cli/main.js');
} else {
  let tsx;
  try {
    tsx = await import('tsx/esm/api');
  } catch {
    process.stderr.write('There is no build of the hub command. Run: npm run build\n');
    process.exit(1);
  }
  tsx.register();
  await import('../src/cli/main.ts');
}

/** An installed package has no sources: its build is never stale. */
function isStale() {
  if (!existsSync(src)) return false;
  const time = statSync(built).mtimeMs;
  return readdirSync(src, { recursive: true }).some((file) => {
    const stat = statSync(join(src, file));
    return stat.isFile() && stat.mtimeMs > time;
  });
}
