/** A message as the link read it from WeChat. */
export interface Incoming {
  id: string;
  /** Our own account wrote it, here or on its telephone. */
  self: boolean;
  talker: { id: string; name: string };
  room?: { id: string; mentioned: boolean };
  body: Body;
  at: Date;
  /** Counts what the link received: decides between messages of the same second. */
  seq: number;
  /** As the puppet gave it, for the archive. */
  raw: string;
}

export type Body =
  | { type: 'text'; text: string }
  /** `text`: what a puppet recognised of the speech. */
  | { type: 'file'; kind: 'image' | 'voice' | 'video' | 'file'; text?: string }
  | { type: 'location'; lat: number; lng: number; label: string }
  | { type: 'link'; title: string; description: string; url: string }
  | { type: 'recalled' }
  /** `name`: wechaty's own word for it. */
  | { type: 'unknown'; name: string };

export interface LinkEvents {
  message(incoming: Incoming): void;
  /** A message whose content the puppet would not give. */
  unreadable(id: string, error: unknown): void;
  /** Somebody has to scan this with the account's telephone. */
  scan(code: string): void;
  login(name: string): void;
  logout(reason: string): void;
  error(error: unknown): void;
}

/** The connection to one WeChat account: all that the channel knows of wechaty. */
export interface Link {
  /** Resolves when the puppet runs, which is before anybody is signed in. Rejects when it does not. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Sends to a person. Gives WeChat's id when the puppet tells it. @throws LinkError */
  say(to: string, something: string | OutgoingFile): Promise<string | undefined>;
  /** @throws LinkError */
  sayInRoom(room: string, text: string, mention: string): Promise<void>;
  /** A message read once more. @throws LinkError when the puppet does not have it any more. */
  readAgain(messageId: string): Promise<Incoming>;
  /** The file of a message. @throws LinkError */
  fetchFile(messageId: string): Promise<OutgoingFile>;
}

export interface OutgoingFile {
  name: string;
  bytes: Buffer;
}
