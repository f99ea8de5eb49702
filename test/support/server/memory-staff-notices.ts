import type { StaffNotice } from '../../../src/core/model/staff-notice.js';
import type { StaffNoticeRepository } from '../../../src/core/ports.js';

/** Staff notices in a list, each id once. */
export function memoryStaffNotices(): StaffNoticeRepository & { all: StaffNotice[] } {
  const all: StaffNotice[] = [];
  return {
    all,
    insert: async (notice) => {
      if (!all.some(({ id }) => id === notice.id)) all.push(structuredClone(notice));
    },
    list: async ({ limit, includeSealed }) =>
      all
        .toReversed()
        .filter(({ secrecy }) => includeSealed || secrecy !== 'sealed')
        .slice(0, limit),
    markRead: async (ids, staffId) => {
      for (const notice of all) if (ids.includes(notice.id)) notice.readBy.push(staffId);
    },
  };
}
