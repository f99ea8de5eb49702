import type { Connection } from 'mongoose';
import type { CannedAnswerRepository } from '../core/inbox/ports.js';
import { CannedAnswer } from '../core/model/canned-answer.js';
import { fromRow, insertMissing, openCollection, toRow } from './collection.js';

/** More than anybody finds their way among; a list is searched in memory. */
const MOST = 1_000;

/** 常用语, by whose they are. */
export function createCannedAnswerStore(connection: Connection): CannedAnswerRepository {
  const rows = openCollection(connection, { name: 'canned_answers', indexes: [{ fields: { ownerKey: 1 } }] });
  return {
    async of(owners) {
      const keys = owners.map(ownerKey);
      const found = await rows.raw
        .find({ ownerKey: { $in: keys } })
        .limit(MOST)
        .toArray();
      return found.map((row) => fromRow(CannedAnswer, row));
    },
    async find(id) {
      const row = await rows.raw.findOne({ _id: id });
      return row ? fromRow(CannedAnswer, row) : undefined;
    },
    async insert(answer) {
      const [isNew = false] = await insertMissing(rows, [rowOf(answer)]);
      return isNew;
    },
    async replace(answer) {
      const { _id, ...row } = rowOf(answer);
      const { matchedCount } = await rows.raw.replaceOne({ _id, version: answer.version - 1 }, row);
      return matchedCount === 1;
    },
    async remove(id) {
      return (await rows.raw.deleteOne({ _id: id })).deletedCount === 1;
    },
  };
}

const rowOf = (answer: CannedAnswer) => toRow(answer, { ownerKey: ownerKey(answer.owner) });

function ownerKey(owner: CannedAnswer['owner']): string {
  switch (owner.type) {
    case 'person':
      return `person:${owner.staffId}`;
    case 'platform':
      return `platform:${owner.platform}`;
    case 'unit':
      return `unit:${owner.unit}`;
  }
}
