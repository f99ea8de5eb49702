import type { City, FormField } from '../model/city.js';
import { type Language, REQUEST_TYPES } from '../model/codes.js';
import { type Draft, formOf, matterText, secrecyOf, valueOf } from './draft.js';
import { maskDigits, maskNumbers } from './mask.js';
import { placeWords } from './place.js';
import type { SayPart } from './state.js';

const MOST_ECHOED = 300;

/** What is read back to the citizen: type and every field known, long numbers masked. */
export function summaryOf(draft: Draft, city: City, language: Language): SayPart[] {
  const parts: SayPart[] = [];
  if (draft.type) parts.push({ template: 'summary.type', params: { type: draft.type.value } });
  for (const field of formOf(city, draft).fields) {
    const part = partOf(draft, field, city, language);
    if (part) parts.push(part);
  }
  const count = draft.attachments.length;
  if (count > 0) parts.push({ template: 'summary.files', params: { count } });
  if (draft.anonymous) parts.push({ template: 'summary.anonymous', params: {} });
  else if (secrecyOf(draft) !== 'open') parts.push({ template: 'summary.confidential', params: {} });
  return parts;
}

/** The same for the operator who takes over, as one line. */
export function staffSummary(draft: Draft, city: City): string {
  const lines = formOf(city, draft).fields.flatMap((field) => {
    const value = wordsOf(draft, field, city, 'zh-CN');
    return value === undefined ? [] : [`${field.label}：${value}`];
  });
  const type = draft.type ? [`类型：${REQUEST_TYPES[draft.type.value].zh}`] : [];
  const files = draft.attachments.length > 0 ? [`附件：${draft.attachments.length} 个`] : [];
  return [...type, ...lines, ...files].join('；');
}

function partOf(draft: Draft, field: FormField, city: City, language: Language): SayPart | undefined {
  const value = wordsOf(draft, field, city, language);
  if (value === undefined) return undefined;
  const params = { label: language === 'en' ? field.labelEn : field.label, value };
  const when = field.kind === 'time' ? draft.when?.value : undefined;
  // The date we made of the words is read back with them, so that a misunderstood "昨天" is seen.
  switch (when?.precision) {
    case 'day':
    case 'part-of-day':
      return { template: 'summary.day', params: { ...params, at: when.from } };
    case 'hour':
    case 'minute':
      return { template: 'summary.minute', params: { ...params, at: when.from } };
    case 'recurring':
    case 'month':
    case undefined:
      return { template: 'summary.line', params };
  }
}

function wordsOf(draft: Draft, field: FormField, city: City, language: Language): string | undefined {
  switch (field.kind) {
    case 'matter':
      // Masking a long letter whole would cost more than the step may; what is cut here is never shown.
      return shorten(maskNumbers(matterText(draft).slice(0, 2 * MOST_ECHOED))) || undefined;
    case 'place':
      return draft.place && (maskNumbers(placeWords(draft.place.value, city)) || undefined);
    case 'time':
      return draft.when?.value.text ?? draft.extra[field.id]?.value;
    case 'phone':
      return draft.phone && maskDigits(draft.phone.value.national.replace(/\D/g, ''));
    case 'choice': {
      const option = field.options.find(({ value }) => value === draft.extra[field.id]?.value);
      return language === 'en' ? option?.labelEn : option?.label;
    }
    case 'name':
    case 'text': {
      const value = valueOf(draft, field);
      return value === undefined ? undefined : maskNumbers(value);
    }
  }
}

const shorten = (text: string): string =>
  text.length <= MOST_ECHOED ? text : `${text.slice(0, MOST_ECHOED - 1)}…`;
