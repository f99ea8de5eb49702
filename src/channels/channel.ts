import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Attachment } from '../core/model/attachment.js';
import type { Call, Caller, CallEvent } from '../core/model/call.js';
import type { InboundMessageInput, StoredMessage, StoredOutbound } from '../core/model/message.js';

/**
 * The contract of a channel. A channel is one folder whose `index.ts` default-exports a
 * `ChannelDefinition`; the hub finds it by that file and core never names it. Adding a channel
 * changes no file outside its folder.
 */
export interface ChannelDefinition<Config = unknown> {
  /** Folder name and `InboundMessage.channel`. */
  readonly name: string;
  readonly title: { zh: string; en: string };
  /** 诉求来源: two digits, part of the ticket number. */
  readonly source: string;
  /**
   * What a citizen's id on this channel is, when it is an address that belongs to one person everywhere:
   * the hub may then write there first, to a number or mailbox that was verified.
   */
  readonly addresses?: 'phone' | 'email';
  readonly capabilities: Capabilities;
  readonly policy: ChannelPolicy;
  /** Parses `channels.<name>` of the settings; a problem names path and mend. */
  readonly config: z.ZodType<Config>;
  /** One adapter per account of the config. Must not touch the network: `start()` does. */
  create(config: Config, host: ChannelHost): ChannelAdapter[];
}

/** What a medium can carry, as data: bot behaviour, splitting, screens and docs are made from it. */
export interface Capabilities {
  /** Longest text of one message, counted in `textUnit`; longer ones are split at sentence ends. */
  maxText: number;
  /** `wide`: two characters of half width are one, as Chinese services count. */
  textUnit: 'chars' | 'wide' | 'bytes' | 'segments';
  /** At most this many parts; what is longer is shortened with a link. */
  maxParts: number;
  images: boolean;
  files: boolean;
  /** How many buttons; 0: numbered text instead. */
  buttons: number;
  /** How long after the citizen's last message an answer may be sent, and how many. */
  replyWindow?: { ms: number; quota?: number };
  proactive: 'yes' | 'template' | 'no';
  receipts: boolean;
  /** Sending again under the same key cannot be seen twice (mail by Message-ID): an unknown outcome may be retried. */
  repeatSafe?: boolean;
  /** The ways in which a send can fail that the medium tells apart; absent: all of them. */
  failures?: readonly SendFailure[];
  /** False where a sender proves nothing (the From of a mail), so that a forged message cannot be refused. */
  provesSender?: boolean;
  /** `html` of a message is shown; elsewhere it is left out, and the text says the whole. */
  rich?: boolean;
  /** Safe sending rate of one account; the hub keeps to it. */
  rate: Rate;
  maxAttachmentBytes: number;
}

/** So many sends within one second and within one hour; absent: no limit known. */
export interface Rate {
  perSec?: number;
  perHour?: number;
}

export interface ChannelPolicy {
  /** `chat`: one question at a time. `mail`: everything missing in one reply. `public`: no case data, only the way to a private channel. */
  dialogue: 'chat' | 'mail' | 'public';
  /** Bubbles that arrive within this time of each other are answered as one turn. Settings may override. */
  debounceMs: number;
  /** Whether a message stored is already delivered, because the citizen's side fetches it (web, app). */
  delivery: 'push' | 'fetch';
  /** Most automatic answers to one sender (RFC 3834 loops, other bots). */
  maxAutomatic?: { perHour: number; perDay: number };
  /** Local times ("21:00" to "08:00") in which a notice nobody waits for is held back; answers are not. */
  quietHours?: { from: string; to: string };
}

/** One account of a channel at work: a mailbox, a 公众号, the web page. */
export interface ChannelAdapter {
  readonly account: string;
  /**
   * What this account carries and how it talks, where that is not as the channel as a whole: private messages
   * beside public comments. Its conversations are apart from those of every other account.
   */
  readonly medium?: Pick<ChannelDefinition, 'capabilities' | 'policy'>;
  /** The rate of this account where its settings say another than `Capabilities.rate`. */
  readonly rate?: Rate;
  /** Starts receiving. Rejects only on wrong configuration; a provider that is down is retried inside. */
  start(): Promise<void>;
  /** Stops receiving, lets running sends finish. Never throws. */
  stop(): Promise<void>;
  /**
   * Sends one message. `idempotencyKey` is the outbox id: two calls with the same key must not be two
   * messages where the provider allows that. Never throws for a provider's answer: says it as a result.
   */
  send(message: StoredOutbound, idempotencyKey: string): Promise<SendResult>;
  health(): Health;
  /**
   * Takes a payload of this account out of quarantine through the same intake once more, with `host` in place
   * of its own: the hub has learnt what it is, or what was in the way has gone. What is still not understood
   * goes to `host.quarantine` again. Repeating it changes nothing. Absent where nothing is ever kept apart.
   */
  retake?(kept: KeptPayload, host: ChannelHost): Promise<void>;
  /** What an administrator can have this account do, by name: publish a menu, show a sign-in code. */
  readonly actions?: readonly AccountAction[];
  /** HTTP routes of the channel, mounted under `prefix` ("/api/web", "/webhooks/<name>/<account>"). */
  readonly http?: { prefix: string; register(app: FastifyInstance): Promise<void> };
  /** Where citizens speak with our staff: how what an operator writes down becomes their message. */
  readonly line?: CallLine;
}

/** A line on which people speak and nothing is written. */
export interface CallLine {
  readonly channel: string;
  readonly account: string;
  /** Who that is; nothing written: hidden. */
  callerOf(written: string | undefined): Caller;
  /** Puts the call itself in the caller's conversation, unanswered, so that staff have it before there are words. */
  open(call: Call): Promise<Accepted>;
  /** Puts the record's words there as the caller's message; the same call twice is one message. */
  write(call: Call): Promise<Accepted>;
}

