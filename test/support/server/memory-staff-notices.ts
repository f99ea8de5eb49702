import type { StaffNotice } from '../../../src/core/model/staff-notice.js';
import type { StaffNoticeRepository } from '../../../src/core/ports.js';
import { isFor } from '../../../src/core/ticket/notice-readers.js';

/** Staff notices in a list, each id once. */
export function memoryStaffNotices(): StaffNoticeRepository & { all: StaffNotice[] } {
  const all: StaffNotice[] = [];
  return {
    all,
    insert: async (notice) => {
      if (!all.some(({ id }) => id === notice.id)) all.push(structuredClone(notice));
    },
    list: async ({ readers, sealed, unreadBy, since, limit }) =>
      all
        .filter(({ to }) => readers.some((reader) => isFor(to, reader)))
        .filter(({ secrecy }) => sealed || secrecy !== 'sealed')
        .filter(({ readBy }) => unreadBy === undefined || !readBy.includes(unreadBy))
        .filter(({ at }) => since === undefined || at >= since)
        .toReversed()
        .slice(0, limit),
    markRead: async (ids, staffId) => {
      for (const notice of all) if (ids.includes(notice.id)) notice.readBy.push(staffId);
    },
  };
}
