import { describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { HubError } from '../../src/core/errors.js';
import { CATALOGUE, STATUS_BY_FAULT } from '../../src/server/errors/catalogue.js';
import { failure } from '../../src/server/errors/failure.js';
import { preferredLanguage } from '../../src/server/errors/language.js';
import { problemFor } from '../../src/server/errors/problem.js';

const codes = Object.keys(CATALOGUE);

describe('every code of the catalogue', () => {
  test.each(codes)('%s speaks both languages and has a status that fits its fault', (code) => {
    const entry = CATALOGUE[code];
    if (!entry) throw new Error('not listed');
    for (const text of Object.values(entry.zh)) expect(text).toMatch(/[\u4e00-\u9fff].*[。）]$/u);
    for (const text of Object.values(entry.en)) expect(text).toMatch(/^[\x20-\x7e]+\.$/);
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    // Same class: a client that knows only the class still acts rightly.
    expect(Math.floor(entry.status / 100)).toBe(Math.floor(STATUS_BY_FAULT[entry.fault] / 100));
  });

  test.each(codes)('%s leaves as a problem document in either language', (code) => {
    for (const language of ['zh', 'en'] as const) {
      const { status, document } = problemFor(failure(code), language, 'r1');
      expect({ status, ...document }).toEqual({
        status: CATALOGUE[code]?.status,
        code,
        ...CATALOGUE[code]?.[language],
        requestId: 'r1',
      });
    }
  });
});

test('every HubError that can reach a caller is in the catalogue, under its fault', async () => {
  const thrown = await thrownCodes();
  expect(thrown.length).toBeGreaterThan(5);
  const listed = thrown.map(({ file, code }) => ({ file, code, fault: CATALOGUE[code]?.fault }));
  expect(listed).toEqual(thrown);
});

describe('what was thrown becomes words for the reader', () => {
  test('a HubError says its case in Chinese and the catalogue’s words in English', () => {
    const error = new HubError('conflict', 'ticket-illegal-move', '当前为“已办结”，不能派单', '可以：重办', {
      state: 'closed',
    });
    expect(problemFor(error, 'zh', 'r').document).toMatchObject({
      message: '当前为“已办结”，不能派单',
      state: 'closed',
    });
    expect(problemFor(error, 'en', 'r').document).toMatchObject({
      message: CATALOGUE['ticket-illegal-move']?.en.message,
      state: 'closed',
    });
  });

  test('a code that is not listed keeps its own words and gets the status of its fault', () => {
    const problem = problemFor(
      new HubError('window-closed', 'reply-window', '已过回复时限', '请换渠道'),
      'en',
      'r',
    );
    expect(problem).toMatchObject({
      status: 409,
      document: { code: 'reply-window', message: '已过回复时限' },
    });
  });

  test('a channel’s own error keeps its status, code and fields', () => {
    const error = Object.assign(new Error('附件太多'), {
      statusCode: 413,
      code: 'too-many-attachments',
      hint: '请分几次发送',
      fields: [{ path: 'attachments', message: '最多 9 个' }],
    });
    expect(problemFor(error, 'zh', 'r')).toMatchObject({
      status: 413,
      document: { code: 'too-many-attachments', message: '附件太多', fields: [{ path: 'attachments' }] },
    });
  });

  test.each([
    ['an Error with secrets', new Error('connect mongodb://root:pw@db failed for 13812345678')],
    ['a bug that says so', new HubError('bug', 'impossible', 'state 13812345678', 'x')],
    ['a string', 'mongodb://root:pw@db'],
    ['nothing', undefined],
  ])('%s is our fault and tells nothing', (_, thrown) => {
    const problem = problemFor(thrown, 'en', 'r1');
    expect(problem).toEqual({
      status: 500,
      isBug: true,
      document: { code: 'internal-error', ...CATALOGUE['internal-error']?.en, requestId: 'r1' },
    });
  });

  test.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['de,en;q=0.5,zh;q=0.7', 'zh'],
    ['de', 'zh'],
    ['en;q=0', 'zh'],
    ['en;q=x,zh;q=0.1', 'en'],
  ])('Accept-Language %p is answered in %s', (header, expected) => {
    expect(preferredLanguage(header)).toBe(expected);
  });
});

/** Codes of HubErrors that can reach a caller: not those that end the start, nor those that are our fault. */
async function thrownCodes(): Promise<{ file: string; code: string; fault: string }[]> {
  const src = new URL('../../src/', import.meta.url);
  const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const found = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(new URL(file, src), 'utf8');
      const matches = text.matchAll(/new HubError\(\s*'([a-z-]+)',\s*'([a-z0-9-]+)'/g);
      return [...matches].map(([, fault = '', code = '']) => ({ file, code, fault }));
    }),
  );
  const beforeServing = /^(main\.ts|store\/open\.ts|store\/pii\/open-vault\.ts|host\/|config\/|cli\/)/;
  return found.flat().filter(({ file, fault }) => fault !== 'bug' && !beforeServing.test(file));
}
