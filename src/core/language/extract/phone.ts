import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Phone } from '../../model/place.js';
import { Mask } from '../mask.js';
import type { Span, Understanding } from '../understanding.js';

type FoundPhone = Understanding['phones'][number];

export interface PhoneContext {
  /** "0515": put before a local number of eight digits. */
  areaCode: string;
  /** Numbers of the city's own hotlines: "打了88880110没人接" is no call-back number. */
  hotlines: ReadonlySet<string>;
  /** Spans that are ticket numbers or codes: digits inside them are never a phone. */
  taken: Span[];
}

const LOOKALIKE: Record<string, string> = {
  o: '0',
  O: '0',
  〇: '0',
  '○': '0',
  零: '0',
  洞: '0',
  l: '1',
  I: '1',
  i: '1',
  '|': '1',
  一: '1',
  幺: '1',
  壹: '1',
  二: '2',
  贰: '2',
  两: '2',
  三: '3',
  叁: '3',
  四: '4',
  肆: '4',
  五: '5',
  伍: '5',
  六: '6',
  陆: '6',
  七: '7',
  柒: '7',
  拐: '7',
  八: '8',
  捌: '8',
  九: '9',
  玖: '9',
};
/** Runs long enough to be a number, written with digits, numerals or letters that look like digits. */
const RUN =
  /[\doOlIi|〇○零洞一幺壹二贰两三叁四肆五伍六陆七柒拐八捌九玖](?:[ .·\-—–]{0,2}[\doOlIi|〇○零洞一幺壹二贰两三叁四肆五伍六陆七柒拐八捌九玖]){6,}/g;

const GAP = '[ .·—–-]{0,2}';
const MOBILE = new RegExp(`(?<!\\d)(?:\\+?86${GAP}|0086${GAP})?(1${GAP}[3-9](?:${GAP}\\d){9})(?!\\d)`, 'g');
const LANDLINE = new RegExp(
  `(?<![\\d.])(?:\\+?86${GAP})?\\(?(0\\d{2,3}\\)?${GAP}[2-9]\\d{2,3}${GAP}\\d{4})(?!\\d)`,
  'g',
);
/** "+86 515 …": abroad the zero of the area code falls away. */
const FROM_ABROAD = new RegExp(
  `(?<!\\d)(?:\\+|00)86${GAP}([2-9]\\d{1,2}${GAP}[2-9]\\d{2,3}${GAP}\\d{4})(?!\\d)`,
  'g',
);
const LOCAL = new RegExp(`(?<![\\d.+-])([2-8]\\d{3}${GAP}\\d{4})(?!\\d)`, 'g');
const SERVICE = /(?<!\d)((?:400|800)[ -]?\d{3,4}[ -]?\d{3,4})(?!\d)/g;
const FOREIGN = /(?<![\d+])(\+(?!86)\d(?:[ -]?\d){6,14})(?!\d)/g;
const EXTENSION = /^\s*(?:-|转|分机(?:号)?|ext\.?|x)\s*(\d{1,6})(?!\d)/i;

const LOCAL_CUE = /电话|座机|固话|号码|联系|打|致电|tel|phone|call/i;
const OTHER =
  /对方|骗子|诈骗|他的|她的|他们|老板|商家|店家|店主|卖家|物业|中介|房东|公司|单位|客服|开发商|包工头|肇事|陌生|骚扰|来电|打来|打过来|村书记|村干部|司机|厂|推销|短信|对面|邻居|售后|his|her|their|scam|seller|landlord|shop/gi;
const OWN =
  /我的|本人|我电话|我手机|我是|联系我|找我|回我|打我|回电|回复|联系电话|联系方式|手机号|my|reach me|call me|contact/gi;
const OTHER_AFTER = /^.{0,4}(?:这个?(?:号|电话)|一直打|老是?打|骚扰|打来|打电话|给我打|给我发|诈骗|骗)/;

/**
 * Phone numbers in every spelling people use: gaps, full-width, 一三八, 幺, o for 0 and l for 1, landlines
 * with and without area code, extensions. Validity and kind by libphonenumber's tables of Chinese ranges.
 */
