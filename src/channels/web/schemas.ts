import { z } from 'zod';
import { Button } from '../../core/model/message.js';

/** Bounds of one message; the texts of the refusals name them. */
export const MAX_TEXT_CHARACTERS = 10_000;
export const MAX_ATTACHMENTS = 9;

export const CitizenFile = z.object({
  id: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.number().int(),
  url: z.string(),
});
export type CitizenFile = z.infer<typeof CitizenFile>;

/** A message as its citizen sees it. */
export const CitizenMessage = z.object({
  seq: z.number().int().meta({ description: 'Place in the conversation; ask for what comes after it' }),
  id: z.string(),
  clientMessageId: z
    .string()
    .optional()
    .meta({ description: 'Of messages from you: the id you sent it under' }),
  from: z.enum(['you', 'bot', 'staff']),
  author: z.literal('工作人员').optional(),
  text: z.string(),
  buttons: z.array(Button),
  attachments: z.array(CitizenFile),
  at: z.iso.datetime(),
  status: z.enum(['received', 'delivered', 'read']),
});
export type CitizenMessage = z.infer<typeof CitizenMessage>;

export const NewMessage = z
  .strictObject({
    clientMessageId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, "-" and "_", at most 64'),
    /** Bounded in the handler, so that the refusal can say what to do. */
    text: z
      .string()
      .default('')
      .meta({ description: `At most ${MAX_TEXT_CHARACTERS} characters` }),
    button: z.string().min(1).max(100).optional().meta({
      description: 'Value of the button that was pressed; "text" is then its label, as the citizen read it',
    }),
    attachments: z
      .array(z.string().max(200))
      .default([])
      .meta({ description: `Ids of uploads of this session, at most ${MAX_ATTACHMENTS}` }),
  })
  .meta({ examples: [{ clientMessageId: 'c3f1a2', text: '解放南路58号门口路灯不亮', attachments: [] }] });
export type NewMessage = z.infer<typeof NewMessage>;

export const MessageAccepted = z
  .object({
    messageId: z.string(),
    duplicate: z.boolean().meta({ description: 'The same message was here before; nothing was done twice' }),
    conflict: z
      .literal(true)
      .optional()
      .meta({ description: 'Another message came under this id before; both are kept, staff see both' }),
  })
  .meta({ examples: [{ messageId: '01JD5Z2E8RB7W0Q4', duplicate: false }] });
export type MessageAccepted = z.infer<typeof MessageAccepted>;

export const History = z.object({
  messages: z.array(CitizenMessage),
  more: z.boolean().meta({ description: 'There may be newer ones: ask again after the last seq' }),
});
