import type { KeyObject } from 'node:crypto';
import { AuditRecord, type ChainHead, EMPTY_CHAIN, hashOf, macOf } from './chain.js';

/** What is wrong, and with which record. */
export interface ChainFault {
  seq: number;
  kind: 'damaged' | 'missing' | 'inserted' | 'reordered' | 'forged' | 'rewritten';
}

/** A hash that was noted apart from the log: the record of this number had it. */
export interface Anchor {
  seq: number;
  hash: string;
}

/**
 * Walks over a chain as it is stored, from its first record on, and stops at the first that does not fit.
 * `start` is where a log begins whose older part was removed when its time had come.
 */
export class ChainCheck {
  private head: ChainHead;
  private readonly anchors: Map<number, string>;

  constructor(
    private readonly key: KeyObject,
    anchors: readonly Anchor[],
    start: ChainHead = EMPTY_CHAIN,
  ) {
    this.head = start;
    this.anchors = new Map(anchors.map(({ seq, hash }) => [seq, hash]));
  }

  get seq(): number {
    return this.head.seq;
  }

  /** `id` is the record's place in the store. */
  next(id: string, stored: Record<string, unknown>): ChainFault | undefined {
    const seq = this.head.seq + 1;
    const place = seqOfId(id);
    if (place === undefined || place < seq) return { seq, kind: 'inserted' };
    if (place > seq) return { seq, kind: 'missing' };
    const record = AuditRecord.safeParse(stored).data;
    if (!record) return { seq, kind: 'damaged' };
    const { hash, mac, ...content } = record;
    if (hashOf(content) !== hash) return { seq, kind: 'damaged' };
    if (macOf(hash, this.key) !== mac) return { seq, kind: 'forged' };
    if (record.seq !== seq) return { seq, kind: 'reordered' };
    // It is whole and signed, and follows another record than the one before it.
    if (record.previous !== this.head.hash) return { seq, kind: 'reordered' };
    if ((this.anchors.get(seq) ?? hash) !== hash) return { seq, kind: 'rewritten' };
    this.head = record;
    return undefined;
  }

  /** At the end: an anchor beyond it tells of records that are gone. */
  end(): ChainFault | undefined {
    const last = Math.max(0, ...this.anchors.keys());
    return last > this.head.seq ? { seq: this.head.seq + 1, kind: 'missing' } : undefined;
  }
}

const DIGITS = 12;

/** Ids sort as numbers do. */
export function idOfSeq(seq: number): string {
  return String(seq).padStart(DIGITS, '0');
}

function seqOfId(id: string): number | undefined {
  return /^\d{12}$/.test(id) ? Number(id) : undefined;
}
