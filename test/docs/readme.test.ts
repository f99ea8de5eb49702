import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmailConfig } from '../../src/channels/email/config.js';
import { loadSettings } from '../../src/config/load-settings.js';

const root = new URL('../../', import.meta.url);
const readmes = ['README.md', 'README.zh-CN.md'];
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');

/** The one example of settings: what a city copies into config/local.json. */
function exampleOf(readme: string): string {
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(read(readme)) ?? [];
  return json;
}

describe.each(readmes)('the first channel as %s connects it', (readme) => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'hub-readme-'));
    for (const file of ['default.json', 'custom-environment-variables.json'])
      copyFileSync(new URL(`config/${file}`, root), join(dir, file));
    writeFileSync(join(dir, 'local.json'), exampleOf(readme));
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('is taken by the settings and by the mail channel', () => {
    const { channels } = loadSettings({ configDir: dir, env: { MAIL_PASSWORD: 'secret-code' } });
    const { enabled, debounceMs: _, ...own } = channels['email'] ?? { enabled: false };
    expect(enabled).toBe(true);
    const { accounts } = EmailConfig.parse(own);
    expect(accounts).toHaveLength(1);
    expect(accounts[0]).toMatchObject({
      imap: { password: 'secret-code' },
      smtp: { password: 'secret-code' },
    });
  });

  test('asks for the password by name when it is not set', () => {
    expect(() => loadSettings({ configDir: dir, env: {} })).toThrow('MAIL_PASSWORD');
  });
});

test.each(readmes)('%s leads to the page of every channel', (readme) => {
  const folders = readdirSync(new URL('src/channels/', root), { withFileTypes: true });
  const channels = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(channels.length).toBeGreaterThan(8);
  const linked = [...read(readme).matchAll(/\(docs\/channels\/([\w-]+)\.md\)/g)].map(([, name]) => name);
  expect([...new Set(linked)].sort()).toEqual(channels.sort());
});

test('both languages show the same commands and settings', () => {
  const [english = [], chinese = []] = readmes.map((file) =>
    [...read(file).matchAll(/```(?:sh|json)\n([\s\S]*?)```/g)].map(([, block = '']) =>
      block.replaceAll(/ +#.*$/gm, ''),
    ),
  );
  expect(english.length).toBeGreaterThan(3);
  expect(chinese).toEqual(english);
});

test('every variable that the hub reads from its environment is described', () => {
  const src = new URL('src/', root);
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const named = files.flatMap((file) => [...read(`src/${file}`).matchAll(/env\['([A-Z_]+)'\]/g)]);
  const names = new Set(named.map(([, name = '']) => name).filter((name) => !OF_THE_SYSTEM.has(name)));
  expect(names.size).toBeGreaterThan(5);
  const described = read('docs/configuration.md');
  expect([...names].filter((name) => !described.includes(`\`${name}\``))).toEqual([]);
});

const OF_THE_SYSTEM = new Set(['HOME', 'LANG', 'XDG_CONFIG_HOME']);
