/** The part of hoodiecrow-imap that the tests use; the package ships no types. */
declare module 'hoodiecrow-imap' {
  import type { Server, Socket } from 'node:net';

  interface Connection {
    socket: Socket;
    clientID?: unknown;
    send(response: object, description: string, parsed: object, data: unknown): void;
  }
  interface Mailbox {
    uidvalidity: number;
    uidnext: number;
    messages: { uid: number; raw: string; internaldate: string }[];
  }
  type Handler = (
    connection: Connection,
    parsed: { tag: string; command: string; attributes?: { value?: string }[] },
    data: unknown,
    done: () => void,
  ) => void;
  interface ImapServer {
    server: Server;
    connectionHandlers: ((connection: Connection) => unknown)[];
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
    appendMessage(mailbox: string, flags: string[], internaldate: Date | false, raw: string): void;
    getMailbox(path: string): Mailbox;
    getCommandHandler(command: string): Handler;
    setCommandHandler(command: string, handler: Handler): void;
  }
  export default function hoodiecrow(options: {
    plugins: string[];
    id?: Record<string, string>;
    storage: Record<string, { messages?: { raw: string }[] }>;
    users?: Record<string, { password: string }>;
  }): ImapServer;
}
