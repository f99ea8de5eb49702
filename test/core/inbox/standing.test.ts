import { expect, test } from '@jest/globals';
import { standingOf } from '../../../src/core/ticket/follow-tickets.js';
import { ticket } from '../../store/samples.js';

const of = (...platforms: (string | undefined)[]) =>
  standingOf(platforms.map((platform, i) => ticket(`t${i}`, '路灯', { platform }))).platform;

test('leak: a conversation is a county’s only when the county holds every ticket of it', () => {
  expect(of()).toBeUndefined();
  expect(of('north')).toBe('north');
  expect(of('north', 'north')).toBe('north');
  expect(of('north', 'south')).toBeUndefined();
  expect(of('north', undefined)).toBeUndefined();
});
