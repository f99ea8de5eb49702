import { z } from 'zod';

const User = z.object({
  id: z.number(),
  is_bot: z.boolean().default(false),
  first_name: z.string().default(''),
  last_name: z.string().default(''),
});
const Chat = z.object({ id: z.number(), type: z.enum(['private', 'group', 'supergroup', 'channel']) });
const Entity = z.object({
  type: z.string(),
  offset: z.number().int(),
  length: z.number().int(),
  user: z.object({ id: z.number() }).optional(),
});
const File = z.object({
  file_id: z.string(),
  file_size: z.number().optional(),
  file_name: z.string().optional(),
});
const Location = z.object({ latitude: z.number(), longitude: z.number() });

const Message = z.object({
  message_id: z.number().int(),
  date: z.number(),
  edit_date: z.number().optional(),
  from: User.optional(),
  chat: Chat,
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(Entity).default([]),
  caption_entities: z.array(Entity).default([]),
  reply_to_message: z.object({ from: User.optional() }).optional(),
  /** The same picture in several sizes, the largest last. */
  photo: z.array(File).optional(),
  voice: File.optional(),
  audio: File.optional(),
  video: File.optional(),
  video_note: File.optional(),
  animation: File.optional(),
  document: File.optional(),
  sticker: z.object({ emoji: z.string().optional() }).optional(),
  location: Location.optional(),
  venue: z.object({ title: z.string(), address: z.string() }).optional(),
  contact: z
    .object({
      phone_number: z.string(),
      first_name: z.string(),
      last_name: z.string().default(''),
      user_id: z.number().optional(),
    })
    .optional(),
});
export type Message = z.infer<typeof Message>;

const Press = z.object({
  id: z.string(),
  from: User,
  data: z.string().optional(),
  message: z
    .object({
      chat: Chat,
      reply_markup: z
        .object({
          inline_keyboard: z.array(
            z.array(z.object({ text: z.string(), callback_data: z.string().optional() })),
          ),
        })
        .optional()
        .catch(undefined),
    })
    .optional(),
});
export type Press = z.infer<typeof Press>;

const Membership = z.object({
  chat: Chat,
  from: User,
  date: z.number(),
  new_chat_member: z.object({ status: z.string() }),
});

/** What Telegram sends, in its own names (core.telegram.org/bots/api#update), as far as the hub reads it. */
export const Update = z.object({
  update_id: z.number().int(),
  message: Message.optional(),
  edited_message: Message.optional(),
  callback_query: Press.optional(),
  my_chat_member: Membership.optional(),
});
export type Update = z.infer<typeof Update>;
