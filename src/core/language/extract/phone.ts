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
const PLAIN_MOBILE = new RegExp(`(?<!\\d)1${GAP}[3-9](?:${GAP}\\d){9}(?!${GAP}\\d)`);
const LANDLINE = new RegExp(
  `(?<![\\d.])(?:\\+?86${GAP})?\\(?(0\\d{2,3}\\)?${GAP}[2-9]\\d{2,3}${GAP}\\d{4})(?!\\d)`,
  'g',
);
/** "+86 515 …": abroad the zero of the area code falls away. */
const FROM_ABROAD = new RegExp(
  `(?<!\\d)(?:\\+|00)86${GAP}([2-9]\\d{1,2}${GAP}[2-9]\\d{2,3}${GAP}\\d{4})(?!\\d)`,
  'g',
);
/** "8 5 6 7 2 2 3 1": read out digit by digit. */
const SPELLED_LANDLINE = /(?<![\d.]|\d )(0(?: \d){10,11})(?! ?\d)/g;
const SPELLED_LOCAL = /(?<![\d.+-]|\d )([2-8](?: \d){7})(?! ?\d)/g;
/** "189,2156,4408" */
const COMMAS = /(?<!\d)(1[3-9]\d,\d{4},\d{4})(?!\d)/g;
const LOCAL = new RegExp(`(?<![\\d.+-])([2-8]\\d{3}${GAP}\\d{4})(?!\\d)`, 'g');
const SERVICE = /(?<!\d)((?:400|800)(?:[ -]?\d){7})(?!\d)/g;
const FOREIGN = /(?<![\d+])((?:\+|00)(?!86)[1-9](?:[ -]?\d){6,14})(?!\d)/g;
const EXTENSION = /^\s*(?:-|转|分机(?:号)?|ext\.?|x)\s*(\d{1,6})(?!\d)/i;

/** "打138…或者88391207都行" */
const AFTER_PHONE = /\d{4}\s?(?:和|或者?|还是|\/)\s?$/;
const LOCAL_CUE =
  /电话|座机|固话|号码|联系|打|致电|tel|phone|call|(?:物业|客服|[店摊船业]主|老板|前台|办公室|管理处|传达室|门卫|店里|单位|公司|经理|家里|我家|号)\s?[:是]?\s?$/i;
/** Who has a part in the matter, unless the citizen says to be it ("我是骑手"). */
const OTHER =
  /(?<!(?:我|本人)(?:就?是|在)[^,。;!? ]{0,8})(?:[船摊狗车业雇货机地]主|骑手|前台|人事|团长|跑腿员?|[安维]\p{Script=Han}工|财务|老师|[收卖开养送]\p{Script=Han}{1,3}的(?=[人号电手\s\d])|同事)|的人(?=叫|的?(?:电话|手机|号码)|\s?1)|[他她]\p{Script=Han}{0,2}(?=手机|电话|号)|挪车|owner|boss|driver|manager|agent|courier|(?<=[\p{Script=Han}])(?:会计|主任|[组队村站科所局班厂园院处镇]长)(?=的?(?:联系)?(?:电话|手机|号码))|催[债收]|讨债|广告|招牌|传单|名片|网上|墙上|对方|骗子|诈骗|骗我|[他她它](?:的|电话|手机|号码|们)|老板|商家|店家|店主|卖家|物业|中介|房东|(?<!我们?)公司|(?<!我们?)单位|客服|开发商|包工头|工头|肇事|陌生|骚扰|来电|打来|打过来|村书记|村干部|书记|司机|(?<!我们?)厂|推销|自称|(?<!收)短信(?!到)|(?:值班|提货|报名|订餐|售后|服务|咨询|办公|取件|业务)(?:电话|热线)|对面|邻居|楼上|售后|经理|负责人|店里|饭店|超市|医院|学校|教练|业务员|销售|快递员|师傅|平台|机构|施工方|保安|维修工|his|(?<=\b)her|their|scam|seller|landlord|shop/giu;
const OWN =
  /我自己|短信到|信息到|家里(?:电话|座机)|我(?=\s?1[3-9])|自己的?(?=电话|手机|号码)|(?<![骗打给找催骂威扰欠坑让])我的(?!房东|老板|邻居|领导|公司)|本人|我电话|我手机|我号码|我本人|我是|我叫|我姓|我这|联系我|找我|回我|打我|加我|回电|回复|通知我|致电|联系人|反映人|投诉人|举报人|联系电话|联系方式|手机号|my|reach me|call me|contact/gi;
