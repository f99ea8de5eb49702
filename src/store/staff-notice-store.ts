import type { Connection } from 'mongoose';
import { StaffNotice } from '../core/model/staff-notice.js';
import type { StaffNoticeQuery, StaffNoticeRepository } from '../core/ports.js';
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
      const found = await rows.raw.find(filterOf(query)).sort({ at: -1 }).limit(query.limit).toArray();
      return found.map((row) => fromRow(StaffNotice, row));
    },
    async markRead(ids, staffId) {
      await rows.updateMany({ _id: { $in: [...ids] } }, { $addToSet: { readBy: staffId } });
    },
  };
}

function filterOf({
  unit,
  leader = false,
  desk,
  before,
  includeSealed,
}: StaffNoticeQuery): Record<string, unknown> {
  const readers = [
    ...(unit === undefined ? [] : [{ 'to.unit': unit, ...(leader ? {} : { 'to.leader': false }) }]),
    ...(desk
      ? [{ 'to.type': 'desk', ...(desk.platform === undefined ? {} : { 'to.platform': desk.platform }) }]
      : []),
  ];
  // Nobody's notices: an empty $or would be refused.
  const to = readers.length > 0 ? { $or: readers } : { _id: '' };
  // Even that there is one, and its number, is for the sealed desk alone.
  const sealed = includeSealed ? {} : { secrecy: { $ne: 'sealed' } };
  return { ...to, ...sealed, ...(before && { at: { $lt: before } }) };
}
