import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';
import {
  BOUGHT_AT,
  CHAINS,
  COMPANY_ENDINGS,
  DONE_BY_SHOP,
  EDGES,
  KIND_BEFORE,
  NOT_A_NAME,
  PLATFORMS,
  SHOP_ENDINGS,
  TRADE_AFTER,
  TRADE_ENDINGS,
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
  /^\s?(?:门口|对面|旁边?|附近|隔壁|后面|前面|边上|楼下|楼上|[东南西北]{1,2}(?:门|侧|边|面)|路口|公交站|十字路口|那边|这边|往|后门|正门|停车场|宿舍|场部|家属[院区楼]|出来|\d{1,3}(?:号?楼|栋|幢)|保安)/u;
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
/** "药店是便民大药房", "厂子叫佳美纺织", "店名春来苗木", "收购的叫绿森苗圃", "名字叫老渔家水产" */
const KIND_CALLED = new RegExp(
  `(?:(?:${KIND_BEFORE}|厂|店)(?:的?名字?)?(?:叫做?|名叫|就?是)|店名(?!.{0,3}[不没忘记知])|名字(?:叫|是)|[收卖修做开][\\p{Script=Han}]{0,3}的?叫)\\s?["“]?(${NAME}{3,8})["”]?(?=[,。!?;\\s]|$)`,
  'giu',
);
/** "旅行社远方假期,", "公司江海机电拖工资", "宠物店 水族之家 弗发货" */
const KIND_THEN = new RegExp(
  `(?<=^|[^\\p{Script=Han}]|[在跟和去被])(?:${KIND_BEFORE})\\s?(${NAME}{3,5}?)(?=(?:收|欠|拖|吃|充|卖|骗|坑|跑)|[,。!?;\\s]|$)`,
  'giu',
);
/** "顺达搬家说好六百", "在丽人坊做脸" */
const TRADE = new RegExp(
  `(?<=^|[,。;!?:\\s]|[在跟和去被找让到的]|那家|这家|叫|单位|公司|[街路]上)((?!公司|单位|感谢|投诉|举报|反映|物业公司)(?:(?![的了在跟和去被把给让到吃买住有没不是我你他她])${NAME}){1,4}(?:${TRADE_ENDINGS}))(?=${TRADE_AFTER})`,
  'giu',
);
/** No brand: places, persons and things told with everyday words. */
const NO_BRAND = new RegExp(
  `(?:${PLATFORMS})|[的了我你他她它这那哪某们不没有是就都也还被把给让从很]|老板|商家|店家|店|物业|房东|中介|公司|学校|医院|超市|市场|健身房|机构|老师|教练|村|镇|县|区|市|路|街|小区|广场|家里|门口|景区|楼|旁边|附近|上面|里面|卖家|客服|平台|厂|房|钱|卡|押金|定金|东西|手机|孩子|农民|单位|银行|饭店|饭|菜|直|昨天|今天|上周|前天|去年|月|年|\\d|一分|彩礼|开发商|食堂|菜场|一个|一家|人`,
  'iu',
);
/** Words of a sentence that ran into the kind of business: no name holds them. */
const SENTENCE =
  /[我你他她没吗呢吧]|能不能|可以|建议|想办|有人|有辆|问问|起诉|遇到|现在|结果|上班|晚上|没有|认定|某公司|孩子|上门|国家|义务|校外|异地|主办|旅里|停车|隔壁/u;
/** "诊所乱收费": a kind alone. */
const KIND = new RegExp(`^(?:${SHOP_ENDINGS}|${COMPANY_ENDINGS})+$`, 'iu');
const LATIN_KIND =
  'gym|seller|seller is|shop|store|restaurant|hotel|cafe|bar|supermarket|company|salon|kindergarten|clinic';
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
/** Quoted words that are terms, not names. */
const NO_QUOTED =
  /^(?:.{0,4}(?:费|税|价|卡|奖|套餐|活动|优惠|服务|会员|政策|规定|协议|合同|押金|定金|免费|公益|低保|补贴)|[^\p{L}]+)$/u;
const KIND_ENDS = new RegExp(`(?:${KIND_BEFORE}|${SHOP_ENDINGS}|店)$`, 'iu');
/** Talk of paying, eating and being cheated around a name in quotes. */
const DEALING = /退|扣|收|押金|定金|办卡|充|油烟|吃|喝|宰|逾期|预付|修|钱|价|贷|套餐|会员|换|送|欠|票/u;
/** What is in quotes was said, written or is somebody's name. */
const SAID_BEFORE =
  /(?:说|讲|喊|写着?|写了|问|标|网名|昵称|群名?|标题|骂|回复?|显示|提示|是|以|按|为|叫我)[,:]?\s?$/u;
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
    const kind = KIND_ENDS.test(text.slice(Math.max(0, match.index - 8), match.index));
    const dealing =
      DEALING.test(text.slice(end, end + 14)) &&
      !SAID_BEFORE.test(text.slice(Math.max(0, match.index - 5), match.index));
    if ((kind || dealing) && name.length >= 2 && isShortName(name) && !NO_QUOTED.test(name))
      add(match.index + 1, name, 0.8);
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
  for (const pattern of [KIND_CALLED, TRADE, KIND_THEN]) {
    for (const match of text.matchAll(pattern)) {
      const name = match[1] ?? '';
      const start = match.index + match[0].lastIndexOf(name);
      const bare = name.replace(TRADE_END, '');
      if (NO_NAME.test(bare) || bare === '' || NO_TRADE.test(bare) || SENTENCE.test(name) || KIND.test(name))
        continue;
      if (pattern === KIND_THEN && (NO_BRAND.test(name) || NO_KIND_THEN.test(name))) continue;
      if (pattern !== TRADE && isPersonLike(name)) continue;
      add(start, name, pattern === TRADE ? 0.65 : 0.7);
    }
  }
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

const TRADE_END = new RegExp(`(?:${TRADE_ENDINGS})$`, 'u');
/** Before a trade these make no name: "家电维修", "上门维修", "一楼". */
const NO_TRADE =
  /^(?:职业|技能|岗前|安全|学科|校外|暑期|私人|高端|我们|家里|实木|铺|擦|[一二三四五六七八九十几两]|家电|上门|手机|汽车|电梯|电动车|道路|管道|水电|房屋|外墙|设备|空调|售后|统一|免费|日常|业主|农民|外地|本地|新鲜|冷冻|进口|隔壁|对面|前面|后面|楼|学校|教学|办公|居民|宿舍|门诊|住院|医技|综合|本|这|那|全|户外|出境|国内|暑假|寒假|带薪|法定|年|农家|婚|产|病|传统|中医|地方|特色|老|小|大|新|旧|寄|笔|标|登|速|忘|牢|切|惦|书|祠|食|课|天|课|大|礼|澡|纪念|网上|跟团|自助)$|农民工|[有没让帮请叫想要能可]|消防|公共|整栋|[几每这那][栋条座]|牌$|[边上下里]$/u;
/** Right behind a kind of business most words go on with the sentence. */
const NO_KIND_THEN =
  /^[拖欠扣克卖开]|[着过得说等该怎往里抹贴一二三四五六七八九十两几费礼退换关师员工处部门招聘外包内电话态度服务地址名称]/u;
/** "名字叫王芳" names a person. */
const isPersonLike = (name: string): boolean =>
  surnameLength(name) > 0 && name.length <= 3 && !TRADE_END.test(name);

/** A sentence in quotes is speech, not a name. */
const isShortName = (name: string): boolean => name.length <= 12 && !/[,。!?;:的了吗呢吧不]/u.test(name);
