import { z } from 'zod';
import { Attachment } from '../model/attachment.js';
import { Language } from '../model/codes.js';
import { Phone, Point } from '../model/place.js';
import { Draft, emptyDraft } from './draft.js';
import { Held } from './held.js';
import { TemplateParams } from './effect.js';

/** One part of a message: a template and what goes into it. */
export const SayPart = z.object({ template: z.string(), params: TemplateParams });
export type SayPart = z.infer<typeof SayPart>;

/** A turn put aside until the citizen has said what it belongs to. */
export const HeldTurn = z.object({
  text: z.string(),
  at: z.date(),
  messageIds: z.array(z.string()),
  attachments: z.array(Attachment),
  location: Point.extend({ label: z.string().optional() }).optional(),
  origin: z.object({ channel: z.string(), account: z.string() }),
});
export type HeldTurn = z.infer<typeof HeldTurn>;

/** What the citizen wants done with one of several tickets. */
export const TicketPurpose = z.enum(['progress', 'supplement', 'urge', 'withdraw', 'rate']);
export type TicketPurpose = z.infer<typeof TicketPurpose>;

/** What we are talking about. The form's own position is in the draft, so a side talk never loses it. */
export const Dialogue = z.discriminatedUnion('type', [
  z.object({ type: z.literal('idle') }),
  z.object({ type: z.literal('gathering') }),
  z.object({ type: z.literal('confirming') }),
  /** Danger: its own draft, so that an interrupted one is continued afterwards. */
  z.object({
    type: z.literal('emergency'),
    danger: z.string(),
    hotlines: z.array(z.string()),
    turns: z.number().int(),
    draft: Draft,
    ticketId: z.string().optional(),
  }),
  z.object({ type: z.literal('sealed') }),
  z.object({
    type: z.literal('choosing'),
    purpose: TicketPurpose,
    ticketIds: z.array(z.string()),
    held: HeldTurn,
  }),
  z.object({ type: z.literal('supplementing'), ticketId: z.string() }),
  z.object({ type: z.literal('withdrawing'), ticketId: z.string() }),
  z.object({ type: z.literal('rating'), ticketId: z.string() }),
  /** A number was asked for, or the code that was sent to it. */
  z.object({ type: z.literal('binding') }),
  /** A person was asked for and has not come yet. */
  z.object({
    type: z.literal('waiting'),
    since: z.date().default(new Date(0)),
    /** True once the citizen heard that what they write is kept. */
    noted: z.boolean().default(false),
  }),
  /** The citizen was asked whether to go on with a parked draft. */
  z.object({ type: z.literal('offering') }),
  /** The citizen was asked whether a turn tells of one matter or of several; it is in the draft as one. */
  z.object({
    type: z.literal('splitting'),
    /** The draft before that turn, and the turn's matters one by one. */
    before: Draft,
    parts: z.array(z.string()),
    at: z.date(),
    messageIds: z.array(z.string()),
  }),
  /** The citizen was told why this line may not take the matter; it is parked in case we are wrong. */
  z.object({ type: z.literal('refused'), refusal: z.string() }),
]);
export type Dialogue = z.infer<typeof Dialogue>;

/** How a ticket came to be: the notice of acceptance is worded by it. */
export const SubmittedBy = z.enum(['confirmed', 'mail', 'silence', 'emergency', 'selfHarm']);
export type SubmittedBy = z.infer<typeof SubmittedBy>;

/** Everything the engine remembers of a conversation. JSON-able apart from dates. */
export const ConversationState = z.object({
  language: Language,
  /** True when the citizen asked for the language: then it is no longer guessed. */
  languageChosen: z.boolean(),
  /** True when the citizen asked for plain words: texts are shorter and without jargon. */
  plain: z.boolean().default(false),
  mode: z.enum(['bot', 'staff']),
  staff: z.object({ id: z.string(), name: z.string() }).optional(),
  held: Held.optional(),
  /** The question staff asked last, until the citizen's next turn: a yes to it makes its values facts. */
  staffAsked: z.object({ text: z.string(), at: z.date() }).optional(),
  /** When to wake the conversation if nobody writes; absent: never. */
  timerAt: z.date().optional(),
  /** True after the one reminder, until the citizen writes again. */
  reminded: z.boolean(),
  greeted: z.boolean(),
  dialogue: Dialogue,
  draft: Draft,
  /**
   * Drafts put aside by an interruption, a cancellation or silence, newest first. `next` marks a further
   * matter of the same breath: it is taken up by itself as soon as the one before it is a ticket.
   */
  parked: z.array(z.object({ draft: Draft, at: z.date(), offer: z.boolean(), next: z.boolean().optional() })),
  /** What the last message offered to choose from, in its order: a number alone means one of these. */
  offered: z.array(z.string()),
  /** Known of the person from earlier requests of this conversation, so that it is not asked again. */
  person: z.object({
    name: z.object({ value: z.string(), confidence: z.number(), messageIds: z.array(z.string()) }).optional(),
    phone: z.object({ value: Phone, confidence: z.number(), messageIds: z.array(z.string()) }).optional(),
  }),
  /** Tickets of this conversation that are not closed, newest first. */
  openTicketIds: z.array(z.string()),
  /** Created and not yet accepted: what the notice of acceptance needs. */
  submitted: z.array(
    z.object({
      ticketId: z.string(),
      by: SubmittedBy,
      summary: z.array(SayPart),
    }),
  ),
  /**
   * A code is on its way to this number. Kept apart from the dialogue, so that it is known for what it is
   * also when the citizen talks of other things until it arrives.
   */
  code: z.object({ id: z.string(), phone: Phone, until: z.date(), wrong: z.number().int() }).optional(),
  /** How often the citizen has sworn at us: the first times we stay calm, then a person is told. */
  abuses: z.number().int().default(0),
  stepCount: z.number().int(),
});
export type ConversationState = z.infer<typeof ConversationState>;

/** The state of a conversation in which nothing has been said. */
export function initialState(now: Date): ConversationState {
  return {
    language: 'zh-CN',
    languageChosen: false,
    plain: false,
    mode: 'bot',
    reminded: false,
    greeted: false,
    dialogue: { type: 'idle' },
    draft: emptyDraft(now),
    parked: [],
    offered: [],
    person: {},
    openTicketIds: [],
    submitted: [],
    abuses: 0,
    stepCount: 0,
  };
}
