import type { Call } from '../hub/types';

/** What an operator has written about a call. Kept in this page alone, so that two calls can be gone between. */
export interface RecordDraft {
  summary?: string;
  type?: string;
  category?: string;
  county?: string;
  town?: string;
  place?: string;
  time?: string;
  name?: string;
  phone?: string;
  anonymous?: boolean;
  secrecy?: string;
  urgency?: string;
  extra?: Record<string, string | undefined>;
}

const drafts = new Map<string, RecordDraft>();

/** As it was left; the caller's number and what the hub kept stand in it from the start. */
export function draftOf({ id, caller, record }: Call): RecordDraft {
  const known = drafts.get(id);
  if (known) return known;
  const { time, ...extra } = record?.fields ?? {};
  return { summary: record?.summary, phone: caller.number, time, extra, secrecy: 'open', urgency: 'normal' };
}

export const keepDraft = (id: string, draft: RecordDraft): void => void drafts.set(id, draft);
export const dropDraft = (id: string): void => void drafts.delete(id);

/** What is kept at the hub while the call lasts. */
export function notesOf({ summary = '', time, extra = {} }: RecordDraft) {
  const fields = Object.entries({ ...extra, time }).flatMap(([field, value]) =>
    value === undefined || value.trim() === '' ? [] : [[field, value.trim()] as const],
  );
  return { summary, fields: Object.fromEntries(fields) };
}

/** The request as the hub takes it; title, matter and fields are taken from the record. */
export function requestOf(draft: RecordDraft) {
  const { type, category, county, town, place, name, phone, anonymous = false, secrecy, urgency } = draft;
  const text = place?.trim();
  return {
    type,
    category,
    secrecy,
    urgency,
    anonymous,
    place: text ? { text, county, town } : undefined,
    name: anonymous || !name?.trim() ? undefined : name.trim(),
    phone: anonymous || !phone?.trim() ? undefined : phone.trim(),
  };
}
