import type { KeyObject } from 'node:crypto';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { AuditRecord, type ChainHead, EMPTY_CHAIN, link, macOf } from '../../core/audit/chain.js';
import { type Anchor, ChainCheck, type ChainFault, idOfSeq } from '../../core/audit/check-chain.js';
import type { Audit, AuditAction, AuditEvent } from '../../core/audit/event.js';
import { HubError } from '../../core/errors.js';
import type { Clock } from '../../core/ports.js';
import { isDuplicateKey, openCollection, type Row } from '../collection.js';
import { gather } from '../gather.js';

/** The last record of a day, signed, so that a later rewriting of the log shows. */
export const DayAnchor = z.strictObject({
  day: z.iso.date(),
  seq: z.number().int().positive(),
  hash: z.string(),
  at: z.coerce.date(),
  mac: z.string(),
});
export type DayAnchor = z.infer<typeof DayAnchor>;

export interface AuditQuery {
  /** Id of a member of staff. */
  who?: string;
  actions?: readonly AuditAction[];
  /** Id of what it was done to. */
  object?: string;
  from?: Date;
  to?: Date;
  /** Records before this number. */
  before?: number;
  limit: number;
}

export interface Verification {
  records: number;
  fault?: ChainFault;
  /** Where the log begins, when its older part was removed. */
  startsAfter?: number;
}

export interface AuditStore extends Audit {
  /** Newest first. */
  list(query: AuditQuery): Promise<AuditRecord[]>;
  head(): Promise<ChainHead>;
  /** Reads everything once. `noted`: hashes from outside the store. */
  verify(noted: readonly Anchor[]): Promise<Verification>;
  /** Notes the last record before `until` as that of `day`; undefined when there is none. */
  anchor(day: string, until: Date): Promise<DayAnchor | undefined>;
  anchors(): Promise<DayAnchor[]>;
  /** How many records are older, up to the last anchored day. */
  countBefore(at: Date): Promise<number>;
  /** Removes whole anchored days that are older; the log then begins with a signed mark. */
  removeBefore(at: Date): Promise<number>;
}

const Start = z.object({ seq: z.number(), hash: z.string(), at: z.date(), mac: z.string() });
const TRIES = 8;
const BATCH = 1000;

/**
 * The audit log: appended to by one writer in order, several records in one command. A record that cannot be
 * written is an error for whoever asked, because then the act must not happen.
 */
