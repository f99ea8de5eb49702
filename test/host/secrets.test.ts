import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecrets } from '../../src/host/secrets.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hub-secrets-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the master secret', () => {
  test('is made once, for the hub’s user alone, and kept', () => {
    const first = createSecrets(dir, undefined)('web:session');
    expect(readdirSync(dir)).toEqual(['secret.key']);
    expect(statSync(join(dir, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(createSecrets(dir, undefined)('web:session').equals(first)).toBe(true);
  });

  test('is another in another hub', () => {
    const other = mkdtempSync(join(dir, 'other-'));
    expect(createSecrets(dir, undefined)('a').equals(createSecrets(other, undefined)('a'))).toBe(false);
  });

  test('that is configured is used, and no file is made', () => {
    const key = createSecrets(dir, 'from the settings')('a');
    expect(readdirSync(dir)).toEqual([]);
    expect(createSecrets('/nowhere', 'from the settings')('a').equals(key)).toBe(true);
  });

  test.each(['', 'abc', 'g'.repeat(64)])('is refused when the file holds %j', (content) => {
    writeFileSync(join(dir, 'secret.key'), content);
    expect(() => createSecrets(dir, undefined)).toThrow(/secret\.key/);
    expect(readFileSync(join(dir, 'secret.key'), 'utf8')).toBe(content);
  });
});

test('keys of different purposes say nothing about each other', () => {
  const keyOf = createSecrets(dir, 'master');
  const keys = ['web:session', 'web:upload', 'email:thread'].map((purpose) => keyOf(purpose).toString('hex'));
  expect(new Set(keys).size).toBe(3);
  expect(keys.every((key) => key.length === 64)).toBe(true);
});