export interface AccountAction {
  /** Lower case with hyphens; unique in the account. */
  readonly name: string;
  readonly title: { zh: string; en: string };
  /** Says in words what came of it; `qr` is text to be shown as a QR code. Throws an Error that says in words why not. */
  run(): Promise<{ text: string; qr?: string }>;
}

export type SendResult =
  | { ok: true; providerId: string; status?: 'sent' | 'delivered' }
  | { ok: false; kind: SendFailure; code: string; message: string; retryAfterMs?: number };

/** By whose fault: decides between retry, another channel, pausing the account, and a person. */
export type SendFailure =
  'unreachable' | 'rejected' | 'window-closed' | 'opted-out' | 'auth' | 'unknown-outcome';

export interface Health {
  state: 'starting' | 'up' | 'degraded' | 'down' | 'paused';
  /** One sentence for staff: what, since when, what to do. */
  detail?: string;
  since: Date;
  /** Messages that may still be sent under the provider's quota of today, when it is counted. */
  quotaLeft?: number;
  /** When the credential in use runs out, when the provider says so. */
  tokenExpiresAt?: Date;
  lastError?: { at: Date; message: string };
}

/** What the hub gives an adapter: the only way a channel reaches the rest. */
export interface ChannelHost {
  /** Stores a message; resolves when it is durable, and only then may the provider be answered. */
  accept(message: InboundMessageInput, raw: RawPayload): Promise<Accepted>;
  /** Bytes that could not be made into a message: kept, visible to staff, replayable. Never throws for content. */
  quarantine(
    raw: RawPayload,
    reason: { code: string; message: string; externalId?: string; account?: string },
  ): Promise<void>;
  /** A provider's receipt for an outgoing message; statuses only move forward. */
  receipt(receipt: Receipt): Promise<void>;
  /** What an exchange says of a call. Durable when it resolves; repetitions and any order are harmless. */
  call(event: CallEvent): Promise<void>;
  /** Stores a file after sniffing its type, limits, and re-encoding of images without GPS. */
  saveAttachment(file: IncomingFile): Promise<SavedAttachment>;
  readAttachment(id: string): Promise<{ attachment: Attachment; bytes: Buffer } | undefined>;
  /** Small durable documents of the adapter (a mailbox position, a session), by key. */
  readonly memory: ChannelMemory;
  /** Messages of a citizen's conversation above a sequence, oldest first; for channels that fetch. */
  history(account: string, citizenId: string, afterSeq: number, limit: number): Promise<StoredMessage[]>;
  /**
   * A link given elsewhere was opened by this citizen: what it carries comes into their conversation here.
   * `here`: it was given here; `gone`: used, too old, or never given. Safe to repeat.
   */
  continueHere(token: string, account: string, citizenId: string): Promise<'continued' | 'here' | 'gone'>;
  /**
   * Calls back when a conversation of this account has something new; returns how to stop. `stored` spares a
   * reader that has all before it the way to the store; what is not in it may still be there.
   */
  subscribe(account: string, citizenId: string, onNews: (stored?: StoredMessage[]) => void): () => void;
  /** Looks up the ticket an outgoing message belonged to, by the id under which it was sent. */
  findOutbound(id: string): Promise<StoredOutbound | undefined>;
  /** HMAC keys and the like, derived per purpose from the hub's master secret. */
  secret(purpose: string): Buffer;
  readonly clock: { now(): Date };
  readonly ids: { next(): string };
  readonly log: Logger;
  /** Where citizens reach us, without trailing slash. */
  readonly publicBaseUrl: string;
}

export interface RawPayload {
  bytes: Uint8Array;
  mime: string;
  receivedAt: Date;
}

/** What lay in quarantine. `externalId`: where it was known. */
export interface KeptPayload extends RawPayload {
  externalId?: string;
}

export type Accepted =
  | { type: 'accepted'; messageId: string }
  | { type: 'duplicate'; messageId: string }
  /** Known id, other content: kept beside the first and flagged for staff. */
  | { type: 'conflict'; messageId: string }
  | {
      type: 'refused';
      code: 'rate-limited' | 'too-large' | 'bad-input';
      message: string;
      retryAfterMs?: number;
    };

export interface Receipt {
  /** Our outbox id or the provider's id, whichever the provider tells. */
  outboxId?: string;
  providerId?: string;
  account: string;
  status: 'delivered' | 'read' | 'failed';
  at: Date;
  error?: { code: string; message: string };
}

export interface IncomingFile {
  name: string;
  bytes: Uint8Array;
  inline?: boolean;
  maxBytes?: number;
}
export type SavedAttachment =
  | { type: 'saved'; attachment: Attachment }
  | {
      type: 'refused';
      code: 'too-large' | 'type-not-allowed' | 'unreadable-image' | 'empty';
      message: string;
    };

export interface ChannelMemory {
  get(key: string): Promise<Record<string, unknown> | undefined>;
  /** Durable when it resolves. `expiresAt` removes it by itself. */
  set(key: string, value: Record<string, unknown>, expiresAt?: Date): Promise<void>;
  /** Stores only if the key is free; false when taken (a nonce already used). */
  claim(key: string, value: Record<string, unknown>, expiresAt?: Date): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** What stands under keys that begin so, in the order of the keys: work that a crash left behind. */
  list(prefix: string, limit: number): Promise<{ key: string; value: Record<string, unknown> }[]>;
}
