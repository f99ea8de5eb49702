import { expect, test } from '@jest/globals';
import { WaitingHints } from '../../../src/server/staff/waiting-hints.js';

const ticket = (id: string, version: number) => ({ event: 'ticket', data: { id, version } });

test('begins by saying that everything is to be looked at, once', () => {
  const waiting = new WaitingHints();
  expect(waiting.take()).toEqual([{ event: 'all', data: {} }]);
  expect(waiting.take()).toEqual([]);
});

test('a ticket that moves ten times before it is read is one hint, its newest', () => {
  const waiting = new WaitingHints();
  waiting.take();
  for (let version = 1; version <= 10; version++) waiting.add([ticket('a', version)]);
  waiting.add([ticket('b', 1)]);
  expect(waiting.take()).toEqual([ticket('a', 10), ticket('b', 1)]);
});

test('overload: a reader who takes nothing costs no more than one word', () => {
  const waiting = new WaitingHints();
  for (let n = 0; n < 5_000; n++) waiting.add([ticket(`t${n}`, 1)]);
  const taken = waiting.take();
  expect(taken.length).toBeLessThanOrEqual(501);
  expect(taken[0]).toEqual({ event: 'all', data: {} });
});
