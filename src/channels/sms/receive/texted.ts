import type { Attachment } from '../../../core/model/attachment.js';
import type { RawPayload } from '../../channel.js';

/** A text message of a citizen, as every provider tells it. */
export interface Texted {
  /** Unique on the account. */
  externalId: string;
  /** E.164. */
  from: string;
  text: string;
  sentAt: Date;
  attachments?: Attachment[];
  notices?: string[];
  /** Said by the provider when it has understood a wish to hear nothing more, or to hear again. */
  optOut?: 'stop' | 'start';
  raw: RawPayload;
}
