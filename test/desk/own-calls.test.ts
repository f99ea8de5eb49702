import { describe, expect, test } from '@jest/globals';
import type { Call } from '../../src/core/model/call.js';
import { isOwnCall } from '../../src/desk/own-calls.js';

const at = new Date('2026-12-01T01:00:00Z');
const call = (over: Partial<Call>): Call => ({
  id: 'k1',
  channel: 'phone',
  account: '12345',
  callId: '1.1',
  source: 'exchange',
  caller: { type: 'hidden' },
  state: 'talking',
  startedAt: at,
  answeredAt: at,
  extension: '8001',
  events: [],
  shownTo: ['li', 'chen'],
  version: 1,
  updatedAt: at,
  ...over,
});
const li = { staffId: 'li', extension: '8001' };
const chen = { staffId: 'chen', extension: '8002' };
const recordOf = (id: string, finishedAt?: Date) => ({
  by: { id, name: id },
  summary: '路灯',
  fields: {},
  updatedAt: at,
  finishedAt,
});

describe('leak: a call is on the screen of who has it', () => {
  test.each([
    ['one that is talked on here', call({}), li, true],
    ['one that rang here too and was answered elsewhere', call({}), chen, false],
    ['one that never came up here', call({ shownTo: ['li'] }), { staffId: 'wu', extension: '8001' }, false],
    ['one that is over and not written down', call({ state: 'ended', endedAt: at }), li, true],
    ['one that nobody answered', call({ state: 'missed', answeredAt: undefined }), li, false],
    ['one that one writes down', call({ state: 'ended', record: recordOf('li') }), li, true],
    ['one that a colleague writes down', call({ record: recordOf('chen') }), li, false],
    ['one that is written down', call({ state: 'ended', record: recordOf('li', at) }), li, false],
    ['one begun by hand, without an extension', call({ source: 'operator', extension: undefined }), li, true],
  ])('%s', (_, one, seat, own) => {
    expect(isOwnCall(one, seat)).toBe(own);
  });
});
