import { describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../../src/core/model/ticket.js';
import { knownMatter, streetOf } from '../../../src/core/ticket/known-matters.js';
import { ticket } from '../../store/samples.js';

let people = 0;
function lamp(over: Partial<Ticket> = {}, request: Partial<Ticket['request']> = {}): Ticket {
  const one = ticket(`t${++people}`, '路灯坏了', { category: '0101', citizenId: `c${people}`, ...over });
  const place = { text: '盐都区世纪大道88号3幢501室' };
  return {
    ...one,
    request: { ...one.request, type: 'complaint', secrecy: 'open', anonymous: false, place, ...request },
  };
}
const said = { category: '0101', street: '世纪大道' };

describe('leak: what is told of others', () => {
  test('is how many people, in which street, and no more of where', () => {
    expect(knownMatter(said, [lamp(), lamp({ state: 'signed' })])).toEqual({
      ...said,
      inHand: true,
      people: 2,
    });
  });

  test.each([
    ['one alone', [lamp()]],
    ['one person twice', [lamp({ citizenId: 'same' }), lamp({ citizenId: 'same' })]],
    ['sealed ones', [lamp(), lamp({}, { secrecy: 'sealed' })]],
    ['confidential ones', [lamp(), lamp({}, { secrecy: 'confidential' })]],
    ['anonymous ones', [lamp(), lamp({}, { anonymous: true })]],
    ['reports of wrongdoing', [lamp({}, { type: 'report' }), lamp({}, { type: 'report' })]],
    ['ended ones', [lamp({ state: 'closed' }), lamp({ state: 'archived' })]],
    ['another category', [lamp({ category: '0202' }), lamp({ category: '0202' })]],
    ['another street', [lamp(), lamp({}, { place: { text: '盐都区青年路10号' } })]],
  ])('is nothing of %s', (_, alike) => {
    expect(knownMatter(said, alike)).toBeUndefined();
  });

  test.each([
    ['盐都区世纪大道88号3幢501室', '世纪大道'],
    ['盐城市亭湖区建军中路120号', '建军中路'],
    ['大洋街道毓龙路66号幸福小区', '毓龙路'],
    ['我家楼下', undefined],
    ['', undefined],
  ])('of %j the street alone: %s', (text, street) => {
    expect(streetOf(text)).toBe(street);
  });
});
