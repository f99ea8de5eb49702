import { z } from 'zod';
import { MAX_DOCUMENT_BYTES } from '../codec.js';
import { Anything, command, fields } from './command.js';

/** Every driver release may tell the server something new about itself; nothing in it changes the answer. */
const Handshake = z.looseObject({ $db: z.string() });

/** No `setName`: drivers then see one standalone server and send no transaction numbers. */
export const hello = command(['hello', 'isMaster', 'ismaster'], Handshake, (_args, { connectionId }) => ({
  ismaster: true,
  isWritablePrimary: true,
  helloOk: true,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: 25,
  readOnly: false,
  ok: 1,
}));

export const ping = command('ping', fields({ ping: Anything }), () => ({ ok: 1 }));

/** The version drivers and mongoose look at to know which commands they may send. */
export const buildInfo = command(
  ['buildInfo', 'buildinfo'],
  fields({ buildInfo: Anything, buildinfo: Anything }),
  () => ({
    version: '8.0.0',
    versionArray: [8, 0, 0, 0],
    modules: ['embedded'],
    bits: 64,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    ok: 1,
  }),
);

/** Sessions carry nothing here: without transactions there is nothing to end or to refresh. */
export const endSessions = command('endSessions', fields({ endSessions: z.array(z.unknown()) }), () => ({
  ok: 1,
}));

export const refreshSessions = command(
  'refreshSessions',
  fields({ refreshSessions: z.array(z.unknown()) }),
  () => ({ ok: 1 }),
);
