import { z } from 'zod';
import { RequestType, Secrecy, Urgency } from '../core/model/codes.js';
import { TicketMove } from '../core/model/ticket.js';

/**
 * What must come of a step. Everything named is a demand; what is not named is free. Texts are looked
 * for as fragments of what is said.
 */
export const Expectation = z.strictObject({
  /** Template keys that must be said, in this order (others may stand between them). */
  templates: z.array(z.string()).optional(),
  says: z.array(z.string()).optional(),
  saysNot: z.array(z.string()).optional(),
  /** Nothing at all is said. */
  silent: z.literal(true).optional(),
  /** What the draft holds now, as the citizen would read it. */
  draft: z
    .strictObject({
      type: RequestType.optional(),
      place: z.string().optional(),
      county: z.string().optional(),
      phone: z.string().optional(),
      name: z.string().optional(),
      time: z.string().optional(),
      files: z.number().optional(),
      pending: z.string().optional(),
    })
    .optional(),
  /** A ticket is made in this step. */
  ticket: z
    .strictObject({
      type: RequestType.optional(),
      matter: z.array(z.string()).optional(),
      matterNot: z.array(z.string()).optional(),
      place: z.string().optional(),
      county: z.string().optional(),
      phone: z.string().optional(),
      name: z.string().optional(),
      urgency: Urgency.optional(),
      secrecy: Secrecy.optional(),
      anonymous: z.boolean().optional(),
      category: z.string().optional(),
      files: z.number().optional(),
      extra: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** Commands to tickets, in order. */
  commands: z.array(z.enum(['supplement', 'urge', 'cancel', 'rate'])).optional(),
  rating: z.number().optional(),
  /** Staff are told, for this reason. */
  staff: z.string().optional(),
  /** Fragments of what staff are told. */
  staffReads: z.array(z.string()).optional(),
  language: z.enum(['zh-CN', 'en']).optional(),
  /** The citizen is spoken to in plain words. */
  plain: z.boolean().optional(),
});
export type Expectation = z.infer<typeof Expectation>;

export const TranscriptStep = z.union([
  z.strictObject({
    /** What the citizen writes; a list is several bubbles of one turn. */
    citizen: z.union([z.string(), z.array(z.string()).min(1)]),
    /** Names of pictures sent along. */
    files: z.array(z.string()).optional(),
    /** A location sent along, as the maps of China have it (GCJ-02). */
    location: z.strictObject({ lat: z.number(), lng: z.number(), label: z.string().optional() }).optional(),
    expect: Expectation.optional(),
  }),
  /** The conversation's own timer rings. */
  z.strictObject({ silence: z.literal(true), expect: Expectation.optional() }),
  /** The clock is moved on, to this local time, without a timer ringing on the way. */
  z.strictObject({ at: z.string(), expect: Expectation.optional() }),
  z.strictObject({ staff: z.enum(['take', 'release']), expect: Expectation.optional() }),
  z.strictObject({ staffSays: z.string(), expect: Expectation.optional() }),
  /** The newest ticket moves. */
  z.strictObject({ ticket: TicketMove, text: z.string().optional(), expect: Expectation.optional() }),
]);
export type TranscriptStep = z.infer<typeof TranscriptStep>;

/** A conversation as a file: what happens, step by step, and what must come of it (docs/transcripts.md). */
export const Transcript = z.strictObject({
  title: z.string(),
  /** Local time at the start; the clock stands unless the conversation waits. */
  at: z.string().default('2026-11-23T10:00:00+08:00'),
  dialogue: z.enum(['chat', 'mail', 'public']).default('chat'),
  /** Somebody sits at the desk. */
  staffOnDuty: z.boolean().default(true),
  /** Conversations that asked for a person earlier and still wait. */
  queueAhead: z.number().int().min(0).optional(),
  steps: z.array(TranscriptStep).min(1),
  /** How many tickets there are in the end. */
  tickets: z.number(),
});
export type Transcript = z.infer<typeof Transcript>;
