import { writeSync } from 'node:fs';
import { MongoClient } from 'mongodb';
import { startEmbedded } from '../../../src/embedded/start.js';

/**
 * Inserts and updates with many writers until it is killed, printing `i <no>` and `u <no>` for each acknowledged insert
 * and update. Arguments: data directory, first number to use.
 */
const [, , dir, first] = process.argv;
if (dir === undefined) throw new Error('usage: keep-writing <dir> <first>');
const store = await startEmbedded(dir);
const client = await MongoClient.connect(store.uri);
const docs = client.db().collection<{
  no: number;
  email: string;
  state: string;
  n: number;
  tags: (string | number)[];
  pad: string;
}>('docs');
await docs.createIndexes([
  { key: { email: 1 }, unique: true },
  { key: { state: 1, no: -1 } },
  { key: { tags: 1 } },
]);
let no = Number(first);
// Written at once and unbuffered: an acknowledgement must be on the pipe before the next write is asked for.
const say = (text: string) => writeSync(1, `${text}\n`);
say('ready');

async function write(): Promise<never> {
  for (;;) {
    const mine = no++;
    await docs.insertOne({
      no: mine,
      email: `e${mine}`,
      state: `a${mine % 5}`,
      n: 0,
      tags: [mine % 7, 'x'],
      pad: 'x'.repeat(300),
    });
    say(`i ${mine}`);
    await docs.findOneAndUpdate(
      { no: mine, email: `e${mine}` },
      { $inc: { n: 1 }, $set: { state: `b${mine % 5}` }, $push: { tags: mine } },
    );
    say(`u ${mine}`);
  }
}

await Promise.all(Array.from({ length: 16 }, write));
