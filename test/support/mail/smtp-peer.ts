import { SMTPServer } from 'smtp-server';
import { portOf } from './imap-peer.js';

export interface Letter {
  raw: Buffer;
  from: string;
  to: string[];
}

/** How the server treats the next letter. */
export type Behaviour =
  | { type: 'reply'; at: 'auth' | 'rcpt' | 'data'; code: number; text: string }
  /** Takes the letter, and never says so. */
  | { type: 'silence' }
  /** Breaks the connection when the letter begins. */
  | { type: 'break' };

/** A real SMTP server in this process that can be told how to answer. */
export class SmtpPeer {
  static readonly user = 'hub';
  static readonly password = 'secret';
  readonly letters: Letter[] = [];
  readonly server: SMTPServer;
  port = 0;
  connections = 0;
  private behaviour: Behaviour | undefined;
  private held: { arrived: () => void; released: Promise<void> } | undefined;

  private constructor(options: { size?: number }) {
    this.server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: true,
      closeTimeout: 50,
      ...(options.size === undefined ? {} : { size: options.size }),
      onConnect: (_session, done) => {
        this.connections++;
        done();
      },
      onAuth: (auth, _session, done) => {
        const refused = this.takeReply('auth');
        if (refused) return done(refused);
        if (auth.password === SmtpPeer.password) done(null, { user: auth.username });
        else done(reply(535, '5.7.8 Authentication failed'));
      },
      onRcptTo: (_address, _session, done) => done(this.takeReply('rcpt')),
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        if (this.behaviour?.type === 'break') {
          this.behaviour = undefined;
          this.server.connections.forEach((connection) => connection._socket?.destroy());
          return;
        }
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          const from = mailFrom === false ? '' : mailFrom.address;
          const letter = { raw: Buffer.concat(chunks), from, to: rcptTo.map((r) => r.address) };
          void this.finish(letter, stream.sizeExceeded, done);
        });
      },
    });
    this.server.on('error', () => undefined);
  }

  static async open(options: { size?: number } = {}): Promise<SmtpPeer> {
    const peer = new SmtpPeer(options);
    await new Promise<void>((resolve) => peer.server.listen(0, '127.0.0.1', () => resolve()));
    peer.port = portOf(peer.server.server.address());
    return peer;
  }

  next(behaviour: Behaviour): void {
    this.behaviour = behaviour;
  }

  /** Letters that have arrived wait for their answer until released. */
  hold(): { arrived: Promise<void>; release: () => void } {
    let release = (): void => undefined;
    let arrived = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    this.held = { arrived, released };
    return { arrived: arrival, release };
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async finish(
    letter: Letter,
    tooLarge: boolean,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    if (this.held) {
      this.held.arrived();
      await this.held.released;
    }
    if (tooLarge) return done(reply(552, '5.3.4 Message too big'));
    const refused = this.takeReply('data');
    if (refused) return done(refused);
    this.letters.push(letter);
    if (this.behaviour?.type === 'silence') this.behaviour = undefined;
    else done();
  }

  private takeReply(at: 'auth' | 'rcpt' | 'data'): Error | null {
    const behaviour = this.behaviour;
    if (behaviour?.type !== 'reply' || behaviour.at !== at) return null;
    this.behaviour = undefined;
    return reply(behaviour.code, behaviour.text);
  }
}

function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
