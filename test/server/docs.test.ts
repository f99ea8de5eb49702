import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { catalogueDoc } from '../../src/server/errors/catalogue-doc.js';
import { startHub } from '../support/running-hub.js';

const Description = z.looseObject({ info: z.looseObject({ version: z.string() }) });
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));
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
    // Channels whose routes are for programmers; webhooks are described where their vendors describe them.
    const running = await startHub({ web: { enabled: true }, app: { enabled: true } });
    const described = Description.parse(await (await fetch(`${running.base}/openapi.json`)).json());
    await running.stop();
    described.info.version = version;
    await expectCurrent('openapi.json', `${JSON.stringify(described, null, 2)}\n`);
  });
});
