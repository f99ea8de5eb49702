import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { HubError } from '../../core/errors.js';
import type { FieldKey } from './envelope.js';

const KeyText = z.string().regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits');
const KeyId = z.string().regex(/^[a-z0-9-]{1,40}$/);
const Named = z.strictObject({ id: KeyId, key: KeyText });

/** The key file. Whoever has it and a copy of the store reads everything; without it nobody does. */
const KeyFile = z.strictObject({
  version: z.literal(1),
  /** Under which new values are sealed. */
  current: KeyId,
  keys: z.array(Named.extend({ createdAt: z.iso.datetime(), retiredAt: z.iso.datetime().optional() })).min(1),
  /** For looking up equal values without opening them. Not rotated: every index would change with it. */
  index: Named,
  /** For the signature of the audit log. */
  audit: Named,
});
type KeyFile = z.infer<typeof KeyFile>;

export interface KeyInfo {
  id: string;
  createdAt: Date;
  /** No row carries it any more; only backups from before may. */
  retiredAt?: Date;
  current: boolean;
}

/** Every key of the hub's data, in one file that only the hub's user reads. */
export class KeyRing {
  private readonly parsed = new Map<string, KeyObject>();

  private constructor(
    readonly file: string,
    private content: KeyFile,
  ) {
    this.take(content);
  }

  /** @throws HubError when the file does not hold a key ring. */
  static read(file: string): KeyRing | undefined {
    if (!existsSync(file)) return undefined;
    const found = KeyFile.safeParse(jsonOf(file)).data;
    if (found?.keys.some(({ id, retiredAt }) => id === found.current && retiredAt === undefined))
      return new KeyRing(file, found);
    throw new HubError(
      'bad-input',
      'keys-damaged',
      `The key file ${file} does not hold the hub's keys.`,
      'Restore it from its backup. Without it nothing personal in the store can be read.',
    );
  }

  /** @throws HubError when the file cannot be written. */
  static make(file: string, now: Date): KeyRing {
    const first = newKey(now);
    const content: KeyFile = {
      version: 1,
      current: first.id,
      keys: [first],
      index: { id: `index-${randomBytes(4).toString('hex')}`, key: randomBytes(32).toString('hex') },
      audit: { id: `audit-${randomBytes(4).toString('hex')}`, key: randomBytes(32).toString('hex') },
    };
    write(file, content);
    return new KeyRing(file, content);
  }

  get current(): FieldKey {
    const { current } = this.content;
    const key = this.parsed.get(current);
    if (!key) throw new Error(`the current key ${current} is not in the ring`);
    return { id: current, key };
  }

  get index(): FieldKey {
    return { id: this.content.index.id, key: createSecretKey(this.content.index.key, 'hex') };
  }

  get audit(): FieldKey {
    return { id: this.content.audit.id, key: createSecretKey(this.content.audit.key, 'hex') };
  }

  readonly keyOf = (id: string): KeyObject | undefined => this.parsed.get(id);

  list(): KeyInfo[] {
    return this.content.keys.map(({ id, createdAt, retiredAt }) => ({
      id,
      createdAt: new Date(createdAt),
      retiredAt: retiredAt === undefined ? undefined : new Date(retiredAt),
      current: id === this.content.current,
    }));
  }

  /** Every key by what it is for, with a value by which a wrong key of the same name is known. */
  checks(): { id: string; purpose: 'field' | 'index' | 'audit'; check: string }[] {
    const { keys, index, audit } = this.content;
    return [
      ...keys.map((key) => ({ purpose: 'field' as const, ...key })),
      { purpose: 'index' as const, ...index },
      { purpose: 'audit' as const, ...audit },
    ].map(({ id, purpose, key }) => ({ id, purpose, check: checkOf(id, key) }));
  }

  /** Adds a key, under which all is sealed from now on. In the file before it is used. */
  rotate(now: Date): KeyInfo {
    const fresh = newKey(now);
    this.replace({ ...this.content, current: fresh.id, keys: [...this.content.keys, fresh] });
    return { id: fresh.id, createdAt: now, current: true };
  }

  /** Says of keys that no row carries them. They stay in the file, for backups from before. */
  retire(ids: readonly string[], now: Date): void {
    const keys = this.content.keys.map((key) =>
      ids.includes(key.id) && key.id !== this.content.current
        ? { ...key, retiredAt: key.retiredAt ?? now.toISOString() }
        : key,
    );
    this.replace({ ...this.content, keys });
  }

  private replace(content: KeyFile): void {
    write(this.file, content);
    this.content = content;
    this.take(content);
  }

  private take({ keys }: KeyFile): void {
    for (const { id, key } of keys) this.parsed.set(id, createSecretKey(key, 'hex'));
  }
}

function newKey(now: Date) {
  const id = `k${now.toISOString().slice(0, 10).replaceAll('-', '')}-${randomBytes(3).toString('hex')}`;
  return { id, key: randomBytes(32).toString('hex'), createdAt: now.toISOString() };
}

function checkOf(id: string, key: string): string {
  return createHmac('sha256', Buffer.from(key, 'hex'))
    .update(`hub12345 key ${id}`)
    .digest('hex')
    .slice(0, 32);
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whole or not at all: a crash while writing must not leave half a key ring. */
function write(file: string, content: KeyFile): void {
  const fresh = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(fresh, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(fresh, file);
  } catch (error) {
    throw new HubError(
      'unreachable',
      'keys-not-written',
      `The key file ${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
      'Let the hub’s user write in its folder; a file that a secret store mounts must be replaced there.',
    );
  }
}
