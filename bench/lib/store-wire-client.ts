import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { serialize, type Document } from 'bson';

/**
 * A connection that sends commands and only waits for their replies: what the store itself can take, without the cost of
 * a driver, which on one thread is several times that of the store.
 */
export class WireClient {
  private buffered: Buffer = Buffer.alloc(0);
  private done: (() => void) | undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.buffered = this.buffered.length === 0 ? chunk : Buffer.concat([this.buffered, chunk]);
      if (this.buffered.length < 4 || this.buffered.length < this.buffered.readInt32LE(0)) return;
      this.buffered = Buffer.alloc(0);
      this.done?.();
    });
  }

  static async connect(path: string): Promise<WireClient> {
    const socket = connect(path);
    await once(socket, 'connect');
    return new WireClient(socket);
  }

  /** Resolves when the reply is there. */
  send(message: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.done = resolve;
      this.socket.write(message);
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

/** An insert of one document as a driver sends it: OP_MSG with the command, and the document in a sequence. */
export function insertMessage(database: string, collection: string, doc: Document): Buffer {
  const command = serialize({ insert: collection, ordered: true, $db: database });
  const body = serialize(doc);
  const name = Buffer.from('documents\0');
  const head = Buffer.alloc(21);
  const sequence = Buffer.alloc(5);
  sequence[0] = 1;
  sequence.writeInt32LE(4 + name.length + body.length, 1);
  const message = Buffer.concat([head, command, sequence, name, body]);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(2013, 12);
  return message;
}
