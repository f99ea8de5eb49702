import type { FastifyInstance } from 'fastify';
import type { ChannelHost, Health, KeptPayload } from '../channel.js';

/** What tells of the calls of one line. */
export interface Exchange {
  /** Rejects only on wrong settings; an exchange that is away is tried again. */
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): Health;
  /** Hears an event that lay in quarantine once more. */
  retake?(kept: KeptPayload, host: ChannelHost): Promise<void>;
  /** Where it calls us, when it does. */
  readonly http?: (app: FastifyInstance) => Promise<void>;
}