/** Labels that belong to the person named right before them, and to the citizen when nobody is. */
const LABEL = /^(?:联系电话|联系方式|手机号|联系人|回复|回电)/;
const OTHER_AFTER =
  /^(?![,\s]{0,2}(?:请|别再?)).{0,4}(?:(?<!就)这个?(?:号|电话)|一直打|老是?打|天天打|骚扰|打来|打电话|打过来|打我|给我打|给我发|(?<!请)发短信(?!给我)|发来|诈骗|骗|冒充|是(?:他|她|对方|骗子|商家|老板|房东|物业|司机|店家|客服|推销)|(?:打不通|没人接|不接|空号|关机|停机|拉黑))|^.{0,10}(?:没人接|占线|无人接听)|^[\s,]{0,2}(?:不是我的|.{0,6}(?:联系|打给|找)[他她](?:们|$|[,。]))/;
/** "联系人尤师傅,手机…": whoever is to be called, by whatever title. */
const CONTACT =
  /联系人\s*(?:是|为|:)?\s*\p{Script=Han}{2,4}[\s,:(]{0,2}(?:的?(?:联系)?(?:电话|手机号?|号码)|tel)?[\s,:]{0,2}$/u;
/** "打138…": nobody tells us to call the other side without a word about it. */
const INVITES = /(?:^|[,\s])(?:请|可以?|麻烦)?(?:直接)?[打拨]\s?$/;
/** "我手机号138…": nothing stands between. */
const MINE = /(?:我|本人|我自己)的?(?:联系)?(?:电话|手机|号码|座机)(?:号码?|是|:|,|\s)*$/;
/** "骗子用138…打给我的": who uses a number holds it. */
const USED_BY = /(?:用|拿|使|写|留|贴)(?:着|的|了|是)?(?:电话|手机|号码?)?\s?$/;
/** "138…和139…", "138…或者88391207": numbers named in one breath are one side's. */
const JOINED = /^\s?(?:和|跟|与|及|或者?|还是|\/|、)\s?$/;
const OWN_AFTER =
  /^[\s,。(]{0,2}(?:就这个号|(?:找\p{Script=Han}{2,5}(?:就行|即可|就好|就可以))|这?是我(?:的|本人)|是?本人|我的|(?:请|可以?|随时|方便)?(?:再|直接)?(?:联系|打给?|找|回复?|致电)我?$|(?:请|可以?|随时|方便)?(?:直接)?(?:联系|打给?|找|回复?|通知)我|(?:随时|尽快|请)联系|盼复|等回复|微信同号|请?发(?:短信|信息|消息)给我(?:$|[,。!]))/u;
/** "两个号都行": each of them is the citizen's. */
const ANY_OF =
  /(?:两|2|三|3)个(?:号|电话|手机)[^。;!?\n]{0,6}(?:都|随便|均)|随便(?:哪|打哪)个|我(?:有)?两个(?:号|手机|电话)/u;
/** Somebody named right before the number: "老板陶某 手机…", "二房东姓汤 手机…", "叫飞哥 手机…". */
const INTRODUCED =
  /(?:姓\p{Script=Han}|叫\p{Script=Han}{1,3}|\p{Script=Han}某|[老小]\p{Script=Han}|\p{Script=Han}[哥姐总叔嫂])$/u;
/** What is counted by such numbers is no telephone: cards, meters, accounts. */
const NOT_A_PHONE =
  /(?:卡号?|单号|订单|编号|户号|账号|帐号|账户|工号|学号|证号|条码|条形码|序列号|票号|房号|门牌|流水号|受理号|qq|(?:住院|病历|档案|准考证|批次?)号|表号|案号|合同号?|发票号?|箱号|车架号|快递|运单)(?:码|号)?\s*(?:是|为|:|叫|#)?\s*$/i;

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
      if ((pattern === LOCAL || pattern === SPELLED_LOCAL) && !localLikely(digits, span)) continue;
      if (context.hotlines.has(value.national.replace(/\D/g, '').replace(context.areaCode, ''))) continue;
      if (NOT_A_PHONE.test(text.slice(Math.max(0, span.start - 10), span.start))) continue;
      if (/^\s?(?:元|块|万|人民币)/.test(text.slice(span.end, span.end + 4))) continue;
      const spelled = text.slice(span.start, span.end) === digits.slice(span.start, span.end);
      const joined = found.find(
        (other) => other.span.end <= span.start && JOINED.test(text.slice(other.span.end, span.start)),
      );
      const whose = kind === 'service' ? 'other' : (joined?.role ?? role(text, span, mask));
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
  add(COMMAS, 0.9, 'mobile');
  add(LANDLINE, 0.95, 'landline');
  add(SPELLED_LANDLINE, 0.9, 'landline');
  add(FROM_ABROAD, 0.9, 'landline', '0');
  add(SERVICE, 0.9, 'service');
  add(LOCAL, 0.75, 'landline', context.areaCode);
  add(SPELLED_LOCAL, 0.75, 'landline', context.areaCode);
  if (ANY_OF.test(text)) {
    for (const phone of found) if (phone.role === 'unclear') phone.role = 'own';
  }
  const rank = { own: 0, unclear: 1, other: 2 };
  return found.sort((a, b) => rank[a.role] - rank[b.role] || b.confidence - a.confidence);
}

type Kind = 'mobile' | 'landline' | 'service' | 'foreign';

function phone(raw: string, kind: Kind, extension: string | undefined): Phone | undefined {
  const compact = raw.replace(/[^\d+]/g, '').replace(/^00(?=[1-9])/, '+');
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
    // "13812345678一直打不通": the number is whole without the numeral beside it.
    if (PLAIN_MOBILE.test(run)) return run;
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
  return (
    LOCAL_CUE.test(digits.slice(Math.max(0, span.start - 10), span.start)) ||
    AFTER_PHONE.test(digits.slice(Math.max(0, span.start - 14), span.start))
  );
}

/**
 * Whose number: a word right after it, the nearest word before it in its own clause, then further back.
 * A general label ("联系电话") belongs to the person right before it, and to the citizen after a break:
 * "投诉物业,联系电话138…" gives the citizen's own.
 */
function role(text: string, span: Span, taken: Mask): FoundPhone['role'] {
  let floor = span.start;
  while (floor > 0 && span.start - floor < 24 && !taken.has(floor - 1)) floor--;
  const before = text.slice(floor, span.start).replace(/^.*[。;!?\n]/s, '');
  const after = text.slice(span.end, span.end + 14).replace(/[。;!?\n].*$/s, '');
  const other = lastIndex(before, OTHER);
  const own = lastIndex(before, OWN);
  if (CONTACT.test(before)) return 'own';
  if (MINE.test(before) && !/^\s?[,(]?是?(?:对方|骗子|他|她)/.test(after)) return 'own';
  if (other > own && USED_BY.test(before)) return 'other';
  // "…, 我的138…" speaks of the next number.
  if (OWN_AFTER.test(after) && !/^[^,]{0,8}\d/.test(after.replace(/^[\s,]+/, ''))) return 'own';
  if (OTHER_AFTER.test(after)) return own > other && /我的|本人/.test(before.slice(own)) ? 'own' : 'other';
  if (INVITES.test(before)) return 'own';
  if (other < 0) return own >= 0 ? 'own' : 'unclear';
  if (own > other) {
    const between = before.slice(other, own);
    const apart = between.includes(',') || (between.includes(' ') && /投诉|举报|反映/.test(before));
    return !apart && own - other <= 4 && LABEL.test(before.slice(own)) ? 'other' : 'own';
  }
  // "投诉物业 电话138…": the word for the other side stands in an earlier clause that complains of it.
  const clause = before.replace(/[\s:,]+$/, '');
  // Between Latin words a space parts nothing.
  const named = clause.replace(/[\s,:]*(?:的?(?:联系)?(?:电话|手机号?|号码|号))?[\s,:]*$/u, '');
  if (other >= 0 && named.length - other <= 10 && INTRODUCED.test(named)) return 'other';
  const breakAt = Math.max(clause.lastIndexOf(','), clause.search(/ (?![a-z]|[^ ]* )/i));
  const earlier = clause.slice(0, Math.max(0, breakAt));
  if (
    breakAt > other &&
    /^.?我?的?(?:联系)?(?:电话|手机|号码|方式)/.test(clause.slice(breakAt)) &&
    earlier.length > 6
  )
    return 'own';
  if (breakAt > other && earlier.length > 8) return 'unclear';
  return 'other';
}

function lastIndex(text: string, pattern: RegExp): number {
  let index = -1;
  for (const match of text.matchAll(pattern)) index = match.index;
  return index;
}
