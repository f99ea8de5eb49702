import type { Request } from '../model/request.js';

/** 13812345678 → 138****5678; a landline keeps its last two digits. */
export function maskPhone(national: string): string {
  const digits = national.replace(/\D/g, '');
  return /^1\d{10}$/.test(digits)
    ? `${digits.slice(0, 3)}****${digits.slice(-4)}`
    : `${'*'.repeat(Math.max(4, digits.length - 2))}${digits.slice(-2)}`;
}

/** 张三丰 → 张**: the family name is enough to speak to somebody politely. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.max(1, Math.min(rest.length, 4)));
}

/** Numbers in running text by which a person can be reached or identified. */
const PERSONAL_NUMBER =
  /(?<!\d)(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|\d{17}[\dXx]|0\d{2,3}[- ]?\d{7,8})(?!\d)/g;
const MAIL_ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** 身份证号: 17 digits of which six to fourteen are a date, and a check character. */
const ID_NUMBER = /(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/g;

/** Every ID number that stands in a text. */
export function idNumbersIn(text: string): string[] {
  return [...new Set((text.normalize('NFKC').match(ID_NUMBER) ?? []).map((id) => id.toUpperCase()))];
}

/** 微信号 and QQ. */
const ACCOUNT = /((?:微信号?|wechat|QQ号?)\s*(?:是|为)?[:：]?\s*)[A-Za-z0-9][\w-]{4,19}/gi;
const SURNAMES =
  '王李张刘陈杨黄赵周吴徐孙马胡朱郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严戴莫孔向汤仇卞';
/** "我叫王小明", also where nobody took the name out of the words; "我叫他别停这里" calls somebody else. */
const OWN_NAME = new RegExp(
  `(我(?:的名字)?(?:叫|名叫|姓名是|名字是)\\s*)[${SURNAMES}]\\p{Script=Han}{1,2}(?=[^\\p{L}]|$)`,
  'gu',
);

/** A matter as a unit may read it when the person is not to be known: same words, no way to the person. */
export function withoutPerson(text: string, person: Pick<Request, 'name' | 'phone'>): string {
  let masked = text
    .replace(PERSONAL_NUMBER, '***')
    .replace(MAIL_ADDRESS, '***')
    .replace(ACCOUNT, '$1***')
    .replace(OWN_NAME, '$1***');
  const known = [person.name, person.phone?.national, person.phone?.e164];
  // One-character names would blank ordinary words.
  for (const word of known)
    if (word !== undefined && [...word].length > 1) masked = masked.replaceAll(word, '***');
  return masked;
}

/** The same for what nobody shall ever learn from it again: a title may hold the first half of a number. */
export function withoutTrace(text: string, person: Pick<Request, 'name' | 'phone'>): string {
  return withoutPerson(text, person).replace(/\d{5,}/g, '***');
}
