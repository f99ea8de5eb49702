import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { parseJson } from '../../../src/channels/weibo/api/json.js';

describe('ids keep every digit', () => {
  test.each([
    ['an id that a number would change', '{"id":23880249893012345}', { id: '23880249893012345' }],
    ['in a list', '[5612814510546515,5612814510546516]', ['5612814510546515', '5612814510546516']],
    ['short numbers stay numbers', '{"count":50,"x":-1.5e3}', { count: 50, x: -1500 }],
    ['a long fraction is no id', '{"x":0.1234567890123456}', { x: 0.1234567890123456 }],
    [
      'what a citizen wrote is not touched',
      '{"text":"id: 23880249893012345, 好"}',
      { text: 'id: 23880249893012345, 好' },
    ],
    [
      'nor behind escaped quotes',
      '{"text":"\\":23880249893012345,\\\\"}',
      { text: '":23880249893012345,\\' },
    ],
  ])('%s', (_name, json, expected) => {
    expect(parseJson(json)).toEqual(expected);
  });

  test('any document without long numbers is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const json = JSON.stringify(value);
        fc.pre(!/\d{16}/.test(json.replace(/"(?:[^"\\]|\\.)*"/g, '')));
        expect(parseJson(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  test('any 64-bit id in any text comes out whole', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10n ** 15n, max: 2n ** 63n - 1n }),
        fc.string({ unit: 'binary' }),
        (id, text) => {
          expect(parseJson(`{"text":${JSON.stringify(text)},"id":${id}}`)).toEqual({ text, id: String(id) });
        },
      ),
    );
  });

  test('what is no JSON is undefined', () => {
    expect(parseJson('<html>')).toBeUndefined();
  });
});
