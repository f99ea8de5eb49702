import { z } from 'zod';
import { Phone, Place } from './place.js';

export * from './alert-words.js';

/** What a step of a conversation tells the duty desk about a danger. */
export const Alarm = z.object({
  type: z.literal('alarm'),
  id: z.string(),
  /** Present when a sign of danger was heard now: an alert is opened, unless one stands open. */
  danger: z
    .object({
      /** Group of the lexicon: fire, gas, suicide, threat … */
      id: z.string(),
      hotlines: z.array(z.string()),
      cannotSpeak: z.boolean(),
    })
    .optional(),
  /** Numbers that the answer to the citizen names. */
  named: z.array(z.string()),
  /** The citizen’s words of this step. */
  text: z.string(),
  /** The citizen says that there is no danger, or no more. */
  over: z.boolean(),
  place: Place.optional(),
  phone: Phone.optional(),
  ticketId: z.string().optional(),
});
export type Alarm = z.infer<typeof Alarm>;

const Who = z.object({ id: z.string(), name: z.string() });
export type Who = z.infer<typeof Who>;

/** 电话转接 or 系统派件 to the emergency centre. */
export const CallWay = z.enum(['phone', 'interlink']);
export type CallWay = z.infer<typeof CallWay>;

export const AlertState = z.enum(['ringing', 'taken', 'called', 'acknowledged', 'false-alarm', 'closed']);
export type AlertState = z.infer<typeof AlertState>;

const Stamp = { id: z.string(), at: z.date() };

/** What happened to an alert, each with the time it really happened. */
export const AlertStep = z.discriminatedUnion('type', [
  z.object({ ...Stamp, type: z.literal('opened') }),
  z.object({
    ...Stamp,
    type: z.literal('rang'),
    who: Who,
    because: z.enum(['opened', 'not-taken', 'not-called']),
    /** When the one before should have acted: earlier than `at` by as long as the hub was down. */
    dueAt: z.date(),
  }),
  z.object({
    ...Stamp,
    type: z.literal('rang-all'),
    because: z.enum(['no-roster', 'not-taken', 'not-called']),
    dueAt: z.date(),
  }),
  z.object({ ...Stamp, type: z.literal('taken'), by: Who }),
  z.object({
    ...Stamp,
    type: z.literal('called'),
    by: Who,
    number: z.string(),
    way: CallWay,
    /** When the call was made, as the caller says. */
    calledAt: z.date(),
    text: z.string().optional(),
  }),
  z.object({
    ...Stamp,
    type: z.literal('acknowledged'),
    by: Who,
    number: z.string(),
    /** 警情编号 of the centre. */
    receipt: z.string(),
  }),
  z.object({ ...Stamp, type: z.literal('noted'), by: Who, text: z.string() }),
  z.object({ ...Stamp, type: z.literal('false-alarm'), by: Who, text: z.string() }),
  z.object({ ...Stamp, type: z.literal('closed'), by: Who, text: z.string() }),
]);
export type AlertStep = z.infer<typeof AlertStep>;

/**
 * 险情警报: a danger that a citizen told of, until somebody has handed it to the emergency centre. Nothing
 * but a person ends it.
 */
export const Alert = z.object({
  id: z.string(),
  conversationId: z.string(),
  channel: z.string(),
  danger: z.string(),
  /** Centres to call, the first one first. */
  hotlines: z.array(z.string()),
  cannotSpeak: z.boolean(),
  /** The conversation holds a 密件: its words are for the sealed desk. */
  sealed: z.boolean(),
  named: z.array(z.string()),
  place: Place.optional(),
  phone: Phone.optional(),
  /** Words for persons at risk, as they were said. */
  persons: z.array(z.string()),
  heard: z.array(z.object({ id: z.string(), at: z.date(), text: z.string(), over: z.boolean() })),
  /** The ticket for what is left when the danger is over. */
  ticketId: z.string().optional(),
  state: AlertState,
  open: z.boolean(),
  takenBy: Who.optional(),
  /** Staff rung so far: nobody is rung twice. */
  rung: z.array(z.string()),
  steps: z.array(AlertStep),
  openedAt: z.date(),
  /** When the next one is to be rung; null: never. */
  timerAt: z.date().nullable(),
  version: z.number().int(),
  updatedAt: z.date(),
});
export type Alert = z.infer<typeof Alert>;
