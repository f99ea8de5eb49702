import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import type { Context } from '../context.js';
import { CliError, EXIT } from '../io.js';

/** `hub mail inspect`: what the hub would make of a mail, one JSON document a line. Any bytes exit 0. */
export function mailCommand(program: Command, { io }: Context): void {
  program
    .command('mail')
    .description('mail')
    .command('inspect <file...>')
    .description('print the normalised message of each .eml as JSON, one per line')
    .action(async (files: string[]) => {
      const { inspectMail } = await import('../../channels/email/inspect.js');
      for (const file of files) {
        const bytes = await readFile(file).catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          throw new CliError(EXIT.usage, `${file} cannot be read: ${why}`);
        });
        io.out(`${JSON.stringify(await inspectMail(bytes))}\n`);
      }
    });
}