export function createAuditStore(connection: Connection, key: KeyObject, clock: Clock): AuditStore {
  const rows = openCollection(connection, {
    name: 'audit_log',
    indexes: [
      { fields: { at: 1 } },
      { fields: { 'actor.id': 1, at: 1 } },
      { fields: { 'object.id': 1, at: 1 } },
    ],
  });
  const days = openCollection(connection, { name: 'audit_anchors', indexes: [] });
  const marks = openCollection(connection, { name: 'audit_start', indexes: [] });
  let known: ChainHead | undefined;

  async function head(): Promise<ChainHead> {
    const [last] = await rows.raw.find({}).sort({ _id: -1 }).limit(1).toArray();
    return last ? headOf(last) : ((await start()) ?? EMPTY_CHAIN);
  }

  async function start(): Promise<ChainHead | undefined> {
    const row = await marks.raw.findOne({ _id: 'start' });
    if (!row) return undefined;
    const mark = Start.parse(row);
    return mark.mac === macOf(startText(mark), key) ? mark : EMPTY_CHAIN;
  }

  function linked(from: ChainHead, events: readonly AuditEvent[]): AuditRecord[] {
    const records: AuditRecord[] = [];
    for (const event of events) records.push(link(records.at(-1) ?? from, event, clock.now(), key));
    return records;
  }

  async function append(events: AuditEvent[]): Promise<void[]> {
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const records = linked(known ?? (await head()), events);
      known = undefined;
      try {
        await rows.raw.insertMany(records.map((record) => ({ _id: idOfSeq(record.seq), ...record })));
      } catch (error) {
        // Another process appended meanwhile: once more, behind its records.
        if (isDuplicateKey(error)) continue;
        throw error;
      }
      known = records.at(-1);
      return events.map(() => undefined);
    }
    throw new Error(`the audit log was written by others ${TRIES} times in a row`);
  }
  const write = gather(append);

  return {
    async record(event) {
      await write(event).catch((error: unknown) => {
        throw notWritten(error);
      });
    },
    head,
    async list(query) {
      const found = await rows.find(filterOf(query)).sort({ _id: -1 }).limit(query.limit).lean<Row[]>();
      // One that was damaged does not hide the others; `verify` tells of it.
      return found.flatMap((row) => recordOf(row) ?? []);
    },
    async verify(noted) {
      const from = await start();
      const signed = (await allAnchors()).filter((anchor) => anchor.mac === macOf(anchorText(anchor), key));
      const check = new ChainCheck(
        key,
        [...signed, ...noted].filter(({ seq }) => seq > (from?.seq ?? 0)),
        from,
      );
      const startsAfter = from?.seq;
      let last = '';
      let records = 0;
      for (;;) {
        const batch = await rows.raw
          .find({ _id: { $gt: last } })
          .sort({ _id: 1 })
          .limit(BATCH)
          .toArray();
        for (const { _id, ...stored } of batch) {
          const fault = check.next(_id, stored);
          if (fault) return { records, fault, startsAfter };
          records++;
          last = _id;
        }
        if (batch.length < BATCH) return { records, fault: check.end(), startsAfter };
      }
    },
    async anchor(day, until) {
      const [row] = await rows.raw
        .find({ at: { $lt: until } })
        .sort({ at: -1, _id: -1 })
        .limit(1)
        .toArray();
      const record = row && recordOf(row);
      if (!record) return undefined;
      const { seq, hash, at } = record;
      const anchor = { day, seq, hash, at, mac: macOf(anchorText({ day, seq, hash }), key) };
      const { day: _id, ...rest } = anchor;
      await days.raw.replaceOne({ _id }, rest, { upsert: true });
      return anchor;
    },
    anchors: allAnchors,
    async countBefore(at) {
      const until = await lastDayBefore(at);
      return until ? rows.raw.countDocuments({ _id: { $lte: idOfSeq(until.seq) } }) : 0;
    },
    async removeBefore(at) {
      const until = await lastDayBefore(at);
      if (!until) return 0;
      // The mark first: a crash in between leaves records before the beginning, removed by the next run.
      const mark = { seq: until.seq, hash: until.hash, at: until.at };
      await marks.raw.replaceOne(
        { _id: 'start' },
        { ...mark, mac: macOf(startText(mark), key) },
        { upsert: true },
      );
      return (await rows.raw.deleteMany({ _id: { $lte: idOfSeq(until.seq) } })).deletedCount;
    },
  };

  async function allAnchors(): Promise<DayAnchor[]> {
    const found = await days.raw.find({}).sort({ _id: 1 }).toArray();
    return found.map(({ _id, ...rest }) => DayAnchor.parse({ day: _id, ...rest }));
  }

  async function lastDayBefore(at: Date): Promise<DayAnchor | undefined> {
    return (await allAnchors()).filter((anchor) => anchor.at < at).at(-1);
  }
}

/** What of an anchor is signed. */
export function anchorText({ day, seq, hash }: Pick<DayAnchor, 'day' | 'seq' | 'hash'>): string {
  return `anchor ${day} ${seq} ${hash}`;
}

function startText({ seq, hash }: Pick<ChainHead, 'seq' | 'hash'>): string {
  return `start ${seq} ${hash}`;
}

function recordOf({ _id, ...stored }: Row): AuditRecord | undefined {
  return AuditRecord.safeParse(stored).data;
}

const Head = z.object({ hash: AuditRecord.shape.hash, at: z.date() });

/** After a damaged record the log goes on: the fault is found by `verify`, and nobody stops the hub by one byte. */
function headOf(row: Row): ChainHead {
  const seq = Number(row._id);
  return { ...EMPTY_CHAIN, ...Head.safeParse(row).data, ...(Number.isSafeInteger(seq) && { seq }) };
}

function filterOf({ who, actions, object, from, to, before }: AuditQuery): Record<string, unknown> {
  return {
    ...(who !== undefined && { 'actor.id': who }),
    ...(actions && { action: { $in: actions } }),
    ...(object !== undefined && { 'object.id': object }),
    ...((from ?? to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
    ...(before !== undefined && { _id: { $lt: idOfSeq(before) } }),
  };
}

function notWritten(cause: unknown): HubError {
  const refusal = new HubError(
    'unreachable',
    'audit-not-written',
    '审计记录没有写入，因此没有执行这项操作。',
    '请稍后重试；仍不行时请联系系统管理员。',
  );
  refusal.cause = cause;
  return refusal;
}
