import { z } from 'zod';
import { Attachment } from './attachment.js';
import { RequestType, Secrecy, Urgency } from './codes.js';
import { Phone, Place, When } from './place.js';

/**
 * 诉求: the one request model. Whatever the channel and however it was said, a matter ends here; the
 * ticket keeps it unchanged and later additions stand beside it.
 */
export const Request = z.object({
  type: RequestType,
  /** One line made from the matter, for lists and mail subjects. */
  title: z.string().max(60),
  /** The citizen's own words, all of them. */
  matter: z.string().max(20_000),
  place: Place.optional(),
  when: When.optional(),
  name: z.string().optional(),
  phone: Phone.optional(),
  /** The citizen asked not to be named; then name and phone are not shown to units. */
  anonymous: z.boolean(),
  secrecy: Secrecy,
  urgency: Urgency,
  category: z.string().optional(),
  hotline: z.string().optional(),
  /** Answers to fields of the form that are not part of this model, by field id. */
  extra: z.record(z.string(), z.string()),
  attachments: z.array(Attachment),
  /** Where it came from. */
  source: z.object({
    channel: z.string(),
    account: z.string(),
    conversationId: z.string(),
    messageIds: z.array(z.string()),
    /** 接入号码: the line that was dialled or written to, where it is one of the merged ones. */
    entry: z.string().optional(),
  }),
  /** Form version under which it was gathered. */
  formVersion: z.number().int(),
  cityVersion: z.string(),
  /** How sure the hub is of what it understood, by field id (0–1), so that staff look where it matters. */
  confidence: z.record(z.string(), z.number()),
});
export type Request = z.infer<typeof Request>;
