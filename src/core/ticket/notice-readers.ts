import type { StaffNotice } from '../model/staff-notice.js';
import type { StaffNoticeReader } from '../ports.js';

/** Whether a notice is for a reader: the one meaning, which the store says in its own language. */
export function isFor(to: StaffNotice['to'], reader: StaffNoticeReader): boolean {
  switch (reader.type) {
    case 'unit':
      return to.type === 'unit' && to.unit === reader.unit && (reader.leader || !to.leader);
    case 'desk':
      // The city’s desk looks after what the counties hold too.
      return to.type === 'desk' && (reader.platform === undefined || to.platform === reader.platform);
    case 'role':
      return (
        to.type === 'role' &&
        to.role === reader.role &&
        (reader.platform === undefined || to.platform === reader.platform)
      );
    case 'person':
      return to.type === 'person' && to.staffId === reader.staffId;
  }
}
