import { startEmbedded } from '../../../src/embedded/start.js';

/** Holds the data directory named in the first argument until it is killed. */
const [, , dir] = process.argv;
if (dir === undefined) throw new Error('usage: hold-directory <dir>');
await startEmbedded(dir);
process.stdout.write('ready\n');
