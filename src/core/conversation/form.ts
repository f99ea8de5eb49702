import type { City, FormField } from '../model/city.js';
import { type Draft, formOf, matterText, valueOf } from './draft.js';
import { isFindable } from './place.js';

/** A pseudo-field: the request type is asked like a field, but decides which form there is. */
export const TYPE = 'type';
/** What is pending while the summary waits for a yes. */
export const SUMMARY = 'summary';

/** `always` fields are asked at most this often, each time in other words; then we go on without. */
const MOST_ASKED = 3;
/** Shorter than this, a matter says too little to be handled, and more is asked for once. */
const TELLING_MATTER = 4;
/** From this length on, a matter may show its kind, and the kind decides what else is asked. */
const TELLING_KIND = 8;

/** Everything that is still to be asked, the most important first: field ids and `type`. */
export function missing(draft: Draft, city: City): string[] {
  const { fields } = formOf(city, draft);
  const open = fields
    .filter((field) => applies(field, draft, fields) && isMissing(field, draft))
    .sort((a, b) => b.weight - a.weight)
    .map(({ id }) => id);
  const matterFirst = matterField(fields, draft, open);
  if (matterFirst !== undefined || !isTypeMissing(draft)) return open;
  // Of a word or two nobody can say what kind it is: more will be told with the next answers.
  return matterText(draft).length < TELLING_KIND ? [...open, TYPE] : [TYPE, ...open];
}

/** True when a ticket may be made without another answer. */
export function isEnough(draft: Draft, city: City): boolean {
  const { fields } = formOf(city, draft);
  return (
    matterText(draft) !== '' &&
    fields.every(
      (field) => field.need !== 'always' || !applies(field, draft, fields) || !isMissing(field, draft),
    )
  );
}

/** True when what was asked last is known by now, told in passing while something else was talked about. */
export function isAnswered(draft: Draft, city: City): boolean {
  if (draft.pending === TYPE) return draft.type !== undefined;
  const field = fieldById(draft, city, draft.pending);
  if (!field || field.kind === 'matter') return false;
  if (field.kind === 'place') return draft.place !== undefined && isFindable(draft.place.value);
  return valueOf(draft, field) !== undefined;
}

export function fieldById(draft: Draft, city: City, id: string | undefined): FormField | undefined {
  return formOf(city, draft).fields.find((field) => field.id === id);
}

function isMissing(field: FormField, draft: Draft): boolean {
  const asked = draft.asked[field.id] ?? 0;
  if (field.kind === 'matter') return isMatterMissing(draft, asked);
  if (draft.refused.includes(field.id)) return false;
  if (field.kind === 'place' && draft.place && field.need !== 'take') {
    // A district alone, or "我家楼下", is asked about once more before we go on with it.
    return !isFindable(draft.place.value) && asked < 2;
  }
  if (valueOf(draft, field) !== undefined || isNamedOtherwise(field, draft)) return false;
  switch (field.need) {
    case 'always':
      return asked < MOST_ASKED;
    case 'ask':
      return asked === 0 || (asked === 1 && wasPassedOver(field, draft));
    case 'take':
      return false;
  }
}

/** A number plate tells whom it is about as well as a name does. */
const isNamedOtherwise = (field: FormField, draft: Draft): boolean =>
  field.id === 'target' && draft.extra['plate'] !== undefined;

/** The citizen told something else instead of answering: what matters most is asked for once more. */
const wasPassedOver = (field: FormField, draft: Draft): boolean =>
  (field.kind === 'phone' || field.kind === 'place') && draft.pending === field.id;

/** Without a matter there is nothing to handle, so it alone is asked for as long as it takes. */
function isMatterMissing(draft: Draft, asked: number): boolean {
  const text = matterText(draft);
  if (text === '') return true;
  return text.length < TELLING_MATTER && draft.attachments.length === 0 && asked < 1;
}

const isTypeMissing = (draft: Draft): boolean =>
  draft.type === undefined && !draft.refused.includes(TYPE) && (draft.asked[TYPE] ?? 0) === 0;

function applies(field: FormField, draft: Draft, fields: FormField[]): boolean {
  if (!field.when) return true;
  const { field: other, in: values } = field.when;
  const owner = fields.find(({ id }) => id === other);
  const value = owner && valueOf(draft, owner);
  return value !== undefined && (values === undefined || values.includes(value));
}

const matterField = (fields: FormField[], draft: Draft, open: string[]): FormField | undefined =>
  fields.find((field) => field.kind === 'matter' && open.includes(field.id) && matterText(draft) === '');
