import { aggregate } from './commands/aggregate.js';
import { create, drop, dropDatabase, listCollections } from './commands/collections.js';
import { count } from './commands/count.js';
import { getMore, killCursors } from './commands/cursors.js';
import { deleteCommand } from './commands/delete.js';
import { distinct } from './commands/distinct.js';
import { explain } from './commands/explain.js';
import { find } from './commands/find.js';
import { findAndModify } from './commands/find-and-modify.js';
import { buildInfo, endSessions, hello, ping, refreshSessions } from './commands/handshake.js';
import { createIndexes, dropIndexes, listIndexes } from './commands/indexes.js';
import { insert } from './commands/insert.js';
import { collStats, dbStats } from './commands/stats.js';
import { update } from './commands/update.js';
import { StoreError, unsupported } from './errors.js';
import type { Call, Command } from './commands/command.js';
import type { Document } from './document.js';
import type { Reply } from './reply.js';

const COMMANDS = new Map<string, Command>(
  [
    aggregate,
    buildInfo,
    collStats,
    count,
    create,
    createIndexes,
    dbStats,
    deleteCommand,
    distinct,
    drop,
    dropDatabase,
    dropIndexes,
    endSessions,
    explain,
    find,
    findAndModify,
    getMore,
    hello,
    insert,
    killCursors,
    listCollections,
    listIndexes,
    ping,
    refreshSessions,
    update,
  ].flatMap((command) => [command.name, ...command.aliases].map((name) => [name, command])),
);

/** Names of all commands, with their aliases. */
export const COMMAND_NAMES: readonly string[] = [...COMMANDS.keys()];

/** Answers one command; every failure is an error document, as a driver expects it. */
export async function handle(cmd: Document, call: Call): Promise<Reply> {
  try {
    const name = Object.keys(cmd)[0] ?? '';
    const command = COMMANDS.get(name);
    if (!command) throw new StoreError(59, 'CommandNotFound', `embedded store: no such command: '${name}'`);
    if ('startTransaction' in cmd || 'autocommit' in cmd) throw unsupported('transaction', 'multi-document');
    return await command.run(cmd, call);
  } catch (error) {
    return errorReply(error);
  }
}

/** An error as a reply; one that is not a {@link StoreError} is a fault of the store itself. */
export function errorReply(error: unknown): Document {
  if (error instanceof StoreError) {
    return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { ok: 0, errmsg: `embedded store: internal error: ${message}`, code: 1, codeName: 'InternalError' };
}
