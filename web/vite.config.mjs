import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Old browsers of the field: department computers run Chromium 87 and its kin. */
export const TARGET = 'chrome87';
export const OUT = here('../dist/web/static');

/** Portal, 随手拍 and desk: three pages, each with chunks of its own. */
export default defineConfig({
  root: here('.'),
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: TARGET,
    cssTarget: TARGET,
    modulePreload: { polyfill: false },
    // A picture inside a style sheet would need a wider policy than a file.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    manifest: 'manifest.json',
    rollupOptions: {
      // antd marks its modules for servers that render; we have none.
      onwarn: (warning, warn) => void (warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning)),
      input: { index: here('index.html'), snap: here('snap.html'), desk: here('desk.html') },
    },
  },
});

/** A script that stands alone, under a name that never changes: the widget, the worker of 随手拍. */
export const standalone = (entry, fileName) => ({
  root: here('.'),
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: TARGET,
    cssTarget: TARGET,
    reportCompressedSize: false,
    lib: { entry: here(entry), name: 'hub12345', formats: ['iife'], fileName: () => fileName },
  },
});
