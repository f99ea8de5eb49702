import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import { decode, encode } from './codec.js';
import { handle, errorReply } from './commands.js';
import { Framing, ProtocolError } from './framing.js';
import { EncodedReply } from './reply.js';
import type { Cursors } from './cursors.js';
import type { Document } from './document.js';
import type { Store } from './store.js';

/** Message kinds of the wire protocol that a current driver uses: OP_MSG, and OP_QUERY for its first hello. */
const OP = { reply: 1, query: 2004, msg: 2013 } as const;
const HEADER_BYTES = 16;
const FLAG = { checksum: 1, moreToCome: 2, exhaustAllowed: 1 << 16 } as const;

export interface WireContext {
  store: Store;
  cursors: Cursors;
  /** What a client must name itself in its first message; for sockets any local process could connect to. */
  secret?: string;
}

/** A server that speaks MongoDB's wire protocol. It is not listening yet. */
export function createWireServer(context: WireContext): Server {
  let connections = 0;
  return createServer({ noDelay: true }, (socket) => {
    new Connection(socket, context, ++connections);
  });
}

/** One client. Its commands are answered in the order they came. */
class Connection {
  private readonly framing = new Framing();
  private queue: Promise<void> = Promise.resolve();
  private waiting = 0;
  private nextReplyId = 1;
  private isTrusted: boolean;

  constructor(
    private readonly socket: Socket,
    private readonly context: WireContext,
    private readonly id: number,
  ) {
    this.isTrusted = context.secret === undefined;
    socket.on('data', (chunk) => this.receive(chunk));
    // A client that goes away in the middle is its own matter; 'close' follows and frees everything.
    socket.on('error', () => socket.destroy());
  }

  private receive(chunk: Buffer): void {
    try {
      for (const message of this.framing.add(chunk)) this.accept(message);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.socket.destroy();
    }
  }

  private accept(message: Buffer): void {
    this.waiting++;
    const run = (): Promise<void> =>
      this.answer(message).finally(() => {
        this.waiting--;
      });
    // Drivers send one command per connection at a time, so there is rarely anything to wait for.
    this.queue = this.waiting === 1 ? run() : this.queue.then(run);
  }

  private async answer(message: Buffer): Promise<void> {
    const requestId = message.readInt32LE(4);
    const kind = message.readInt32LE(12);
    let reply: Document | EncodedReply;
    let isReplyWanted = true;
    try {
      const parsed =
        kind === OP.msg ? parseMsg(message) : kind === OP.query ? parseQuery(message) : undefined;
      if (!parsed) throw new ProtocolError(`message kind ${kind}`);
      isReplyWanted = parsed.isReplyWanted;
      reply = this.isAllowed(parsed.command)
        ? await handle(parsed.command, { ...this.context, connectionId: this.id })
        : {
            ok: 0,
            code: 13,
            codeName: 'Unauthorized',
            errmsg: 'embedded store: this connection does not know the secret',
          };
    } catch (error) {
      if (error instanceof ProtocolError) {
        this.socket.destroy();
        return;
      }
      reply = errorReply(error);
    }
    if (isReplyWanted && !this.socket.destroyed) this.socket.write(this.frame(kind, requestId, reply));
  }

  private isAllowed(command: Document): boolean {
    if (!this.isTrusted) this.isTrusted = applicationName(command) === this.context.secret;
    return this.isTrusted;
  }

  private frame(kind: number, requestId: number, reply: Document | EncodedReply): Buffer {
    const body = reply instanceof EncodedReply ? reply.bytes : encode(reply);
    const head = kind === OP.query ? 36 : 21;
    const bytes = Buffer.allocUnsafe(head + body.length);
    bytes.writeInt32LE(bytes.length, 0);
    bytes.writeInt32LE(this.nextReplyId++ | 0, 4);
    bytes.writeInt32LE(requestId, 8);
    if (kind === OP.query) {
      bytes.writeInt32LE(OP.reply, 12);
      bytes.writeInt32LE(8, 16);
      bytes.fill(0, 20, 32);
      bytes.writeInt32LE(1, 32);
    } else {
      bytes.writeInt32LE(OP.msg, 12);
      bytes.fill(0, 16, 21);
    }
    bytes.set(body, head);
    return bytes;
  }
}

interface Parsed {
  command: Document;
  isReplyWanted: boolean;
}

/** OP_MSG: flags, then sections: kind 0 is the command, kind 1 a named sequence of documents that belongs to it. */
function parseMsg(message: Buffer): Parsed {
  const flags = message.readUInt32LE(HEADER_BYTES);
  const end = message.length - (flags & FLAG.checksum ? 4 : 0);
  let command: Document | undefined;
  const sequences: [name: string, docs: (Document | Buffer)[]][] = [];
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = message[at++];
    const size = readSize(message, at, end);
    const section = message.subarray(at, at + size);
    if (kind === 0) command = decode(section);
    else if (kind === 1) sequences.push(parseSequence(section));
    else throw new ProtocolError(`section kind ${kind}`);
    at += size;
  }
  if (!command) throw new ProtocolError('no command');
  for (const [name, docs] of sequences) command[name] = docs;
  return { command, isReplyWanted: (flags & FLAG.moreToCome) === 0 };
}

/** Documents to insert stay encoded: they are stored as they come. */
function parseSequence(section: Buffer): [string, (Document | Buffer)[]] {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('sequence without a name');
  const name = section.toString('utf8', 4, nameEnd);
  const docs: (Document | Buffer)[] = [];
  for (let at = nameEnd + 1; at < section.length;) {
    const size = readSize(section, at, section.length);
    const doc = section.subarray(at, at + size);
    docs.push(name === 'documents' ? doc : decode(doc));
    at += size;
  }
  return [name, docs];
}

/** OP_QUERY: flags, collection name, skip, return, then the command. */
function parseQuery(message: Buffer): Parsed {
  const start = HEADER_BYTES + 4;
  const nameEnd = message.indexOf(0, start);
  if (nameEnd < 0) throw new ProtocolError('query without a collection');
  const at = nameEnd + 9;
  const command = decode(message.subarray(at, at + readSize(message, at, message.length)));
  return {
    command: { ...command, $db: message.toString('utf8', start, nameEnd).split('.')[0] },
    isReplyWanted: true,
  };
}

function readSize(bytes: Buffer, at: number, end: number): number {
  if (at + 4 > end) throw new ProtocolError('cut off');
  const size = bytes.readInt32LE(at);
  if (size < 5 || at + size > end) throw new ProtocolError(`size ${size}`);
  return size;
}

function applicationName(command: Document): unknown {
  const { client } = command;
  if (typeof client !== 'object' || client === null || !('application' in client)) return undefined;
  const { application } = client;
  return typeof application === 'object' && application !== null && 'name' in application
    ? application.name
    : undefined;
}
