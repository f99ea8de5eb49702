import { z } from 'zod';
import { Language } from '../model/codes.js';
import { Button, Secret } from '../model/message.js';
import { Request } from '../model/request.js';
import { Handed, SaidInPublic } from './handed.js';

/** A value in a template: numbers and dates are formatted by the template, not by the engine. */
export const TemplateParams = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()]),
);
export type TemplateParams = z.infer<typeof TemplateParams>;

const id = z.string();

/** Tell the citizen something. Several parts are one message: acknowledgement, answer, next question. */
export const Say = z.object({
  type: z.literal('say'),
  id,
  parts: z.array(z.object({ template: z.string(), params: TemplateParams })),
  buttons: z.array(Button).default([]),
  ticketId: z.string().optional(),
  secret: Secret.optional(),
});
export type Say = z.infer<typeof Say>;

/** Words of a member of staff, sent as they are. */
export const SayAsStaff = z.object({
  type: z.literal('sayAsStaff'),
  id,
  text: z.string(),
  staff: z.object({ id: z.string(), name: z.string() }),
  attachmentIds: z.array(z.string()),
  ticketId: z.string().optional(),
});
export type SayAsStaff = z.infer<typeof SayAsStaff>;

export const CreateTicket = z.object({
  type: z.literal('createTicket'),
  id,
  ticketId: z.string(),
  request: Request,
});
export type CreateTicket = z.infer<typeof CreateTicket>;

export const TicketCommand = z.object({
  type: z.literal('ticketCommand'),
  id,
  ticketId: z.string(),
  command: z.discriminatedUnion('move', [
    z.object({ move: z.literal('supplement'), text: z.string(), attachmentIds: z.array(z.string()) }),
    z.object({ move: z.literal('urge'), text: z.string() }),
    z.object({ move: z.literal('cancel'), reason: z.string() }),
    z.object({
      move: z.literal('rate'),
      rating: z.number().int().min(1).max(5),
      text: z.string().optional(),
    }),
  ]),
});
export type TicketCommand = z.infer<typeof TicketCommand>;

/** A code goes to this number, so that whoever reads it there can say it here. */
export const SendPhoneCode = z.object({
  type: z.literal('sendPhoneCode'),
  id,
  codeId: z.string(),
  phone: z.string(),
  language: Language,
});
export type SendPhoneCode = z.infer<typeof SendPhoneCode>;

/** The right code was said: this citizen and the number are one person. */
export const BindPhone = z.object({ type: z.literal('bindPhone'), id, phone: z.string() });
export type BindPhone = z.infer<typeof BindPhone>;

export const UnbindPhone = z.object({ type: z.literal('unbindPhone'), id });
export type UnbindPhone = z.infer<typeof UnbindPhone>;

/** A link under which this conversation goes on elsewhere; of a public one only what was said in public. */
export const IssueLink = z.object({
  type: z.literal('issueLink'),
  id,
  linkId: z.string(),
  expiresAt: z.date(),
  said: SaidInPublic.optional(),
});
export type IssueLink = z.infer<typeof IssueLink>;

/** The conversation goes on in another one: what it has so far is handed over. */
export const HandOn = z.object({
  type: z.literal('handOn'),
  id,
  linkId: z.string(),
  to: z.string(),
  handed: Handed,
});
export type HandOn = z.infer<typeof HandOn>;

/** Ask for people. `emergency` sounds at the duty desk and counts down. */
export const NotifyStaff = z.object({
  type: z.literal('notifyStaff'),
  id,
  reason: z.enum([
    'emergency',
    'perhaps-danger',
    'hand-over',
    'sealed',
    'threat',
    'unverified-sender',
    'conflict',
    'automatic-mail',
    'abuse',
  ]),
  summary: z.string(),
  ticketId: z.string().optional(),
  /** The danger that was named: the duty desk is rung for it. */
  danger: z.object({ id: z.string(), hotlines: z.array(z.string()), cannotSpeak: z.boolean() }).optional(),
});
export type NotifyStaff = z.infer<typeof NotifyStaff>;

/**
 * What a step of the conversation wants done. Each has an id that derives from the step, so doing it
 * twice is doing it once. A closed union: whoever carries effects out must know all of them.
 */
export const Effect = z.discriminatedUnion('type', [
  Say,
  SayAsStaff,
  CreateTicket,
  TicketCommand,
  NotifyStaff,
  SendPhoneCode,
  BindPhone,
  UnbindPhone,
  IssueLink,
  HandOn,
]);
export type Effect = z.infer<typeof Effect>;
