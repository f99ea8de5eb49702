import { expect, test } from '@jest/globals';
import { quietUntil } from '../../../src/core/delivery/quiet-hours.js';

const NIGHT = { from: '21:00', to: '08:00', timezone: 'Asia/Shanghai' };
const at = (local: string) => new Date(`${local}:00+08:00`);

test.each([
  ['before the night', NIGHT, '2026-11-23T20:59', undefined],
  ['as it begins', NIGHT, '2026-11-23T21:00', '2026-11-24T08:00'],
  ['before midnight', NIGHT, '2026-11-23T23:59', '2026-11-24T08:00'],
  ['after midnight', NIGHT, '2026-11-24T00:00', '2026-11-24T08:00'],
  ['in its last minute', NIGHT, '2026-11-24T07:59', '2026-11-24T08:00'],
  ['as it ends', NIGHT, '2026-11-24T08:00', undefined],
  ['on the last night of a year', NIGHT, '2026-12-31T22:00', '2027-01-01T08:00'],
  [
    'at noon, when noon is quiet',
    { ...NIGHT, from: '12:00', to: '14:00' },
    '2026-11-23T12:30',
    '2026-11-23T14:00',
  ],
  ['after a quiet noon', { ...NIGHT, from: '12:00', to: '14:00' }, '2026-11-23T14:00', undefined],
  ['when nothing is quiet', undefined, '2026-11-23T23:00', undefined],
  ['when the hours are empty', { ...NIGHT, from: '08:00', to: '08:00' }, '2026-11-23T08:00', undefined],
])('%s', (_, hours, now, until) => {
  expect(quietUntil(at(now), hours)).toEqual(until === undefined ? undefined : at(until));
});

test('in the time of the city, wherever the server stands', () => {
  const urumqi = { ...NIGHT, timezone: 'Asia/Urumqi' };
  expect(quietUntil(at('2026-11-23T22:00'), urumqi)).toBeUndefined();
  expect(quietUntil(at('2026-11-23T23:00'), urumqi)).toEqual(at('2026-11-24T10:00'));
});
