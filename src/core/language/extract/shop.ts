import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';
import {
  BOUGHT_AT,
  CHAINS,
  COMPANY_ENDINGS,
  DONE_BY_SHOP,
  EDGES,
  NOT_A_NAME,
  PLATFORMS,
  SHOP_ENDINGS,
} from './shop-words.js';
import { surnameLength } from './surnames.js';

const COMPANY = new RegExp(`(?:${COMPANY_ENDINGS})`, 'gu');
const SHOP = new RegExp(`(?:${SHOP_ENDINGS}){1,3}`, 'giu');
const CHAIN = new RegExp(`(?:${CHAINS})`, 'gu');
const EDGE = new RegExp(`${EDGES}|[^\\p{Script=Han}a-z\\d·&]`, 'giu');
/** Signs that end a place: what follows them may be a name of its own. */
const PLACE_END =
  /(?:(?:城|丰|台)市|(?:湖|都|丰|新|园|社|发)区|县|[^小古]镇|村(?!长|里香|姑)|街道|路|大道|大街|(?<!老)[东西南北中]街|\d+号|小区|花园|幢|栋|单元|弄|巷)(?=\p{Script=Han}{2})/gu;
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
/** "那个叫聚财阁的当铺" */
const NAMED_KIND = new RegExp(
  `(?:[那这有一](?:个|家)|有)(?:店|公司)?叫做?(${NAME}{2,10}?)的(?!人|男|女|孩|同学|老师|医生|小区|村|地方|路|领导|网友|用户|司机|师傅|学生|老)`,
  'giu',
);
/** "在优鲜到家买的虾" */
const AT = new RegExp(`(?<![正现存所实自])在(${NAME}{2,8}?)(?=(?:那|里)?(?:${BOUGHT_AT}))`, 'giu');
/** "贝尔英语跑路了", "力美健换老板" */
const DOER = new RegExp(
  `(?<=^|[,。;!?:\\n\\s])(${NAME}{2,8}?)(?:已经|就|又|突然|昨天)?(?=${DONE_BY_SHOP})`,
  'giu',
);
/** No brand: places, persons and things told with everyday words. */
const NO_BRAND = new RegExp(
  `(?:${PLATFORMS})|[的了我你他她它这那哪某们不没有是就都也还被把给让从很]|老板|商家|店家|店|物业|房东|中介|公司|学校|医院|超市|市场|健身房|机构|老师|教练|村|镇|县|区|市|路|街|小区|广场|家里|门口|景区|楼|旁边|附近|上面|里面|卖家|客服|平台|厂|房|钱|卡|押金|定金|东西|手机|孩子|农民|单位|银行|饭店|饭|菜|直|昨天|今天|上周|前天|去年|月|年|\\d|开发商|食堂|菜场|一个|一家|人`,
  'iu',
);
/** Words of a sentence that ran into the kind of business: no name holds them. */
const SENTENCE =
  /[我你他她没吗呢吧]|能不能|可以|建议|想办|有人|有辆|问问|起诉|遇到|现在|结果|上班|晚上|没有|认定|某公司|孩子|上门|国家|义务|校外|异地|主办|旅里|停车|隔壁/u;
/** "诊所乱收费": a kind alone. */
const KIND = new RegExp(`^(?:${SHOP_ENDINGS}|${COMPANY_ENDINGS})+$`, 'iu');
const LATIN_KIND = 'gym|shop|store|restaurant|hotel|cafe|bar|supermarket|company|salon|kindergarten|clinic';
/** "the gym Powerhouse Fitness" */
const LATIN = new RegExp(
  `\\b(?:${LATIN_KIND})\\s(?:called\\s|named\\s)?([A-Z][A-Za-z'&]+(?: [A-Z][A-Za-z'&]+){0,3})`,
  'g',
);
const CONSUMER = /买|吃|油|过期|退|卡|发票|卫生|收费|店|价|货|菜|味|充/u;
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
    // "黄海街道钱江方洲物业": right behind a place it is the one of that estate, told with the place.
    const estate =
      /物业$/.test(value) && /(?:街道|镇|路|社区)$/.test(text.slice(Math.max(0, start - 2), start));
    found.push({ value, confidence: landmark || estate ? 0.4 : confidence, span });
  };
  for (const match of text.matchAll(QUOTED)) {
    const name = match[1] ?? '';
    const end = match.index + match[0].length;
    const beside = BUSINESS_BESIDE.test(text.slice(end, end + 10));
    const before = BUSINESS_BEFORE.test(text.slice(Math.max(0, match.index - 8), match.index));
    // In quotes at the beginning is who it is about, when the talk is of buying and eating.
    const opens = match.index === 0 && name.length <= 8 && CONSUMER.test(text.slice(end, end + 12));
    if (beside || endsLikeBusiness(name) || ((before || opens) && isShortName(name)))
      add(match.index + 1, name, 0.88);
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
      if (NO_NAME.test(bare) || SENTENCE.test(bare) || (bare.length === 1 && surnameLength(bare) === 0))
        continue;
      add(start, bare + match[0], company ? 0.9 : 0.8);
    }
  }
  for (const match of text.matchAll(CHAIN)) add(match.index, match[0], 0.75);
  for (const match of text.matchAll(LATIN))
    add(match.index + match[0].lastIndexOf(match[1] ?? ''), match[1] ?? '', 0.75);
  for (const pattern of [NAMED_KIND, AT, DOER]) {
    for (const match of text.matchAll(pattern)) {
      const name = match[1] ?? '';
      if (NO_NAME.test(name) || NO_BRAND.test(name) || SENTENCE.test(name) || KIND.test(name)) continue;
      add(match.index + match[0].indexOf(name), name, pattern === NAMED_KIND ? 0.85 : 0.65);
    }
  }
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
