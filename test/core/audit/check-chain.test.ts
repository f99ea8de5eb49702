import { describe, expect, test } from '@jest/globals';
import { BSON } from 'bson';
import fc from '../../support/fc.js';
import { createSecretKey, randomBytes } from 'node:crypto';
import { type AuditRecord, canonical, EMPTY_CHAIN, link } from '../../../src/core/audit/chain.js';
import { ChainCheck, type ChainFault, idOfSeq } from '../../../src/core/audit/check-chain.js';
import type { AuditEvent } from '../../../src/core/audit/event.js';

const KEY = createSecretKey(randomBytes(32));
const NOW = Date.parse('2026-11-23T02:00:00Z');

function event(n: number): AuditEvent {
  return {
    actor: { type: 'staff', id: `s${n % 3}`, name: '李话务', address: '10.0.0.7' },
    action: n % 2 === 0 ? 'ticket.read' : 'ticket.revealed',
    object: { type: 'ticket', id: `t${n}` },
    detail: n % 2 === 0 ? {} : { fields: 'phone', reason: '核实地址', masked: false, tries: n },
    outcome: 'done',
  };
}

function chain(length: number, key = KEY): AuditRecord[] {
  const records: AuditRecord[] = [];
  for (let n = 0; n < length; n++)
    records.push(link(records.at(-1) ?? EMPTY_CHAIN, event(n), new Date(NOW + n * 1000), key));
  return records;
}

type Stored = { _id: string } & Record<string, unknown>;
const stored = (records: AuditRecord[]): Stored[] =>
  records.map((record) => ({ _id: idOfSeq(record.seq), ...record }));

function faultIn(rows: Stored[], anchors: { seq: number; hash: string }[] = []): ChainFault | undefined {
  const check = new ChainCheck(KEY, anchors);
  for (const { _id, ...rest } of rows.toSorted((a, b) => (a._id < b._id ? -1 : 1))) {
    const fault = check.next(_id, rest);
    if (fault) return fault;
  }
  return check.end();
}

const LENGTH = 12;
const whole = chain(LENGTH);

test('a chain as it was written is whole', () => {
  expect(faultIn(stored(whole))).toBeUndefined();
});

test('any byte of any stored record: it is found, and at its record', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: LENGTH - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      fc.integer({ min: 1, max: 255 }),
      (index, where, flip) => {
        const rows = stored(whole);
        const row = rows[index];
        if (!row) throw new Error('no such record');
        const bytes = BSON.serialize(row);
        const at = Math.floor(where * bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        const changed = read(bytes);
        // What cannot be read at all is found by the store; what reads the same was not changed.
        if (changed === undefined || canonical(changed) === canonical(row)) return;
        rows[index] = changed;
        const fault = faultIn(rows);
        expect(fault).toBeDefined();
        // A changed id sorts elsewhere: the first place that no longer fits is told.
        if (changed._id === row._id) expect(fault?.seq).toBe(index + 1);
        else expect(fault?.seq).toBeLessThanOrEqual(index + 1);
      },
    ),
    { numRuns: 3000 },
  );
});

function read(bytes: Uint8Array): Stored | undefined {
  try {
    const { _id, ...rest } = BSON.deserialize(bytes);
    return { _id: String(_id), ...rest };
  } catch {
    return undefined;
  }
}

const without = (seq: number) => stored(whole.filter((record) => record.seq !== seq));
const moved = (record: AuditRecord | undefined, seq: number): Stored => ({
  ...(record ?? {}),
  _id: idOfSeq(seq),
});

describe('what somebody did to the log is told, and where', () => {
  const forged = link(whole[4] ?? EMPTY_CHAIN, event(99), new Date(NOW), createSecretKey(randomBytes(32)));
  test.each<[string, Stored[], ChainFault]>([
    ['the first taken out', without(1), { seq: 1, kind: 'missing' }],
    ['one taken out of the middle', without(7), { seq: 7, kind: 'missing' }],
    [
      'one taken out and the rest moved up',
      [...stored(whole.slice(0, 6)), ...whole.slice(7).map((record) => moved(record, record.seq - 1))],
      { seq: 7, kind: 'reordered' },
    ],
    [
      'two changed places',
      stored(whole).map((row, i, all) =>
        i === 3 ? moved(whole[4], 4) : i === 4 ? moved(whole[3], 5) : (all[i] ?? row),
      ),
      { seq: 4, kind: 'reordered' },
    ],
    [
      'one put in between under an id of its own',
      [...stored(whole), { ...stored(whole)[4], _id: `${idOfSeq(5)}a` }],
      { seq: 6, kind: 'inserted' },
    ],
    [
      'one replaced by one that was not signed here',
      stored(whole).map((row, i) => (i === 5 ? moved(forged, 6) : row)),
      { seq: 6, kind: 'forged' },
    ],
    [
      'a whole other chain, not signed here',
      stored(chain(LENGTH, createSecretKey(randomBytes(32)))),
      { seq: 1, kind: 'forged' },
    ],
  ])('%s', (_, rows, fault) => {
    expect(faultIn(rows)).toEqual(fault);
  });

  test('the end cut off: an anchor remembers', () => {
    const anchors = whole.slice(-1).map(({ seq, hash }) => ({ seq, hash }));
    expect(faultIn(stored(whole.slice(0, 9)), anchors)).toEqual({ seq: 10, kind: 'missing' });
  });

  test('rewritten and signed anew with the stolen key: an anchor from outside remembers', () => {
    const other: AuditRecord[] = [];
    for (const n of whole.keys())
      other.push(link(other.at(-1) ?? EMPTY_CHAIN, event(n === 3 ? 50 : n), new Date(NOW), KEY));
    expect(faultIn(stored(other))).toBeUndefined();
    const anchors = whole.slice(7, 8).map(({ seq, hash }) => ({ seq, hash }));
    expect(faultIn(stored(other), anchors)).toEqual({ seq: 8, kind: 'rewritten' });
  });
});

test('time never runs backwards in it', () => {
  const first = link(EMPTY_CHAIN, event(1), new Date(NOW), KEY);
  expect(link(first, event(2), new Date(NOW - 3_600_000), KEY).at).toEqual(new Date(NOW));
});
