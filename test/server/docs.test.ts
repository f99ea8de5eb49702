import { describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { catalogueDoc } from '../../src/server/errors/catalogue-doc.js';
import { testHub } from '../support/server/test-hub.js';

const docs = new URL('../../docs/', import.meta.url);

/** Compares a page with what the code says now; UPDATE_DOCS=1 writes it anew. */
async function expectCurrent(name: string, content: string): Promise<void> {
  const file = new URL(name, docs);
  if (process.env['UPDATE_DOCS']) await writeFile(file, content);
  expect(await readFile(file, 'utf8')).toBe(content);
}

describe('what is written about the interface is what it does', () => {
  test('docs/errors.md lists the catalogue', () => expectCurrent('errors.md', catalogueDoc()));

  test('docs/openapi.json describes the routes', async () => {
    const hub = await testHub({ version: '0.1.0' });
    const described = (await hub.app.inject('/openapi.json')).json<object>();
    await hub.app.close();
    await expectCurrent('openapi.json', `${JSON.stringify(described, null, 2)}\n`);
  });
});
