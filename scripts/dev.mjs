// `npm run dev`: the hub from its sources, restarted when they change, and the pages built anew when theirs
// do. The hub serves what was built last, as it does in production, so no page behaves otherwise here.
import { spawn, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');

buildPages();
const hub = spawn(process.execPath, [tsx, 'watch', join(root, 'src', 'main.ts')], {
  cwd: root,
  stdio: ['pipe', 'inherit', 'inherit'],
});
hub.on('exit', (code) => process.exit(code ?? 0));

let timer;
watch(join(root, 'web'), { recursive: true }, () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    buildPages();
    // The hub reads its pages once: tsx starts it anew at a line on its input.
    hub.stdin.write('\n');
  }, 300);
});

function buildPages() {
  const { status } = spawnSync(process.execPath, [join(root, 'web', 'build.mjs')], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.stderr.write('The pages could not be built; the last ones are still served.\n');
}
