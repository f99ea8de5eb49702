import type { FastifyInstance } from 'fastify';
import type { KeptPayload, Receipt, SendFailure } from '../channel.js';
import type { Texted } from './receive/texted.js';

/** One text message on its way to a citizen. */
export interface Sms {
  /** E.164. */
  to: string;
  /** What the citizen is to read, the reply code not yet in it. */
  text: string;
  /** Key of the hub's template the text was made from; providers with approved texts choose theirs by it. */
  template?: string;
  /** Number with which an answer about this ticket begins. */
  replyCode?: string;
  /** Our id of the message; the provider gives it back with the receipt. */
  reference: string;
}

/** A company that carries text messages, on one account. */
export interface SmsProvider {
  /** Reads secrets. Rejects only when one cannot be read or is none. */
  open(): Promise<void>;
  /** Tells by throwing an SmsError whether the account can be used now. */
  check(): Promise<void>;
  /** Sends once. Gives the provider's id. @throws SmsError */
  send(sms: Sms): Promise<string>;
  /**
   * Looks up whether the provider took this message since then: its id, or undefined when it did not. `isOurs`
   * tells whether an id belongs to this message or to another of the same words, and takes it if to none.
   * @throws SmsError when the provider cannot be asked.
   */
  find(sms: Sms, since: Date, isOurs: (id: string) => Promise<boolean>): Promise<string | undefined>;
  /** Routes of the provider's call-backs; what they bring goes to the inbox. */
  register(app: FastifyInstance, inbox: SmsInbox): Promise<void>;
  /** Takes what lay in quarantine once more. */
  retake(kept: KeptPayload, inbox: SmsInbox): Promise<void>;
  /** Takes up what a crash left behind. */
  resume(inbox: SmsInbox): Promise<void>;
  /** Lets work on its way end. Never throws. */
  stop(): Promise<void>;
}

/** Where a provider hands in what it was told. Everything is durable when it resolves; doing it again changes nothing. */
export interface SmsInbox {
  texted(texted: Texted): Promise<void>;
  receipt(receipt: Omit<Receipt, 'account'>): Promise<void>;
  /** The provider knows of an opt-out that we do not. */
  optedOut(phone: string): Promise<void>;
  /** Kept for people to look at. */
  unreadable(raw: Texted['raw'], code: string, message: string, externalId?: string): Promise<void>;
  /** Something about the account that staff should know. */
  trouble(error: SmsError): void;
}

/** What a provider answered instead of a result, by whose fault. `code` is the provider's or our word for it. */
export class SmsError extends Error {
  constructor(
    readonly kind: SendFailure,
    readonly code: string,
    message: string,
    readonly more: {
      retryAfterMs?: number;
      /** It would befall every message: staff have to mend it. */ alarm?: boolean;
    } = {},
  ) {
    super(message);
  }
}
