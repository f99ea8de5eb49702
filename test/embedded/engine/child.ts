import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Another process running one of the programs beside this file; `lines` is what it prints. */
export interface Child {
  process: ChildProcessByStdio<null, Readable, null>;
  lines: Interface;
}

export function startChild(program: string, ...args: string[]): Child {
  const file = fileURLToPath(new URL(program, import.meta.url));
  // The test runner's own options would load its module machinery into the child.
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  });
  return { process: child, lines: createInterface(child.stdout) };
}
