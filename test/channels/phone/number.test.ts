import { describe, expect, test } from '@jest/globals';
import { callerOf } from '../../../src/channels/phone/number.js';

const e164 = (written: string | undefined) => {
  const caller = callerOf(written, '0515');
  return caller.type === 'number' ? caller.phone.e164 : caller.type;
};

describe('one person is one number, however the exchange writes it', () => {
  test.each([
    ['13812345678', '+8613812345678'],
    ['013812345678', '+8613812345678'],
    ['+8613812345678', '+8613812345678'],
    ['8613812345678', '+8613812345678'],
    ['008613812345678', '+8613812345678'],
    ['138 1234 5678', '+8613812345678'],
    ['138-1234-5678', '+8613812345678'],
    ['１３８１２３４５６７８', '+8613812345678'],
    ['051588888888', '+8651588888888'],
    ['0515-8888 8888', '+8651588888888'],
    ['(0515)88888888', '+8651588888888'],
    ['88888888', '+8651588888888'],
    ['+8651588888888', '+8651588888888'],
    ['01062345678', '+861062345678'],
    ['+85221234567', '+85221234567'],
    ['4008123456', '+864008123456'],
  ])('%s', (written, expected) => {
    expect(e164(written)).toBe(expected);
  });

  test('staff read it as people write it', () => {
    expect(callerOf('008613812345678', '0515')).toMatchObject({
      phone: { national: '13812345678', kind: 'mobile' },
    });
    expect(callerOf('88888888', '0515')).toMatchObject({ phone: { kind: 'landline' } });
  });
});

describe('a caller without a number is nobody known', () => {
  test.each([
    undefined,
    '',
    '   ',
    'anonymous',
    'Anonymous',
    'sip:anonymous@anonymous.invalid',
    'PRIVATE',
    'Restricted',
    'unavailable',
    '<unknown>',
    '未知号码',
    '+266696687',
    '+86282452253',
  ])('%s is hidden', (written) => {
    expect(callerOf(written, '0515')).toEqual({ type: 'hidden' });
  });

  test.each(['8001', '12345', '110', '95588', '*97', '138123456789999'])(
    '%s is no address of one person',
    (written) => {
      expect(callerOf(written, '0515')).toEqual({ type: 'other', digits: written });
    },
  );
});
