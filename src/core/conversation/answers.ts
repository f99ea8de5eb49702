import type { FormField } from '../model/city.js';
import type { Phone } from '../model/place.js';
import type { Understanding } from '../language/understanding.js';

/** How people answer a question: small readings of an answer that need no gazetteer or lexicon. */

/** Words around a value that tell nothing beside it. */
const AROUND =
  /不对|不是|错了|打错|写错|说错|填错|搞错|更正|应该|改成|改为|而是|是|在|的|了|我|请|电话|手机|号码|号(?![楼栋幢])|姓|叫|打给?|联系|回复?|地址|地点|时间|名字|姓名|尾号|\b(?:no|not|it|is|the|sorry|wrong|phone|number|place|should|be|i|meant)\b/gi;

/** How many letters of a turn are left when the values found in it are taken out. */
export function lettersBeside({ text, phones, places, times, names }: Understanding): number {
  const spans = [...phones, ...places, ...times, ...names].map(({ span }) => span);
  const rest = spans
    .toSorted((a, b) => b.start - a.start)
    .reduce((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  return rest.replace(AROUND, '').match(/\p{L}/gu)?.length ?? 0;
}

/** Keys hit at random, one sign over and over: nothing that could be the beginning of a request. */
export const isNonsense = (text: string): boolean => NONSENSE.test(text.replace(/[\s\p{P}\p{S}]+/gu, ''));
const NONSENSE =
  /^(?:(.)\1{3,}|\d{1,6}|(?=[a-z]{4,}$)(?:[^aeiou]{4,}|.*(?:asdf|sdfg|dfgh|qwer|wert|zxcv|hjkl|jkl).*)|[a-z])?$/iu;

/** "老菜场后门" is a place even where the gazetteer does not know it. */
export const soundsLikePlace = (text: string): boolean => PLACE_WORDS.test(text);
const PLACE_WORDS =
  /[区县镇乡街路巷弄号栋幢楼室村组桥口站园场店厂校院旁边河门]|小区|\b(?:road|street|building|estate|avenue)\b/i;

/** An answer that ends in a place, also when its words tell of something: "就在路灯厂门口". */
export const endsInPlace = (text: string): boolean => PLACE_END.test(text.replace(/[\s,，。.!！]+$/, ''));
const PLACE_END =
  /(?:[区县镇乡街路巷弄号栋幢楼室村组桥站园场店厂校院河门]|小区|路口|门口|附近|对面|旁边?|隔壁|[东南西北前后上下里]面|[东南西北]边|楼[上下]|那[里边]|这[里边])$|\b(?:road|street|building|estate|avenue)$/i;

/** "我家门口", "楼下": somewhere near the person, said by itself. */
export const isBareSpot = (text: string): boolean => BARE_SPOT.test(text);
const BARE_SPOT =
  /^(?:就?在)?(?:我们?家?|咱们?家?|俺家?|这里?|那里?)?(?:家|小区|单位|村|学校|公司)?里?(?:的)?(?:门口|楼[上下]|附近|对面|旁边|隔壁|[前后]面|小区里?|村里|门前|屋后)[。.!！]?$/;

/** "我要投诉" names a kind of request and tells nothing of the matter yet. */
export const namesOnlyKind = (text: string): boolean => ONLY_KIND.test(text);
const ONLY_KIND =
  /^(?:你好|您好)?[，,。!！\s]*(?:是|就是)?(?:我|咱)?(?:想|要|想要|需要|来)?(?:向你们?)?(?:投诉|举报|咨询|求助|建议|表扬|反映|反应|问)(?:一下|下|一个|个|一件|件|点|两件|几件)?(?:事情?|问题|情况|建议)?(?:行吗|可以吗|好吗|啊|呀|吧)?[。.!！?？~\s]*$/;

/** "没手机", "不想留电话", "想不起来了": the question is heard and will not be answered. */
export const refusesAnswer = ({ normalised, phones, places, category }: Understanding): boolean =>
  normalised.length <= 16 &&
  category === undefined &&
  phones.length + places.length === 0 &&
  NO_ANSWER.test(normalised.replace(/[\s,。!.~]+/g, ''));
const NO_ANSWER =
  /^(?:我|这个?|就|也|真的?|真|实在|暂时|还是|俺)*(?:没有?(?:电话|手机|号码?|名字|了|的|带|记)?|不(?:想|愿意?|方便|便|用|必|要|需要|留|说|填|写|告诉|给|提供|记得|知道|清楚|晓得|会用?)|[别甭]|没必要|记不[得清住]|想不起来?|说不(?:上来|清楚?|好)|忘记?|搞不清楚?|弄不清楚?|随便|看着办|无所谓)(?:说|留|讲|填|写|记|给|透露|提供|知道|告诉)?(?:你们?|您)?(?:电话|手机|号码?|名字|姓名|称呼|时间|地点|这个|那么清楚?|具体|哪家|什么时候|叫什么|是哪家)*(?:了|的|啊|呀|呢|吧|哦|啦|谢谢)*$/;

/** "不是投诉，就是问问": words that say what kind of request it is to be. */
export const statesKind = (text: string): boolean => KIND_WORDS.test(text);
const KIND_WORDS =
  /投诉|举报|咨询|求助|建议|表扬|问问|问一?[下声]|打听|complain|\breport|question|suggest|praise|\bhelp\b/i;

/** "就在老菜场后门" → "老菜场后门". */
export const withoutLeadIn = (text: string): string =>
  text
    .replace(
      /^(?:(?:两件|两个|都|全)*(?:事情?)?都在|就?在|位于|(?:地址|地点|位置)?(?:改成|改为|改到|换成|应该是|应该在|是)|地址|地点|就是)[:：]?\s*(?=\S)/,
      '',
    )
    .trim();

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
