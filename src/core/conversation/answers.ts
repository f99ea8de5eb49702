import type { FormField } from '../model/city.js';
import type { Phone } from '../model/place.js';
import type { Understanding } from '../language/understanding.js';

/** How people answer a question: small readings of an answer that need no gazetteer or lexicon. */

/** Words around a value that tell nothing beside it. */
const AROUND =
  /不对|不是|错了|打错|写错|说错|填错|搞错|更正|应该|改成|改为|而是|是|在|的|了|我|请|电话|手机|号码|地址|地点|时间|名字|姓名|尾号|\b(?:no|not|it|is|the|sorry|wrong|phone|number|place|should|be|i|meant)\b/gi;

/** How many letters of a turn are left when the values found in it are taken out. */
export function lettersBeside({ text, phones, places, times, names }: Understanding): number {
  const spans = [...phones, ...places, ...times, ...names].map(({ span }) => span);
  const rest = spans
    .toSorted((a, b) => b.start - a.start)
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return rest.replace(AROUND, '').match(/\p{L}/gu)?.length ?? 0;
}

/** "老菜场后门" is a place even where the gazetteer does not know it. */
export const soundsLikePlace = (text: string): boolean => PLACE_WORDS.test(text);
const PLACE_WORDS =
  /[区县镇乡街路巷弄号栋幢楼室村组桥口站园场店厂校院旁边河门]|小区|\b(?:road|street|building|estate|avenue)\b/i;

/** "我要投诉" names a kind of request and tells nothing of the matter yet. */
export const namesOnlyKind = (text: string): boolean => ONLY_KIND.test(text);
const ONLY_KIND =
  /^(?:你好|您好)?[，,。!！\s]*我?(?:想|要|想要|需要)?(?:投诉|举报|咨询|求助|建议|表扬|反映)(?:一下|一个|个|一件|件)?(?:事情?|问题|情况)?[。.!！]?$/;

/** "就在老菜场后门" → "老菜场后门". */
export const withoutLeadIn = (text: string): string =>
  text.replace(/^(?:就?在|位于|地址是?|地点是?|就?是)[:：]?\s*(?=\S)/, '').trim();

/** True when the words before a colon name the field, as in a list that is filled in. */
export function isLabel({ label, labelEn }: FormField, said: string): boolean {
  const [short = label] = label.split(/[（(]/);
  return said !== '' && [label, short, labelEn.toLowerCase()].includes(said.toLowerCase());
}

/** The value of a choice that was pressed, numbered or named. */
export function optionFor(
  field: FormField,
  { normalised, choice }: Understanding,
  chosen?: string,
): string | undefined {
  const offered = field.options.find(({ value }) => chosen === `${field.id}:${value}`);
  if (offered) return offered.value;
  if (choice !== undefined) return field.options[choice - 1]?.value;
  const said = normalised.toLowerCase();
  return field.options.find(({ label, labelEn, words }) =>
    [label, labelEn.toLowerCase(), ...words].some((word) => word !== '' && said.includes(word)),
  )?.value;
}

/** "电话打错了，是…5678": the digits given replace the end of the known number. */
export function withNewTail(phone: Phone, text: string): Phone | undefined {
  if (!/电话|手机|号码|尾号|后[三四五六]位|phone|number|digits/i.test(text)) return undefined;
  const tail = /(?<!\d)(\d{3,8})(?!\d)/.exec(text)?.[1];
  if (tail === undefined || tail.length >= phone.e164.length - 3) return undefined;
  return {
    ...phone,
    e164: phone.e164.slice(0, -tail.length) + tail,
    national: replaceTail(phone.national, tail),
  };
}

/** Puts new digits at the end of a spelling, keeping its spaces and dashes. */
function replaceTail(national: string, tail: string): string {
  const characters = [...national];
  let left = tail.length;
  for (let index = characters.length - 1; index >= 0 && left > 0; index -= 1) {
    if (!/\d/.test(characters[index] ?? '')) continue;
    left -= 1;
    characters[index] = tail.charAt(left);
  }
  return characters.join('');
}
