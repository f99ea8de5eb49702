import { ObjectId } from 'mongodb';

/** A ticket-like document of about half a kilobyte, as in the study the numbers are compared with. */
export interface BenchTicket {
  _id: ObjectId;
  no: number;
  caller: string;
  channel: string;
  status: string;
  priority: number;
  text: string;
  tags: string[];
  history: { by: string; at: Date; what: string }[];
  at: Date;
  n: number;
}

export const CHANNELS = ['web', 'sms', 'voice', 'email'];
export const STATUSES = ['new', 'open', 'hold', 'done'];
export const EPOCH = 1_700_000_000_000;

/** One unique and two compound indexes. */
export const INDEXES = [
  { key: { no: 1 }, unique: true },
  { key: { status: 1, at: -1 } },
  { key: { channel: 1, priority: -1 } },
] as const;

export function ticket(no: number): BenchTicket {
  return {
    _id: new ObjectId(),
    no,
    caller: `+4420${no}`,
    channel: CHANNELS[no % 4] ?? '',
    status: STATUSES[(no * 7) % 4] ?? '',
    priority: no % 9,
    text: `citizen reports a pothole at street number ${no}${' '.repeat(200)}`,
    tags: [`a${no % 10}`, `b${no % 50}`],
    history: [{ by: 'sys', at: new Date(EPOCH), what: 'created' }],
    at: new Date(EPOCH + no * 1000),
    n: 0,
  };
}
