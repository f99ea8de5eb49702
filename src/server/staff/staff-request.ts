import parsePhoneNumber from 'libphonenumber-js/max';
import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import { RequestType, Secrecy, Urgency } from '../../core/model/codes.js';
import type { Conversation } from '../../core/model/conversation.js';
import type { StoredMessage } from '../../core/model/message.js';
import { type Phone, Point } from '../../core/model/place.js';
import type { Request } from '../../core/model/request.js';
import { failure } from '../errors/failure.js';

/** 诉求 as staff write it down from a conversation. */
export const StaffRequest = z.object({
  type: RequestType,
  title: z.string().trim().min(1).max(60),
  matter: z.string().trim().min(1).max(20_000),
  place: z
    .object({
      text: z.string().trim().min(1).max(500),
      county: z.string().max(20).optional(),
      town: z.string().max(20).optional(),
      detail: z.string().max(500).optional(),
      point: Point.optional(),
    })
    .optional(),
  name: z.string().trim().min(1).max(100).optional(),
  phone: z.string().trim().min(3).max(40).optional().meta({ description: 'As people write it' }),
  anonymous: z.boolean().default(false),
  secrecy: Secrecy.default('open'),
  urgency: Urgency.default('normal'),
  category: z.string().max(20).optional(),
  hotline: z.string().max(20).optional(),
  extra: z.record(z.string().max(100), z.string().max(3000)).default({}),
  attachmentIds: z
    .array(z.string().max(200))
    .max(100)
    .optional()
    .meta({ description: 'Of the conversation; all of them when absent' }),
});
export type StaffRequest = z.infer<typeof StaffRequest>;

/** The one request model from what staff wrote and the conversation it came from. */
export function toRequest(
  said: StaffRequest,
  from: { conversation: Conversation; messages: StoredMessage[] },
  city: City,
): Request {
  const { conversation } = from;
  const inbound = from.messages.flatMap((m) => (m.direction === 'in' ? [m] : []));
  const files = inbound.flatMap((m) => m.message.attachments);
  const wanted = said.attachmentIds ?? files.map((file) => file.id);
  const unknown = wanted.filter((id) => !files.some((file) => file.id === id));
  if (unknown.length > 0) throw unfit('attachmentIds', '只能选择本会话中的附件');
  if (said.category !== undefined && !city.categories.some((c) => c.code === said.category))
    throw unfit('category', '没有这个分类编号');
  if (said.hotline !== undefined && !city.hotlines.some((h) => h.id === said.hotline))
    throw unfit('hotline', '没有这条热线');
  const { attachmentIds: _, phone, ...rest } = said;
  return {
    ...rest,
    phone: phone === undefined ? undefined : parsePhone(phone),
    attachments: files.filter((file) => wanted.includes(file.id)),
    source: {
      channel: conversation.channel,
      account: conversation.account,
      conversationId: conversation.id,
      messageIds: inbound.map((m) => m.id),
    },
    formVersion: city.forms.find((form) => form.type === said.type)?.version ?? 1,
    cityVersion: city.profile.version,
    // Written down by a person: nothing here was guessed.
    confidence: {},
  };
}

function parsePhone(written: string): Phone {
  const parsed = parsePhoneNumber(written, 'CN');
  if (!parsed?.isValid()) throw unfit('phone', '不是有效的电话号码；座机请带区号');
  const type = parsed.getType();
  return {
    e164: parsed.number,
    national: parsed.formatNational().replace(/\s/g, ''),
    kind: type === 'MOBILE' ? 'mobile' : type === 'FIXED_LINE' ? 'landline' : 'other',
    extension: parsed.ext,
  };
}

function unfit(field: string, message: string) {
  return failure('validation-failed', { fields: [{ path: `request.${field}`, message }] });
}
