import { connect, createServer, type Server, type Socket } from 'node:net';
import { BSON } from 'bson';
import { z } from 'zod';

/** Commands that change something: these are slowed. */
const WRITES = new Set(['insert', 'update', 'delete', 'findAndModify']);
const HEADER = 16;
/** The first hello of a connection comes as OP_QUERY, which is laid out otherwise and writes nothing. */
const OP_MSG = 2013;
const OP_CODE_AT = 12;
/** OP_MSG: flags (4 bytes) and the kind of the first section (1 byte) stand before the command. */
const COMMAND_AT = HEADER + 5;

/** The port of a relay to a MongoDB-wire server that hands each write on so many ms late, as a slow disk would. */
export async function slowRelay(toPort: number, delayMs: number): Promise<{ port: number; server: Server }> {
  const server = createServer((client) => relay(client, connect(toPort, '127.0.0.1'), delayMs));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { port, server };
}

function relay(client: Socket, store: Socket, delayMs: number): void {
  let rest: Buffer = Buffer.alloc(0);
  let before = Promise.resolve();
  client.setNoDelay(true).on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const message = Buffer.from(rest.subarray(0, rest.readInt32LE(0)));
      rest = rest.subarray(message.length);
      // One after another, as they came on this connection.
      before = before
        .then(() => (isWrite(message) ? wait(delayMs) : undefined))
        .then(() => void store.write(message));
    }
  });
  store.setNoDelay(true).on('data', (chunk) => client.write(chunk));
  for (const [one, other] of [
    [client, store],
    [store, client],
  ] as const)
    one.on('error', () => other.destroy()).on('close', () => other.destroy());
}

function isWrite(message: Buffer): boolean {
  if (message.readInt32LE(OP_CODE_AT) !== OP_MSG) return false;
  const size = message.readInt32LE(COMMAND_AT);
  const command = BSON.deserialize(message.subarray(COMMAND_AT, COMMAND_AT + size));
  return WRITES.has(Object.keys(command)[0] ?? '');
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
