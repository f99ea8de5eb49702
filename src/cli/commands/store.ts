import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import { loadSettings } from '../../config/load-settings.js';
import { ConfigError } from '../../config/problem.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';

/** `hub store …`: the embedded store's file. */
export function storeCommand(program: Command, { io, print }: Context): void {
  const store = program.command('store').description('the embedded store');

  const onStore = <T>(
    name: string,
    about: string,
    work: (dir: string) => Promise<T>,
    lines: (r: T) => string[],
  ) =>
    store
      .command(name)
      .description(about)
      .option('--data <folder>', 'the data directory (HUB_DATA_DIR, else of the settings)')
      .action(async (options: { data?: string }) => {
        const result = await orSentence(work(storeDir(options.data)));
        print(result, () => lines(result));
      });

  onStore('stats', 'sizes and counts', storeStats, (stats) => [JSON.stringify(stats, null, 2)]);
  onStore('compact', 'rewrite the file without free pages; the hub must be stopped', compactStore, (done) => [
    JSON.stringify(done, null, 2),
  ]);

  store
    .command('backup <file>')
    .description('copy one moment of the store into a file, also while the hub runs')
    .option('--data <folder>', 'the data directory')
    .action(async (file: string, options: { data?: string }) => {
      const { backupStore } = await maintenance();
      const backup = await orSentence(backupStore(storeDir(options.data), resolve(file)));
      print(backup, () => [`${backup.file}: ${backup.bytes} bytes`]);
      io.err('The keys are not in it. Keep a copy of keys.json and secret.key, apart from it.\n');
    });

  store
    .command('check')
    .description('read everything once; exit 1 when something is wrong')
    .option('--data <folder>', 'the data directory')
    .action(async (options: { data?: string }) => {
      const { checkStore } = await maintenance();
      const report = await orSentence(checkStore(storeDir(options.data)));
      print(report, () => [
        `${report.documents} documents, ${report.entries} index entries`,
        ...report.faults,
      ]);
      if (report.faults.length > 0)
        throw new CliError(EXIT.failed, `${report.faults.length} fault(s) found.`);
    });

  /** Where the hub keeps its store, as the hub itself finds it. */
  function storeDir(given: string | undefined): string {
    if (given !== undefined) return resolve(given, 'store');
    try {
      return join(loadSettings({ env: io.env }).dataDir, 'store');
    } catch (error) {
      if (error instanceof ConfigError) throw new CliError(EXIT.failed, error.message);
      throw error;
    }
  }
}

// Loaded when asked for: the store's engine is native code that most commands do without.
const maintenance = () => import('../../embedded/maintenance.js');
const storeStats = async (dir: string) => (await maintenance()).storeStats(dir);
const compactStore = async (dir: string) => (await maintenance()).compactStore(dir);

/** The store explains itself in one sentence: in use, not there, damaged. */
async function orSentence<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new CliError(EXIT.failed, error instanceof Error ? error.message : String(error));
  }
}