export function phones(text: string, context: PhoneContext): FoundPhone[] {
  const digits = asDigits(text);
  const found: FoundPhone[] = [];
  const mask = new Mask(text, context.taken);
  const add = (pattern: RegExp, confidence: number, kind: Kind, prefix = '') => {
    for (const match of digits.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].length };
      if (mask.touches(span) || (kind === 'mobile' && insideCardNumber(digits, span, mask))) continue;
      const extension = kind === 'landline' ? EXTENSION.exec(digits.slice(span.end, span.end + 12)) : null;
      const value = phone(prefix + (match[1] ?? match[0]), kind, extension?.[1]);
      if (value === undefined) continue;
      if (extension) span.end += extension[0].length;
      if (pattern === LOCAL && !localLikely(digits, span)) continue;
      if (context.hotlines.has(value.national.replace(/\D/g, '').replace(context.areaCode, ''))) continue;
      const spelled = text.slice(span.start, span.end) === digits.slice(span.start, span.end);
      const whose = kind === 'service' ? 'other' : role(text, span, mask);
      mask.mark(span);
      found.push({
        value,
        confidence: spelled ? confidence : confidence - 0.1,
        span,
        role: whose,
      });
    }
  };
  add(FOREIGN, 0.9, 'foreign');
  add(MOBILE, 0.98, 'mobile');
  add(LANDLINE, 0.95, 'landline');
  add(FROM_ABROAD, 0.9, 'landline', '0');
  add(SERVICE, 0.9, 'service');
  add(LOCAL, 0.75, 'landline', context.areaCode);
  const rank = { own: 0, unclear: 1, other: 2 };
  return found.sort((a, b) => rank[a.role] - rank[b.role] || b.confidence - a.confidence);
}

type Kind = 'mobile' | 'landline' | 'service' | 'foreign';

function phone(raw: string, kind: Kind, extension: string | undefined): Phone | undefined {
  const compact = raw.replace(/[^\d+]/g, '');
  if (kind === 'service') {
    if (compact.length !== 10) return undefined;
    const national = `${compact.slice(0, 3)}-${compact.slice(3, 6)}-${compact.slice(6)}`;
    return { e164: `+86${compact}`, national, kind: 'other' };
  }
  const parsed = parsePhoneNumberFromString(compact, 'CN');
  if (!parsed?.isValid()) return undefined;
  if (kind === 'foreign')
    return { e164: parsed.number, national: parsed.formatInternational(), kind: 'other' };
  if (kind === 'mobile') return { e164: parsed.number, national: compact, kind: 'mobile' };
  const national = landlineSpelling(compact);
  return {
    e164: parsed.number,
    national,
    kind: 'landline',
    ...(extension === undefined ? {} : { extension }),
  };
}

/** "0515-88881234"; Beijing, Shanghai and the other 02x cities have three-digit codes. */
function landlineSpelling(compact: string): string {
  const code = /^0(?:10|2\d)/.test(compact) ? 3 : 4;
  return `${compact.slice(0, code)}-${compact.slice(code)}`;
}

/**
 * The text with every long run of digit-like signs written in digits, same length. Letters count only
 * among real digits ("l38oo…"), numerals only when the run is one number ("一三八…").
 */
function asDigits(text: string): string {
  return text.replace(RUN, (run) => {
    const real = run.replace(/\D/g, '').length;
    const letters = run.replace(/[^oOlIi|]/g, '').length;
    if (letters > 0 && real < 7) return run;
    return run.replace(/[^\d .·\-—–]/g, (sign) => LOOKALIKE[sign] ?? sign);
  });
}

/** A mobile number spelled out of the groups of a bank card ("6222 0213 8123 …") is none. */
function insideCardNumber(digits: string, span: Span, taken: Mask): boolean {
  const before = digits.slice(Math.max(0, span.start - 6), span.start);
  return /(?:^|\D)\d{4}[ -]$/.test(before) && !taken.has(span.start - 2);
}

/** Eight digits are a phone when the words say so, or when they are the whole answer. */
function localLikely(digits: string, span: Span): boolean {
  if (
    digits
      .slice(span.end)
      .trimStart()
      .match(/^(?:元|块|平|米|人|年|月|号楼|万|%)/)
  )
    return false;
  // A day written as one number.
  if (/^20[0-3]\d(?:0\d|1[0-2])[0-3]\d$/.test(digits.slice(span.start, span.end))) return false;
  if (span.start === 0 && span.end === digits.length) return true;
  return LOCAL_CUE.test(digits.slice(Math.max(0, span.start - 10), span.start));
}

/** Whose number: the nearest word before it, up to the number before; else a word right after it. */
function role(text: string, span: Span, taken: Mask): FoundPhone['role'] {
  let floor = span.start;
  while (floor > 0 && span.start - floor < 16 && !taken.has(floor - 1)) floor--;
  const before = text.slice(floor, span.start).replace(/^.*[。;!?\n]/s, '');
  const other = lastIndex(before, OTHER);
  const own = lastIndex(before, OWN);
  if (OTHER_AFTER.test(text.slice(span.end, span.end + 12)))
    return own > other && /我的|本人/.test(before) ? 'own' : 'other';
  // "对方联系电话": the general word right after the person belongs to that person.
  if (
    other >= 0 &&
    own > other &&
    /^(?:联系电话|联系方式|手机号)/.test(before.slice(own)) &&
    own - other <= 4
  ) {
    return 'other';
  }
  if (own > other) return 'own';
  return other >= 0 ? 'other' : 'unclear';
}

function lastIndex(text: string, pattern: RegExp): number {
  let index = -1;
  for (const match of text.matchAll(pattern)) index = match.index;
  return index;
}
