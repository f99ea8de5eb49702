import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of the product's configuration that a test may spoil. */
export class ConfigFolder {
  readonly dir = mkdtempSync(join(tmpdir(), 'hub-config-'));

  constructor() {
    cpSync('config', this.dir, { recursive: true });
  }

  get city(): string {
    return join(this.dir, 'city', 'yancheng');
  }

  write(name: string, content: unknown): string {
    const file = join(this.dir, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  }

  /** Changes a JSON file of the city by replacing text that must be there. */
  spoil(name: string, from: string, to: string): string {
    const file = join(this.city, name);
    const text = readFileSync(file, 'utf8');
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    writeFileSync(file, text.replace(from, to));
    return file;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
