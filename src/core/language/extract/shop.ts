import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';
import { CHAINS, COMPANY_ENDINGS, EDGES, NOT_A_NAME, SHOP_ENDINGS } from './shop-words.js';
import { surnameLength } from './surnames.js';

const COMPANY = new RegExp(`(?:${COMPANY_ENDINGS})`, 'gu');
const SHOP = new RegExp(`(?:${SHOP_ENDINGS}){1,3}`, 'giu');
const CHAIN = new RegExp(`(?:${CHAINS})`, 'gu');
const EDGE = new RegExp(`${EDGES}|[^\\p{Script=Han}a-z\\d·&]`, 'giu');
/** Signs that end a place: what follows them may be a name of its own. */
const PLACE_END =
  /(?:(?:城|丰|台)市|(?:湖|都|丰|新|园|社|发)区|县|[^小古]镇|村|街道|路|大道|大街|[东西南北中]街|\d+号|小区|花园|幢|栋|单元|弄|巷)(?=\p{Script=Han}{2})/gu;
/** A company's name begins with the division it is registered in: only what lies within one ends here. */
const STREET_END = /(?:街道|路|大道|\d+号|小区|幢|栋|单元)(?=\p{Script=Han}{2})/gu;
const NO_NAME = new RegExp(`^(?:${NOT_A_NAME})*$`, 'u');
/** A name followed by this says where, not who. */
const LANDMARK =
  /^\s?(?:门口|对面|旁边?|附近|隔壁|后面|前面|边上|楼下|楼上|[东南西北]{1,2}(?:门|侧|边|面)|路口|公交站|十字路口|那边|这边|往|后门|正门|停车场)/u;
/** Public hospitals are where something happens far more often than who it is about. */
const PUBLIC = /(?:人民医院|中医院|卫生院|附属医院|妇幼保健院|第[一二三四]医院)$/u;
const NAME = '[\\p{Script=Han}a-z\\d·&]';
const CALLED = new RegExp(
  `(?:[一这那有]家|店名字?|(?:商家|店铺|商户|饭店|超市|公司|店)(?:名称|名字)?)(?:叫做?|名叫|名为|是叫|是|:)\\s?["“「『]?(${NAME}{2,16}?)["”」』]?(?=的|[^\\p{Script=Han}a-z\\d·&]|$)`,
  'giu',
);
/** "名叫小星星的幼儿园" */
const NAMED = new RegExp(
  `(?:名叫|叫做?|名为)["“「『]?(${NAME}{2,10}?)["”」』]?的(?=${COMPANY_ENDINGS}|${SHOP_ENDINGS}|店)`,
  'giu',
);
const QUOTED = /["“「『《【]([^"“”「」『』《》【】\n]{2,20})["”」』》】]/gu;
const BUSINESS_BESIDE = new RegExp(
  `^(?:这家|的)?(?:${COMPANY_ENDINGS}|${SHOP_ENDINGS}|店|网店|门店|平台|商家|品牌)`,
  'iu',
);
const BUSINESS_BEFORE =
  /(?:叫|名为|店|商家|公司|超市|饭店|烧烤|这家|一家|那家|买了|吃饭|消费|办卡|投诉|举报)[^,。;!?\n]{0,3}$/u;
const LONGEST = 14;
const LONGEST_COMPANY = 22;

/** Names of shops and companies; a kind of shop without a name ("小区门口的超市") is none. */
export function shops(text: string, taken: Span[]): Found<string>[] {
  const found: Found<string>[] = [];
  const mask = new Mask(text, taken);
  const add = (start: number, value: string, confidence: number) => {
    const span = { start, end: start + value.length };
    if (value.length < 2 || mask.touches(span)) return;
    mask.mark(span);
    const landmark = LANDMARK.test(text.slice(span.end, span.end + 6)) || PUBLIC.test(value);
    found.push({ value, confidence: landmark ? 0.4 : confidence, span });
  };
  for (const match of text.matchAll(QUOTED)) {
    const name = match[1] ?? '';
    const end = match.index + match[0].length;
    const beside = BUSINESS_BESIDE.test(text.slice(end, end + 10));
    const before = BUSINESS_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index));
    if (beside || endsLikeBusiness(name) || (before && isShortName(name))) add(match.index + 1, name, 0.88);
  }
  for (const match of [...text.matchAll(CALLED), ...text.matchAll(NAMED)]) {
    const name = match[1] ?? '';
    if (!NO_NAME.test(name) && isShortName(name)) add(match.index + match[0].lastIndexOf(name), name, 0.85);
  }
  // Companies first: "恒达物业服务有限公司" holds the ending of a shop.
  for (const { pattern, company } of [
    { pattern: COMPANY, company: true },
    { pattern: SHOP, company: false },
  ]) {
    for (const match of text.matchAll(pattern)) {
      const start = nameStart(text, match.index, company, mask);
      const bare = text.slice(start, match.index);
      if (NO_NAME.test(bare) || (bare.length === 1 && surnameLength(bare) === 0)) continue;
      add(start, bare + match[0], company ? 0.9 : 0.8);
    }
  }
  for (const match of text.matchAll(CHAIN)) add(match.index, match[0], 0.75);
  return found.sort((a, b) => b.confidence - a.confidence);
}

/** After the last word, sign or known value before the ending that no name goes across. */
function nameStart(text: string, end: number, company: boolean, taken: Mask): number {
  let start = Math.max(0, end - (company ? LONGEST_COMPANY : LONGEST));
  for (let i = end - 1; i >= start; i--) if (taken.has(i)) start = i + 1;
  for (const pattern of [EDGE, company ? STREET_END : PLACE_END]) {
    // One sign more, so that a pattern can look at what follows.
    const before = text.slice(start, end + 2);
    let edge = 0;
    for (const match of before.matchAll(pattern)) {
      const after = match.index + match[0].length;
      if (start + after <= end) edge = after;
    }
    start += edge;
  }
  return start;
}

const endsLikeBusiness = (name: string): boolean =>
  new RegExp(`(?:${COMPANY_ENDINGS}|${SHOP_ENDINGS}|店)$`, 'iu').test(name);

/** A sentence in quotes is speech, not a name. */
const isShortName = (name: string): boolean => name.length <= 12 && !/[,。!?;:的了吗呢吧不]/u.test(name);
