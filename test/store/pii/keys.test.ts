import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { startEmbedded } from '../../../src/embedded/start.js';
import { connectStore } from '../../../src/store/connect.js';
import { isEnvelope, keyIdOf } from '../../../src/store/pii/envelope.js';
import { KeyRing } from '../../../src/store/pii/key-ring.js';
import { openVault, rememberKeys } from '../../../src/store/pii/open-vault.js';
import { createReencrypt } from '../../../src/store/pii/reencrypt.js';
import { createStores } from '../../../src/store/stores.js';
import { conversation, flag, inbound, NOW, ticket } from '../samples.js';

const Ring = z.looseObject({ keys: z.array(z.looseObject({ id: z.string() })) });

let dir: string;
let file: string;
let connection: Connection;
let close: () => Promise<void>;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hub-keyfile-'));
  file = join(dir, 'keys.json');
  const store = await startEmbedded(join(dir, 'store'));
  connection = await connectStore(store.uri);
  close = async () => {
    await connection.close();
    await store.close();
    rmSync(dir, { recursive: true, force: true });
  };
});
afterEach(() => close());

const open = () => openVault(connection, file, NOW);
const other = () => KeyRing.make(join(dir, 'other.json'), NOW).file;

describe('at the start', () => {
  test('a new store gets a key file that nobody else can read, and keeps it', async () => {
    const made = await open();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await open()).ring.current.id).toBe(made.ring.current.id);
  });

  test('a lost key file is refused with the names of the keys, and no new one is made over it', async () => {
    const { ring } = await open();
    rmSync(file);
    await expect(open()).rejects.toMatchObject({ code: 'keys-missing' });
    await expect(open()).rejects.toThrow(ring.current.id);
    expect(() => statSync(file)).toThrow();
  });

  test('the key file of another hub is refused with the names of the keys it lacks', async () => {
    const { ring } = await open();
    copyFileSync(other(), file);
    await expect(open()).rejects.toThrow(ring.current.id);
  });

  test('a key of the same name that is another key is told', async () => {
    await open();
    const content = readFileSync(file, 'utf8');
    writeFileSync(file, content.replace(/"key": "\w{8}/, '"key": "00000000'));
    await expect(open()).rejects.toMatchObject({ code: 'keys-wrong' });
  });

  test.each(['', '{}', '{"version":1,"current":"k1","keys":[]}'])(
    'half a file is told: %j',
    async (content) => {
      await open();
      writeFileSync(file, content);
      await expect(open()).rejects.toMatchObject({ code: 'keys-damaged' });
    },
  );
});

describe('rotation', () => {
  async function story() {
    const vault = await open();
    const stores = await createStores(connection, vault);
    await stores.messages.insertInbound(inbound('m1'));
    await stores.conversations.save(conversation('c1', { flags: [flag('f1'), flag('f2')] }), 0);
    const made = ticket('11', '路灯坏了');
    const person = {
      name: '张三丰',
      phone: { e164: '+8613812345678', national: '13812345678', kind: 'mobile' },
    };
    await stores.tickets.insert({
      ...made,
      request: { ...made.request, name: person.name, phone: { ...person.phone, kind: 'mobile' } },
    });
    const { _id, ...plain } = { _id: 'old', ...made, number: 'YC0', request: { ...made.request, ...person } };
    await connection.collection<{ _id: string }>('tickets').insertOne({ _id, ...plain });
    return { vault, stores, job: createReencrypt(connection, vault, () => NOW) };
  }

  async function keysInUse(): Promise<string[]> {
    const found = new Set<string>();
    const collect = (value: unknown): void => {
      if (isEnvelope(value)) found.add(keyIdOf(value));
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
    };
    for (const { name } of (await connection.db?.listCollections().toArray()) ?? [])
      collect(await connection.collection(name).find({}).toArray());
    return [...found];
  }

  test('seals every row anew, plain ones from before too, and retires the old key then', async () => {
    const { vault, stores, job } = await story();
    const old = vault.ring.current.id;
    vault.ring.rotate(NOW);
    await rememberKeys(connection, vault.ring, NOW);
    const done = await job.run();
    expect(done).toMatchObject({ key: vault.ring.current.id, finishedAt: NOW });
    expect(await keysInUse()).toEqual([vault.ring.current.id]);
    expect(vault.ring.list().find(({ id }) => id === old)?.retiredAt).toEqual(NOW);
    expect((await stores.tickets.load('old'))?.request.name).toBe('张三丰');
    expect((await stores.conversations.load('c1'))?.flags[1]?.summary).toBe('消息未能送达');
    const found = await stores.tickets.list({ person: '张三丰', scope: [{ sealed: false }], limit: 9 });
    // The plain row was written past the store and has no keys for lists.
    expect(found.map(({ id }) => id)).toEqual(['11']);
  });

  test('the store needs the retired key no more', async () => {
    const { vault, job } = await story();
    const old = vault.ring.current.id;
    vault.ring.rotate(NOW);
    await rememberKeys(connection, vault.ring, NOW);
    await job.run();
    const ring = Ring.parse(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, JSON.stringify({ ...ring, keys: ring.keys.filter(({ id }) => id !== old) }));
    expect((await open()).ring.list().map(({ id }) => id)).toEqual([vault.ring.current.id]);
  });

  test('goes on where it was stopped, and a second run changes nothing', async () => {
    const { vault, job } = await story();
    vault.ring.rotate(NOW);
    const running = job.run();
    await job.stop();
    expect((await running).finishedAt).toBeUndefined();
    const again = createReencrypt(connection, vault, () => NOW);
    expect((await again.run()).finishedAt).toEqual(NOW);
    expect((await createReencrypt(connection, vault, () => NOW).run()).changed).toBe(0);
  });

  test('a field that somebody wrote meanwhile is theirs', async () => {
    const { vault, stores, job } = await story();
    vault.ring.rotate(NOW);
    const before = await stores.conversations.load('c1');
    if (!before) throw new Error('no conversation');
    const writes = Array.from({ length: 20 }, (_, i) => i + 1).reduce(
      (last, version) =>
        last.then(() =>
          stores.conversations.save({ ...before, version: version + 1, lastText: `第${version}句` }, version),
        ),
      Promise.resolve(true),
    );
    const [last] = await Promise.all([writes, job.run()]);
    expect(last).toBe(true);
    expect((await stores.conversations.load('c1'))?.lastText).toBe('第20句');
  });

  test('a key file that cannot be written keeps the old key in use', async () => {
    const { vault } = await story();
    const before = vault.ring.current.id;
    rmSync(file);
    rmSync(dir, { recursive: true, force: true });
    expect(() => vault.ring.rotate(NOW)).toThrow('cannot be written');
    expect(vault.ring.current.id).toBe(before);
  });
});
