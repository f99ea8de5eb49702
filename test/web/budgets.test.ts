import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { WEB_ROOT } from '../../src/server/pages/shell.js';

/** Vite's own list of chunks: what each file loads at once and what later. */
const Manifest = z.record(
  z.string(),
  z.object({
    file: z.string(),
    imports: z.array(z.string()).default([]),
    dynamicImports: z.array(z.string()).default([]),
    css: z.array(z.string()).default([]),
  }),
);
const manifest = Manifest.parse(JSON.parse(readFileSync(join(WEB_ROOT, 'pages', 'manifest.json'), 'utf8')));
const read = (file: string) => readFileSync(join(WEB_ROOT, 'static', file));
const gzipped = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);

/** Every script that must be there before the page is drawn. */
function needed(...entries: string[]): Set<string> {
  const files = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is not built`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports.forEach(visit);
  };
  entries.forEach(visit);
  return files;
}

const KB = 1024;
const sections = manifest['src/desk/Desk.tsx']?.dynamicImports ?? [];
const pages = Object.keys(manifest).filter((name) => name.startsWith('src/portal/pages/'));

describe('what is loaded before anything is seen stays small', () => {
  test.each(pages)('%s: less than 120 kB of script on a first visit', (page) => {
    expect(gzipped(needed('index.html', page))).toBeLessThan(120 * KB);
  });

  test('随手拍: less than 120 kB', () => {
    expect(gzipped(needed('snap.html'))).toBeLessThan(120 * KB);
  });

  test('the widget: less than 30 kB', () => {
    expect(gzipped(['widget.js'])).toBeLessThan(30 * KB);
  });

  test.each(sections)('the desk with %s: less than 600 kB', (section) => {
    expect(gzipped(needed('desk.html', 'src/desk/Desk.tsx', section))).toBeLessThan(600 * KB);
  });

  test('no script of a citizen’s page holds the desk’s library', () => {
    for (const file of [...needed('index.html', ...pages), ...needed('snap.html')])
      expect(read(file).toString()).not.toMatch(/ant-design|antd|--ant-/);
  });
});

test('nothing that is built names another host to load from', () => {
  const assets = readdirSync(join(WEB_ROOT, 'static', 'assets')).filter((name) => /\.(js|css)$/.test(name));
  const citizens = assets.filter((name) => !name.startsWith('Desk'));
  for (const name of [...citizens.map((file) => `assets/${file}`), 'widget.js', 'snap-worker.js']) {
    const hosts =
      read(name)
        .toString()
        .match(/https?:\/\/[a-z0-9.-]+/gi) ?? [];
    // Names of XML vocabularies and metadata, pages that errors point to, and where a point is written as a link.
    const harmless =
      /^https?:\/\/(www\.w3\.org|ns\.adobe\.com|github\.com|react\.dev|leafletjs\.com|uri\.amap\.com|12345\.example\.gov\.cn)$/;
    expect(hosts.filter((host) => !harmless.test(host))).toEqual([]);
  }
});
