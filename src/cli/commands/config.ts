import type { Command } from 'commander';
import { checkConfig } from '../../config/check-config.js';
import { loadSettings, type SettingsSource } from '../../config/load-settings.js';
import { ConfigError, formatProblem, type Problem } from '../../config/problem.js';
import { checkChannels } from '../../host/load-channels.js';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';

/** `hub config check`: can the hub start with these settings and this city? */
export function configCommand(program: Command, { io, print }: Context): void {
  program
    .command('config')
    .description('settings and the city’s files')
    .command('check')
    .description('check config/ and the city; exit 1 with every problem, its place and its mend')
    .option('--dir <folder>', 'the config folder (NODE_CONFIG_DIR, else ./config)')
    .action(async (options: { dir?: string }) => {
      const source = { configDir: options.dir, env: io.env };
      const problems = [...checkConfig(source), ...(await channelProblems(source))];
      print({ problems }, () =>
        problems.length === 0 ? ['The configuration is sound.'] : problems.map(formatProblem),
      );
      if (problems.length > 0) throw new CliError(EXIT.failed, `${problems.length} problem(s) to mend.`);
    });
}

/** By the channels' own schemas; settings that cannot be read were told already. */
async function channelProblems(source: SettingsSource): Promise<Problem[]> {
  try {
    return await checkChannels(loadSettings(source));
  } catch (error) {
    if (error instanceof ConfigError) return [];
    throw error;
  }
}
