import type { Zone } from '../deadline/zone.js';
import type { Conversation } from '../model/conversation.js';
import type { Ticket } from '../model/ticket.js';
import type { Unit } from '../model/unit.js';
import type { Place } from '../model/canned-words.js';

const WRITTEN = /\{\{\s*([^{}\s]{1,20})\s*\}\}/g;

export interface Filled {
  text: string;
  /** What stayed open, in its order, each once. */
  unfilled: string[];
}

/** Puts values where the text leaves places open. What is not known stays visible, and is said. */
export function fill(text: string, values: Partial<Record<string, string>>): Filled {
  const unfilled = new Set<string>();
  const filled = text.replaceAll(WRITTEN, (written, name: string) => {
    const value = values[name];
    if (value !== undefined) return value;
    unfilled.add(name);
    return written;
  });
  return { text: filled, unfilled: [...unfilled] };
}

/** Values for the places, from a conversation and the ticket it is about. */
export function valuesOf(from: {
  conversation: Pick<Conversation, 'citizenName'>;
  ticket?: Ticket;
  staffName: string;
  serviceName: string;
  units: readonly Unit[];
  zone: Zone;
}): Partial<Record<Place, string>> {
  const { conversation, ticket, units, zone } = from;
  const due = ticket?.deadlines
    .flatMap(({ dueAt, doneAt }) => (dueAt && !doneAt ? [dueAt] : []))
    .sort((a, b) => a.getTime() - b.getTime())[0];
  return {
    姓名: ticket?.request.anonymous === true ? undefined : (ticket?.request.name ?? conversation.citizenName),
    工单号: ticket?.number,
    标题: ticket?.request.title,
    单位: units.find(({ id }) => id === ticket?.unit)?.name,
    时限: due && written(due, zone),
    话务员: from.staffName,
    热线: from.serviceName,
  };
}

/** "12月3日 17:30" in the city's own time. */
function written(at: Date, zone: Zone): string {
  const [, month, day] = zone.dayOf(at).split('-').map(Number);
  return `${month}月${day}日 ${zone.clockOf(at)}`;
}
