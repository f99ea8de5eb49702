// `npm start` and `npm test` on a fresh clone: installs when node_modules is missing or stale, builds when a
// source is newer than the build, then does what was asked. Uses Node alone, because nothing else is there yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const installed = join(root, 'node_modules', '.hub-installed');
const built = join(root, 'dist', '.hub-built');
const webBuilt = join(root, 'dist', 'web', '.hub-built');

const [task = 'start', ...args] = process.argv.slice(2);
checkNode();
install();
if (task === 'start') {
  build();
  followNpm();
  process.argv = [process.argv[0], join(root, 'dist', 'main.js'), ...args];
  await import('../dist/main.js');
} else if (task === 'build') {
  build();
} else if (task === 'test') {
  // Tests run the sources; the pages they open are built.
  buildWeb();
  process.exitCode = test(args);
} else {
  fail(`Unknown task "${task}"; there are: start, build, test.`);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(
    `hub12345 needs Node 20.19 or newer, this is ${process.versions.node}. Install a current LTS from nodejs.org.`,
  );
}

/**
 * A SIGTERM to npm ends npm and its shell, and never reaches the hub behind them: it would go on as an orphan
 * that holds port and data. So the hub ends in order when whoever started it is gone.
 */
function followNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 300);
  watch.unref();
}

/** The lock file decides: the stamp holds the hash of the one that was installed. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  // A link leads to another checkout's modules: installing would pull them from under it.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) return;
  say('Installing dependencies (about a minute, once) …');
  const npm = process.env.npm_execpath;
  const command = npm ? [process.execPath, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  run([...command, 'ci', '--no-audit', '--no-fund'], 'Installing failed; see the lines above.');
  writeFileSync(installed, wanted);
}

function build() {
  buildServer();
  buildWeb();
}

function buildServer() {
  const config = ['tsconfig.json', 'tsconfig.build.json'].map((file) => join(root, file));
  if (isNewer(built, [...filesOf('src'), ...config, installed])) return;
  say('Building …');
  // A file that was deleted from the sources must not live on in the build.
  for (const entry of existsSync(join(root, 'dist')) ? readdirSync(join(root, 'dist')) : [])
    if (entry !== 'web') rmSync(join(root, 'dist', entry), { recursive: true, force: true });
  const tsc = join(root, 'node_modules', '@typescript', 'native', 'bin', 'tsc');
  run(
    [process.execPath, tsc, '-p', join(root, 'tsconfig.build.json')],
    'Building failed; see the errors above.',
  );
  writeFileSync(built, new Date().toISOString());
}

/** Of the server's sources the pages take types alone, so only their own make them stale. */
function buildWeb() {
  if (isNewer(webBuilt, [...filesOf('web'), installed])) return;
  say('Building the pages …');
  rmSync(join(root, 'dist', 'web'), { recursive: true, force: true });
  run([process.execPath, join(root, 'web', 'build.mjs')], 'Building the pages failed; see the errors above.');
  writeFileSync(webBuilt, new Date().toISOString());
}

/** True when the stamp is there and no file is newer. */
function isNewer(stamp, files) {
  if (!existsSync(stamp)) return false;
  const at = statSync(stamp).mtimeMs;
  return files.every((file) => statSync(file).mtimeMs <= at);
}

function filesOf(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

function test(extra) {
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--no-warnings'];
  const { status } = spawnSync(process.execPath, [...flags, jest, ...extra], {
    cwd: root,
    stdio: 'inherit',
    // Suites start worker threads and child processes of their own, which need the same.
    env: { ...process.env, NODE_OPTIONS: [process.env.NODE_OPTIONS, ...flags].filter(Boolean).join(' ') },
  });
  return status ?? 1;
}

function run([command, ...rest], sorry) {
  const { status, error } = spawnSync(command, rest, { cwd: root, stdio: 'inherit' });
  if (error) fail(`${sorry} (${error.message})`);
  if (status !== 0) fail(sorry);
}

function say(line) {
  process.stdout.write(`${line}\n`);
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
