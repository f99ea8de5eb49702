import type { Connection } from 'mongoose';
import { StaffNotice } from '../core/model/staff-notice.js';
import type { StaffNoticeQuery, StaffNoticeReader, StaffNoticeRepository } from '../core/ports.js';
import { fromRow, isDuplicateKey, openCollection, toRow } from './collection.js';

/** How long a notice is of use to anybody. */
const KEPT_SECONDS = 90 * 86_400;

/** 站内通知 of staff, newest first; they go by themselves after 90 days. */
export function createStaffNoticeStore(connection: Connection): StaffNoticeRepository {
  const rows = openCollection(connection, {
    name: 'staff_notices',
    indexes: [
      { fields: { 'to.unit': 1, at: 1 }, options: { sparse: true } },
      { fields: { 'to.type': 1, at: 1 } },
      { fields: { 'to.role': 1, at: 1 }, options: { sparse: true } },
      { fields: { 'to.staffId': 1, at: 1 }, options: { sparse: true } },
      { fields: { at: 1 }, options: { expireAfterSeconds: KEPT_SECONDS } },
    ],
  });
  return {
    async insert(notice) {
      try {
        await rows.raw.insertOne(toRow(notice));
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
    async list(query) {
      // One walk along an index for each reader; merged, for no index has both in order.
      const parts = await Promise.all(
        query.readers.map((reader) =>
          rows.raw
            .find({ ...filterOf(query), ...readBy(reader) })
            .sort({ at: -1, _id: -1 })
            .limit(query.limit)
            .toArray(),
        ),
      );
      const found = new Map(parts.flat().map((row) => [row._id, fromRow(StaffNotice, row)]));
      return [...found.values()]
        .sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
        .slice(0, query.limit);
    },
    async markRead(ids, staffId) {
      await rows.updateMany({ _id: { $in: [...ids] } }, { $addToSet: { readBy: staffId } });
    },
  };
}

function readBy(reader: StaffNoticeReader): Record<string, unknown> {
  switch (reader.type) {
    case 'unit':
      return { 'to.unit': reader.unit, ...(reader.leader ? {} : { 'to.leader': false }) };
    case 'desk':
      return {
        'to.type': 'desk',
        ...(reader.platform === undefined ? {} : { 'to.platform': reader.platform }),
      };
    case 'role':
      return {
        'to.role': reader.role,
        ...(reader.platform === undefined ? {} : { 'to.platform': reader.platform }),
      };
    case 'person':
      return { 'to.staffId': reader.staffId };
  }
}

function filterOf({ sealed, unreadBy, since, after }: StaffNoticeQuery): Record<string, unknown> {
  return {
    ...(sealed ? {} : { secrecy: { $ne: 'sealed' } }),
    ...(unreadBy !== undefined && { readBy: { $ne: unreadBy } }),
    ...((since ?? after) && { at: { ...(since && { $gte: since }), ...(after && { $lte: after.at }) } }),
    ...(after && { $nor: [{ at: after.at, _id: { $gte: after.id } }] }),
  };
}
