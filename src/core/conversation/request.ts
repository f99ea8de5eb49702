import type { City } from '../model/city.js';
import type { Urgency } from '../model/codes.js';
import type { Request } from '../model/request.js';
import { maskNumbers } from './mask.js';
import { type Draft, formOf, matterText, secrecyOf } from './draft.js';

const MOST_MATTER = 20_000;
const MOST_TITLE = 40;

/** The request a draft has become. `urgency` raises what the category says. */
export function toRequest(draft: Draft, city: City, urgency?: Urgency): Request {
  const { place, when, name, phone, type, category, hotline, extra, anonymous } = draft;
  const secrecy = secrecyOf(draft);
  const matter = cut(anonymous || secrecy !== 'open' ? withoutPerson(draft) : matterText(draft), MOST_MATTER);
  const known = { type, category, hotline, place, when, name, phone, ...extra };
  return {
    type: type?.value ?? 'other',
    title: titleOf(matter),
    matter,
    place: place?.value,
    when: when?.value,
    name: name?.value,
    phone: phone?.value,
    anonymous,
    secrecy,
    urgency: urgency ?? city.categories.find(({ code }) => code === category?.value)?.urgency ?? 'normal',
    category: category?.value,
    hotline: hotline?.value,
    extra: Object.fromEntries(Object.entries(extra).map(([id, { value }]) => [id, value])),
    attachments: draft.attachments,
    // The conversation's id is added where the ticket is made: the engine does not know it.
    source: {
      channel: draft.origin?.channel ?? '',
      account: draft.origin?.account ?? '',
      conversationId: '',
      messageIds: draft.messageIds,
    },
    formVersion: formOf(city, draft).version,
    cityVersion: city.profile.version,
    confidence: Object.fromEntries(
      Object.entries(known).flatMap(([id, value]) => (value ? [[id, value.confidence]] : [])),
    ),
  };
}

const POLITE = /^(?:(?:你们?好|您好|尊敬的[^，,：:]{0,12}|请问|hello|hi|dear [^,]{0,20})[，,：:！!\s]*)+/i;
/** A number at the end of a sentence is how to call back, not what it is about. */
const CALL_BACK = /[，,、；;\s]*(?:我?的?(?:联系)?(?:电话|手机)号?[是:：]?)?\s*(?<!\d)\d[\d\s-]{6,}\d(?!\d)/g;
const ABOUT_PERSON = /^(?:我是|我叫|本人|电话|手机|联系)/;

/** One line for lists and subjects: the first sentence that says something. */
export function titleOf(matter: string): string {
  const sentences = matter.split(/[。！？!?\n]+/).map((sentence) => sentence.replace(POLITE, '').trim());
  const telling =
    sentences.find((sentence) => sentence.length >= 5 && !ABOUT_PERSON.test(sentence)) ??
    sentences.filter((sentence) => sentence !== '').join(' ');
  const line = maskNumbers(telling.replace(CALL_BACK, '')).replace(/\s+/g, ' ');
  return line.length <= MOST_TITLE ? line : `${cut(line, MOST_TITLE - 1)}…`;
}

/** Units read the matter of an anonymous or confidential request, so name and number leave it too. */
function withoutPerson(draft: Draft): string {
  const digits = draft.phone?.value.national.replace(/\D/g, '') ?? '';
  const name = draft.name?.value ?? '';
  let text = matterText(draft);
  if (digits !== '') text = text.replace(new RegExp([...digits].join('[\\s-]?'), 'g'), '（电话略）');
  if (name !== '') text = text.replaceAll(name, '（姓名略）');
  return text;
}

/** Cuts without halving a surrogate pair, which would not be storable as UTF-8. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return text.slice(0, /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length);
}
