import type { AddressInfo, Socket } from 'node:net';
import hoodiecrow, { type ImapServer } from 'hoodiecrow-imap';

/** A real IMAP server in this process, with one mailbox, that can go away and come back. */
export class ImapPeer {
  static readonly user = 'hub';
  static readonly password = 'secret';
  private readonly sockets = new Set<Socket>();
  private listening = false;
  /** How many commands of each name the server has seen. */
  readonly commands: string[] = [];

  private constructor(
    readonly server: ImapServer,
    public port: number,
  ) {
    server.connectionHandlers.push((connection) => this.sockets.add(connection.socket));
  }

  static async open(options: { plugins?: string[] } = {}): Promise<ImapPeer> {
    const peer = new ImapPeer(
      hoodiecrow({
        plugins: options.plugins ?? ['ID', 'IDLE', 'UIDPLUS', 'LITERALPLUS', 'UNSELECT', 'ENABLE'],
        id: { name: 'hoodiecrow' },
        users: { [ImapPeer.user]: { password: ImapPeer.password } },
        storage: { INBOX: {} },
      }),
      0,
    );
    await peer.restore();
    return peer;
  }

  /** Puts a mail into the mailbox, as delivery would; connected clients are told. */
  deliver(raw: Buffer | string, receivedAt?: Date): void {
    this.server.appendMessage('INBOX', [], receivedAt ?? false, Buffer.from(raw).toString('binary'));
  }

  /** What an administrator's restore does: same mails, other numbers. */
  renumber(uidValidity: number): void {
    const mailbox = this.server.getMailbox('INBOX');
    mailbox.uidvalidity = uidValidity;
    mailbox.messages.forEach((message, index) => (message.uid = index + 1));
    mailbox.uidnext = mailbox.messages.length + 1;
  }

  /** Runs before a command; true: the command is answered with this refusal instead. */
  refuse(command: string, text: () => string | undefined): void {
    const original = this.server.getCommandHandler(command);
    this.server.setCommandHandler(command, (connection, parsed, data, done) => {
      this.commands.push(command);
      const refusal = text();
      if (refusal === undefined) return original(connection, parsed, data, done);
      const attributes = [{ type: 'TEXT', value: refusal }];
      connection.send({ tag: parsed.tag, command: 'NO', attributes }, 'refused', parsed, data);
      done();
    });
  }

  /** Cuts every connection, as a network does. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  get connections(): number {
    return [...this.sockets].filter((socket) => !socket.destroyed).length;
  }

  async goAway(): Promise<void> {
    if (!this.listening) return;
    this.listening = false;
    const closed = new Promise<void>((resolve) => this.server.close(resolve));
    this.cut();
    await closed;
  }

  async restore(): Promise<void> {
    if (this.listening) return;
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = portOf(this.server.server.address());
    this.listening = true;
  }
}

export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
}
