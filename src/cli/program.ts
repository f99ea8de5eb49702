import { Command, CommanderError } from 'commander';
import { alertCommands } from './commands/alerts.js';
import { channelCommands } from './commands/channels.js';
import { callCommands } from './commands/calls.js';
import { chatCommand } from './commands/chat.js';
import { configCommand } from './commands/config.js';
import { conversationCommands } from './commands/conversations.js';
import { languageCommands } from './commands/language.js';
import { mailCommand } from './commands/mail.js';
import { noticeCommands } from './commands/notices.js';
import { secondFactorCommands } from './commands/second-factor.js';
import { outboxCommands } from './commands/outbox.js';
import { quarantineCommands } from './commands/quarantine.js';
import { privacyCommands } from './commands/privacy.js';
import { sessionCommands } from './commands/session.js';
import { staffCommands } from './commands/staff.js';
import { storeCommand } from './commands/store.js';
import { ticketCommands } from './commands/tickets.js';
import { transcriptCommand } from './commands/transcript.js';
import { contextOf } from './context.js';
import { CliError, EXIT, type Io } from './io.js';

/** Runs one `hub` command line and says how it ended; nothing is thrown for what a person can mend. */
export async function runCli(args: readonly string[], io: Io): Promise<number> {
  const program = new Command('hub')
    .description('Works with a hub12345: its settings, its store, and a running hub over HTTP')
    .option('--json', 'print JSON for programs')
    .option('--url <address>', 'the hub to talk to (HUB_URL; else the one you signed in to)')
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showHelpAfterError('(hub --help lists the commands)')
    .exitOverride();
  const context = contextOf(program, io);
  for (const add of [
    configCommand,
    storeCommand,
    mailCommand,
    languageCommands,
    sessionCommands,
    secondFactorCommands,
    conversationCommands,
    ticketCommands,
    callCommands,
    staffCommands,
    channelCommands,
    quarantineCommands,
    outboxCommands,
    privacyCommands,
    noticeCommands,
    transcriptCommand,
    chatCommand,
    alertCommands,
  ])
    add(program, context);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof CliError) {
      io.err(`${error.message}\n`);
      return error.exit;
    }
    throw error;
  }
}
