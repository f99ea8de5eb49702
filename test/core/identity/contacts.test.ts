import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { Contacts } from '../../../src/core/identity/contacts.js';
import type { Join, JoinReason } from '../../../src/core/model/contact.js';
import { type EmbeddedStore, startEmbedded } from '../../../src/embedded/start.js';
import { connectStore } from '../../../src/store/connect.js';
import { createStores } from '../../../src/store/stores.js';
import { testVault } from '../../support/vault.js';

const STAFF = { staffId: 's1', name: '话务员', note: '来电核实为同一人' };
const PHONE: JoinReason = { type: 'verified-phone', phone: '+8613812345678' };

let dir: string;
let store: EmbeddedStore;
let connection: Connection;
let contacts: Contacts;
let turn = 0;
let commands = 0;
let minutes = 0;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hub-contacts-'));
  store = await startEmbedded(dir);
  connection = await connectStore(store.uri);
  const stores = await createStores(connection, testVault());
  const clock = { now: () => new Date(Date.UTC(2026, 10, 23, 2, minutes++)) };
  contacts = new Contacts({ contacts: stores.contacts, clock });
});
afterAll(async () => {
  await connection.close();
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(() => void turn++);

describe('joining', () => {
  test('whoever was joined with either comes along', async () => {
    await connect('a', 'b');
    await connect('c', 'd');
    await connect('b', 'c');
    for (const id of ['a', 'b', 'c', 'd']) expect(await together(id)).toBe('abcd');
    expect(await together('e')).toBe('e');
  });

  test('the same command twice is one join', async () => {
    const first = await connect('a', 'b', { id: `once-${turn}` });
    expect(await connect('a', 'b', { id: `once-${turn}` })).toEqual(first);
    expect((await contacts.of(key('a'))).joins).toHaveLength(1);
  });

  test('the same command repeated after the separation joins nobody again', async () => {
    const made = await connect('a', 'b', { id: `once-${turn}` });
    await separate(made.id);
    await connect('a', 'b', { id: `once-${turn}` });
    expect(await together('a')).toBe('a');
  });

  test.each([
    ['those who are joined', 'a', 'b'],
    ['those who are joined through others', 'a', 'c'],
    ['those who are joined, named the other way round', 'b', 'a'],
  ])('%s is refused', async (_, one, other) => {
    await connect('a', 'b');
    await connect('b', 'c');
    await expect(connect(one, other)).rejects.toMatchObject({ code: 'person-joined-already' });
  });

  test('nobody is joined with themselves', async () => {
    await expect(connect('a', 'a')).rejects.toMatchObject({ code: 'join-with-itself' });
  });

  test('of many who join the same two at once, one does', async () => {
    const tries = Array.from({ length: 8 }, (_, i) => (i % 2 ? connect('a', 'b') : connect('b', 'a')));
    const ends = await Promise.allSettled(tries);
    const made = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
    expect(made).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'person-joined-already' });
    await separate(made[0]?.id ?? '');
    expect(await together('a')).toBe('a');
  });
});

describe('separating', () => {
  test('a contact made of two contacts falls into the same two', async () => {
    await connect('a', 'b');
    await connect('c', 'd');
    const wrong = await connect('b', 'c');
    await separate(wrong.id);
    expect([await together('a'), await together('d')]).toEqual(['ab', 'cd']);
  });

  test('an early join goes, the later ones stay', async () => {
    const early = await connect('a', 'b');
    await connect('b', 'c');
    await connect('c', 'd');
    await separate(early.id);
    expect([await together('a'), await together('b')]).toEqual(['a', 'bcd']);
  });

  test('who joined and who separated, why and when, stays readable on both sides', async () => {
    const made = await connect('a', 'b');
    const undone = await separate(made.id, { note: '其实是母子' });
    expect(undone).toEqual({ ...made, separated: expect.objectContaining({ note: '其实是母子' }) });
    expect(undone.separated?.at.getTime()).toBeGreaterThan(made.at.getTime());
    for (const id of ['a', 'b']) expect((await contacts.of(key(id))).joins).toEqual([undone]);
  });

  test('the same command twice is one separation, another one is told that it is done', async () => {
    const made = await connect('a', 'b');
    const first = await separate(made.id, { id: `part-${turn}` });
    expect(await separate(made.id, { id: `part-${turn}` })).toEqual(first);
    await expect(separate(made.id)).rejects.toMatchObject({ code: 'person-separated-already' });
  });

  test('of many at once, one separates', async () => {
    const made = await connect('a', 'b');
    const ends = await Promise.allSettled(Array.from({ length: 8 }, () => separate(made.id)));
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
  });

  test('what nobody joined cannot be separated', async () => {
    await expect(separate('nothing')).rejects.toMatchObject({ code: 'join-not-found' });
  });
});

describe('a phone that several people share', () => {
  test('joins by itself, until a person has parted them; after that only a person joins them', async () => {
    const made = await connect('a', 'b', { reason: PHONE });
    await separate(made.id, { note: '母子共用一部手机' });
    await expect(connect('b', 'a', { reason: PHONE })).rejects.toMatchObject({ code: 'person-kept-apart' });
    await connect('a', 'b');
    expect(await together('b')).toBe('ab');
  });
});

/** Citizens of each test are its own. */
function key(name: string): string {
  return `${turn}-${name}`;
}

function connect(one: string, other: string, over: { id?: string; reason?: JoinReason } = {}): Promise<Join> {
  return contacts.join({
    id: over.id ?? `j${++commands}`,
    citizens: [key(one), key(other)],
    reason: over.reason ?? { type: 'staff', ...STAFF },
  });
}

function separate(joinId: string, over: { id?: string; note?: string } = {}): Promise<Join> {
  return contacts.separate(joinId, { id: `s${++commands}`, ...STAFF, ...over });
}

async function together(name: string): Promise<string> {
  const { citizens } = await contacts.of(key(name));
  return citizens.map((id) => id.replace(`${turn}-`, '')).join('');
}
