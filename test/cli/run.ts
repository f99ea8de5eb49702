import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runCli } from '../../src/cli/program.js';

/** A terminal of the test's own: what was printed, what is typed, and a place for the saved login. */
export class Terminal {
  readonly stdin = new PassThrough();
  readonly env: NodeJS.ProcessEnv;
  printed = '';
  complained = '';
  /** What is typed at a question. */
  answer: () => string = () => 'never asked in tests';
  private readonly dir = mkdtempSync(join(tmpdir(), 'hub-cli-'));

  constructor(env: NodeJS.ProcessEnv = {}) {
    this.env = { HUB_LOGIN_FILE: this.path('login.json'), ...env };
  }

  path(name: string): string {
    return join(this.dir, name);
  }

  /** Runs one command line; what earlier ones printed is forgotten. */
  async run(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
    this.printed = '';
    this.complained = '';
    const exit = await runCli(args, {
      out: (text) => void (this.printed += text),
      err: (text) => void (this.complained += text),
      stdin: this.stdin,
      env: this.env,
      askSecret: async () => this.answer(),
    });
    return { exit, out: this.printed, err: this.complained };
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
