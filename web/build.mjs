// Builds what the hub serves: pages as templates in dist/web/pages, everything they load in dist/web/static,
// each text also compressed, so that the hub compresses nothing while it serves.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';
import pages, { OUT, standalone } from './vite.config.mjs';

await build({ ...pages, configFile: false, logLevel: 'warn' });
await build(standalone('src/widget/main.ts', 'widget.js'));
await build(standalone('src/snap/worker.ts', 'snap-worker.js'));
movePages();
compress();

function movePages() {
  const folder = join(OUT, '..', 'pages');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const page of ['index', 'snap', 'desk'])
    renameSync(join(OUT, `${page}.html`), join(folder, `${page}.html`));
  renameSync(join(OUT, 'manifest.json'), join(folder, 'manifest.json'));
}

function compress() {
  const files = readdirSync(OUT, { recursive: true, withFileTypes: true });
  for (const entry of files) {
    if (!/\.(js|css|svg|json|geojson|webmanifest|txt)$/.test(entry.name)) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const bytes = readFileSync(path);
    if (bytes.length < 1000) continue;
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
  }
}
