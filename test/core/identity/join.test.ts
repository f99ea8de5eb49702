import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { contactOf, stands } from '../../../src/core/identity/join.js';
import type { Join } from '../../../src/core/model/contact.js';

const PEOPLE = ['a', 'b', 'c', 'd', 'e', 'f'];
const person = fc.constantFrom(...PEOPLE);
const move = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('join' as const), one: person, other: person }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('separate' as const), which: fc.nat(20) }) },
);
const moves = fc.array(move, { maxLength: 30 });

describe('any sequence of joins and separations', () => {
  test('puts every citizen into exactly one contact', () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        const joins = sequence.reduce(play, []);
        const contacts = PEOPLE.map((id) => contactOf(id, joins).citizens);
        for (const [i, citizens] of contacts.entries()) {
          expect(citizens).toContain(PEOPLE[i]);
          for (const id of citizens) expect(contactOf(id, joins).citizens).toEqual(citizens);
        }
      }),
    );
  });

  test('groups as the joins that stand say, and not otherwise', () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        const joins = sequence.reduce(play, []);
        expect(grouping(joins)).toEqual(paint(joins));
      }),
    );
  });

  test('a join taken back leaves the grouping of before', () => {
    fc.assert(
      fc.property(moves, person, person, (sequence, one, other) => {
        const before = sequence.reduce(play, []);
        const after = play(before, { type: 'join', one, other });
        const undone = play(after, { type: 'separate', which: after.length - 1 });
        if (after.length > before.length) expect(grouping(undone)).toEqual(grouping(before));
      }),
    );
  });

  test('one separation parts one contact in two and touches no other', () => {
    fc.assert(
      fc.property(moves, fc.nat(20), (sequence, which) => {
        const before = sequence.reduce(play, []);
        const chosen = before[which];
        fc.pre(chosen !== undefined && stands(chosen));
        const after = play(before, { type: 'separate', which });
        const [one, other] = chosen?.citizens ?? ['', ''];
        const parts = [contactOf(one, after).citizens, contactOf(other, after).citizens];
        expect(parts.flat().sort()).toEqual(contactOf(one, before).citizens);
        for (const id of PEOPLE.filter((p) => !parts.flat().includes(p))) {
          expect(contactOf(id, after).citizens).toEqual(contactOf(id, before).citizens);
        }
      }),
    );
  });

  test('no join is forgotten: each is in the history of those it named', () => {
    fc.assert(
      fc.property(moves, (sequence) => {
        const joins = sequence.reduce(play, []);
        for (const join of joins)
          for (const id of join.citizens) expect(contactOf(id, joins).joins).toContain(join);
      }),
    );
  });
});

type Move = { type: 'join'; one: string; other: string } | { type: 'separate'; which: number };

/** What staff are let do: no join with oneself or within a contact, no separation twice. */
function play(joins: Join[], move: Move): Join[] {
  const at = new Date(joins.length);
  const who = { staffId: 's', name: '话务员', note: '同一人' };
  if (move.type === 'separate') {
    return joins.map((join, i) =>
      i === move.which && stands(join) ? { ...join, separated: { id: `s${i}`, ...who, at } } : join,
    );
  }
  if (contactOf(move.one, joins).citizens.includes(move.other)) return joins;
  const citizens: [string, string] = [move.one, move.other];
  return [...joins, { id: `j${joins.length}`, citizens, reason: { type: 'staff', ...who }, at }];
}

function grouping(joins: Join[]): string[] {
  return [...new Set(PEOPLE.map((id) => contactOf(id, joins).citizens.join('')))].sort();
}

/** The same by another way: everyone has a colour of their own, and a join paints one side as the other. */
function paint(joins: Join[]): string[] {
  const colour = new Map(PEOPLE.map((id) => [id, id]));
  for (const { citizens, separated } of joins) {
    if (separated) continue;
    const [from, to] = citizens.map((id) => colour.get(id));
    for (const [id, shade] of colour) if (shade === from) colour.set(id, to ?? id);
  }
  const shades = [...new Set(colour.values())];
  return shades.map((shade) => PEOPLE.filter((id) => colour.get(id) === shade).join('')).sort();
}
