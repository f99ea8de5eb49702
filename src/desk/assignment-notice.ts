import type { AssignmentRecord } from '../core/assignment/ports.js';
import type { StaffNotice } from '../core/model/staff-notice.js';
import type { StaffNoticeRepository } from '../core/ports.js';

/** Who is told under whose name: nobody of staff did it. */
const BY = '自动分配';

const EVENT = { given: 'assigned', 'taken-back': 'taken-back' } as const;

/** Tells somebody that the hub gave them a conversation, or took one back: one notice of one record. */
export function assignmentNotice(deps: {
  staffNotices: Pick<StaffNoticeRepository, 'insert'>;
  /** They have a new notice: a hint that may be lost. */
  onNotice(to: StaffNotice['to']): void;
}): (record: AssignmentRecord, sealed: boolean) => Promise<void> {
  return async ({ id, conversationId, staffId, event, at }, sealed) => {
    const to = { type: 'person' as const, staffId };
    const secrecy = sealed ? ('sealed' as const) : ('open' as const);
    const said = { event: EVENT[event], by: BY, secrecy, at, readBy: [] };
    await deps.staffNotices.insert({ id, to, conversationId, ...said });
    deps.onNotice(to);
  };
}
