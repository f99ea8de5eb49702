import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOf } from '../test/support/mail/imap-peer.js';

/** The built hub as a process of its own, on a fixed port and data directory, so that it can be killed. */
export class HubProcess {
  private child: ChildProcess | undefined;
  private output = '';
  kills = 0;

  private constructor(
    private readonly dir: string,
    private readonly port: number,
  ) {}

  /** Settings are the repository's, with the given ones on top. */
  static async make(local: Record<string, unknown>): Promise<HubProcess> {
    const dir = mkdtempSync(join(tmpdir(), 'hub-demo-'));
    cpSync('config', join(dir, 'config'), { recursive: true });
    writeFileSync(join(dir, 'config', 'local.json'), JSON.stringify(local));
    mkdirSync(join(dir, 'data'));
    return new HubProcess(dir, await freePort());
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get dataDir(): string {
    return join(this.dir, 'data');
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: {
        ...process.env,
        NODE_CONFIG_DIR: join(this.dir, 'config'),
        HUB_DATA_DIR: join(this.dir, 'data'),
        PORT: String(this.port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    const keep = (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-200_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const until = Date.now() + 60_000;
    while (Date.now() < until) {
      if (child.exitCode !== null)
        throw new Error(`The hub ended with code ${child.exitCode}:\n${this.output}`);
      const ready = await fetch(`${this.base}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The hub was not ready in time:\n${this.output}`);
  }

  /** kill -9: nothing is flushed, nobody is told. */
  async kill(): Promise<void> {
    this.kills++;
    await this.end('SIGKILL');
  }

  /** An orderly stop; resolves with the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** The one-time password that the first start printed. */
  firstPassword(): string {
    const found = /one-time password\s+(\S+)/.exec(this.output)?.[1];
    if (!found) throw new Error(`The first start printed no password:\n${this.output}`);
    return found;
  }

  /** Lines of the log about faults of ours: there should be none. */
  faults(): string[] {
    return this.output.split('\n').filter((line) => /"level":(50|60)/.test(line));
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill(signal);
    return gone;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const port = portOf(probe.address());
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
