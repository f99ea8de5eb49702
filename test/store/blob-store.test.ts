import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { openStores, type Stores } from './open-stores.js';
import { NOW } from './samples.js';

let close: () => Promise<void>;
let stores: Stores;
let connection: Connection;

beforeAll(async () => {
  ({ close, stores, connection } = await openStores());
});
afterAll(() => close());

const MB = 1_048_576;
const head = { channel: 'email', account: 'hub', mime: 'message/rfc822', receivedAt: NOW };
const attachment = (id: string, bytes: Buffer) => ({
  id,
  name: 'a.bin',
  mime: 'application/pdf',
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

test.each([
  ['nothing', 0],
  ['one byte', 1],
  ['exactly one chunk', 2 * MB],
  ['one byte more', 2 * MB + 1],
  ['four chunks', 7 * MB],
])('%s comes back byte for byte', async (name, size) => {
  const bytes = randomBytes(size);
  await stores.raw.put({ id: name, bytes, ...head });
  const raw = await stores.raw.get(name);
  expect(raw?.mime).toBe('message/rfc822');
  expect(raw?.bytes.equals(bytes)).toBe(true);
  await stores.attachments.put(attachment(name, bytes), bytes, NOW);
  const file = await stores.attachments.get(name);
  expect(file?.attachment).toEqual(attachment(name, bytes));
  expect(file?.bytes.equals(bytes)).toBe(true);
});

test('the same thing twice is stored once', async () => {
  const bytes = randomBytes(5 * MB);
  for (let i = 0; i < 2; i++) await stores.raw.put({ id: 'twice', bytes, ...head });
  expect((await stores.raw.get('twice'))?.bytes.equals(bytes)).toBe(true);
  const chunks = connection.collection<{ _id: string }>('raw_chunks');
  expect(await chunks.countDocuments({ _id: /^twice\./ })).toBe(3);
});

describe('a crash while a large file is stored', () => {
  test('leaves nothing that can be found, and storing again completes it', async () => {
    const bytes = randomBytes(5 * MB);
    // What is there after the first chunk of three.
    await connection
      .collection<{ _id: string; bytes: Buffer }>('attachment_chunks')
      .insertOne({ _id: 'torn.0', bytes: bytes.subarray(0, 2 * MB) });
    expect(await stores.attachments.get('torn')).toBeUndefined();
    await stores.attachments.put(attachment('torn', bytes), bytes, NOW);
    expect((await stores.attachments.get('torn'))?.bytes.equals(bytes)).toBe(true);
  });
});
