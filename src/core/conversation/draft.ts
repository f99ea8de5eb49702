import { z } from 'zod';
import { Attachment } from '../model/attachment.js';
import type { City, Form, FormField } from '../model/city.js';
import { RequestType, Secrecy } from '../model/codes.js';
import { Phone, Place, When } from '../model/place.js';

/** A value we believe, how sure we are (0–1), and the messages it came from. */
const known = <T extends z.ZodType>(value: T) =>
  z.object({ value, confidence: z.number(), messageIds: z.array(z.string()) });
export interface Known<T> {
  value: T;
  confidence: number;
  messageIds: string[];
}

/** What is understood so far of a request that is not yet a ticket. */
export const Draft = z.object({
  startedAt: z.date(),
  /** The citizen's own words, one entry per turn that told something of the matter. */
  matter: z.array(z.object({ messageIds: z.array(z.string()), text: z.string() })),
  type: known(RequestType).optional(),
  category: known(z.string()).optional(),
  hotline: known(z.string()).optional(),
  place: known(Place).optional(),
  when: known(When).optional(),
  name: known(z.string()).optional(),
  phone: known(Phone).optional(),
  /** Answers to fields that are not part of the request model, by field id. */
  extra: z.record(z.string(), known(z.string())),
  attachments: z.array(Attachment),
  messageIds: z.array(z.string()),
  anonymous: z.boolean(),
  secrecy: Secrecy,
  /** How often each field was asked for; a question repeated after an interruption does not count. */
  asked: z.record(z.string(), z.number().int()),
  /** Fields the citizen does not want to answer. */
  refused: z.array(z.string()),
  /** What the citizen was asked last and has not answered: a field id, `type`, or `summary`. */
  pending: z.string().optional(),
  /** Where it is being said; absent until the first message. */
  origin: z.object({ channel: z.string(), account: z.string() }).optional(),
});
export type Draft = z.infer<typeof Draft>;

/** An empty draft, with what is already known of the person. */
export function emptyDraft(now: Date, person: { name?: Known<string>; phone?: Known<Phone> } = {}): Draft {
  return {
    startedAt: now,
    ...person,
    matter: [],
    extra: {},
    attachments: [],
    messageIds: [],
    anonymous: false,
    secrecy: 'open',
    asked: {},
    refused: [],
  };
}

/** True once the citizen has given anything to it. */
export const hasBegun = (draft: Draft): boolean => draft.messageIds.length > 0;

/** All narrative turns joined. */
export const matterText = (draft: Draft): string => draft.matter.map(({ text }) => text).join('\n');

/** Reports of a violation are confidential unless more is asked for: informants must not become known. */
export const secrecyOf = (draft: Draft): Secrecy =>
  draft.type?.value === 'report' && draft.secrecy === 'open' ? 'confidential' : draft.secrecy;

/** The form of the draft's type; a type without a form of its own is gathered as `other`. */
export function formOf(city: City, draft: Draft): Form {
  const wanted = draft.type?.value ?? 'other';
  const found =
    city.forms.find(({ type }) => type === wanted) ?? city.forms.find(({ type }) => type === 'other');
  return found ?? { type: 'other', version: 1, fields: [] };
}

/** What the draft holds for a field, as text; undefined when nothing. */
export function valueOf(draft: Draft, field: FormField): string | undefined {
  switch (field.kind) {
    case 'matter':
      return matterText(draft) || undefined;
    case 'place':
      return draft.place?.value.text;
    case 'time':
      return draft.when?.value.text;
    case 'name':
      return draft.name?.value;
    case 'phone':
      return draft.phone?.value.national;
    case 'text':
    case 'choice':
      return draft.extra[field.id]?.value;
  }
}
