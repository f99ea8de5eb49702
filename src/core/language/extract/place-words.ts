import type { Mask } from '../mask.js';
import type { Span } from '../understanding.js';
import type { Division } from './gazetteer.js';

/** A piece of an address. */
export type Part = Span & {
  kind: 'division' | 'road' | 'estate' | 'village' | 'site' | 'unit' | 'crossing' | 'relation';
  division?: Division;
};

const NUMBER = '[\\d一二三四五六七八九十]+';

/** Rules for the end of a name; its beginning is looked for backwards by `leftEdge`. */
const NAMED: {
  kind: 'road' | 'estate' | 'village' | 'site';
  pattern: RegExp;
  longest: number;
  tail?: RegExp;
}[] = [
  {
    kind: 'road',
    pattern:
      /(?:[东西南北中]|一|二|三|四|五)?(?:大道|大街|路|街(?!道|坊|区|上|头|面)|巷(?!子|口))(?!灯|面|边|段|过|线|由|人|况|程|牌|障|费|虎|基|桥镇|演|费)/gu,
    longest: 6,
    tail: /^(?:[东西南北中]段|[东西]侧|[南北]侧)?\s?(?:\d{1,5}(?:[-之]\d+)?号(?!线|店|楼)|[一二三四五六七八九十百]{1,5}号(?!线|店|楼))?(?:[-之]\d+)?/u,
  },
  {
    kind: 'road',
    pattern: /(?<![\dA-Za-z])(?:[GSXY]\d{2,3}|\d{3}(?:国道|省道|县道))(?![\dA-Za-z])/gu,
    longest: 0,
  },
  {
    kind: 'estate',
    pattern:
      /小区|花园|家园|新村|公寓|花苑|嘉园|佳苑|雅苑|名苑|华庭|名都|名城|豪庭|公馆|别墅|华府|国际城|广场|大厦|商城|新城|佳园|景园|御园|名邸|公园里|安置房|(?:苑|庭|府|湾|郡|园|城|里|坊|居|邸)(?=[\d一二三四五六七八九十]+(?:期|幢|栋|号楼|座|#)|[东西南北]区|小区)/gu,
    longest: 8,
    tail: new RegExp(`^(?:小区)?(?:${NUMBER}期)?(?:[东西南北A-Z]区)?`, 'u'),
  },
  {
    kind: 'village',
    pattern: /村(?!里|民|上|委书记|干部|书记|长|庄|支书)(?:委会|居委会|部)?/gu,
    longest: 5,
    tail: new RegExp(`^(?:第?${NUMBER}(?:社|村民)?组)?(?:\\d+号)?`, 'u'),
  },
  {
    kind: 'village',
    pattern: /(?:社区(?!服务|医|团|工|干|书)(?:居委会)?|居委会)/gu,
    longest: 5,
    tail: new RegExp(`^(?:第?${NUMBER}(?:网格|组))?`, 'u'),
  },
  {
    kind: 'site',
    pattern:
      /小学|中学|高中|初中|幼儿园|大学|学院|医院|卫生院|诊所|派出所|法院|火车站|高铁站|汽车站|客运站|车站|公交站台?|地铁站|菜市?场|农贸市场|批发市场|市场(?!监|部|价)|超市|商场|公园|银行|酒店|宾馆|饭店|浴室|网吧|KTV|加油站|收费站|充电站|工业园区?|产业园|污水处理厂|化工厂|水泥厂|养殖场|养猪场|政务中心|服务中心|市民中心|体育馆|体育场|图书馆|博物馆|大桥|立交桥?|高架|码头|工地|大剧院|万达|金鹰|吾悦/gu,
    longest: 8,
  },
];
const UNIT = new RegExp(
  `^\\s?(?:\\d{1,3}|[A-Z]|${NUMBER})(?:幢|栋|座|号楼|#楼?|号)\\s?(?:(?:\\d{1,2}|${NUMBER})单元)?\\s?(?:\\d{3,4}(?:室|户)?|[\\d一二三四五六七八九十]{1,3}楼)?|^(?:负?\\d{1,2}|${NUMBER})楼`,
  'u',
);
const CROSSING =
  /^(?:的)?(?:交叉路?口|交汇处|交界处?|相交处|十字路口|丁字路口|三岔路口|红绿灯路?口?|路口|口(?![腔罩味碑]))(?:处)?/u;
const RELATION =
  /^(?:的)?(?:小区)?(?:[东南西北正大侧后前]{0,2}门(?:口|外|前)?(?!诊|禁|卫|店|面)|附近|旁边|旁|对面|斜对面|门口|门前|隔壁|周边|周围|后面|前面|里面|边上|楼下|楼上|楼顶|地下车库|地库|停车场|[东西南北]侧|[东西南北]边|(?:往|向|以)?[东南西北]{1,2}(?:约|大概)?\d+(?:米|m|公里)|路段|沿线|处|内(?!部|容|心))+/u;

/** Names cannot hold these signs, so a name begins after the last of them. */
const STOP_SIGN =
  /[的在到从是和与及跟往住于了被把给就也还离由说问因为吗呢吧啊过去有我你他她它们这那个条每某哪没不靠近至对让请叫将要想来号楼幢栋区县]/u;
/** Words a name never begins with, nor holds. */
const STOP_WORD =
  /(?:位于|地址|地点|位置|路过|经过|附近|对面|门口|旁边|反映|投诉|举报|发现|现在|目前|请问|关于|全市|市区|城区|我市|本市|盐城市|江苏省|今天|昨天|前天|早上|晚上|上午|下午|中午|凌晨|半夜|小区|花园|家园|村里?|镇上?|街道|农场|交叉口|路口|号|居民|业主|学生|市民|开车|骑车|走|上|下|工作|马路|旁|内|外|边|侧|看到|希望|建议|道路)$/u;
/** Ordinary words that end like a road, an estate and so on: what stands before the ending in them. */
const NOT_NAME: Record<'road' | 'estate' | 'village' | 'site', RegExp> = {
  road: /^(?:马|道|公|铁|线|电|网|走|修|一|问|迷|让|半|思|出|高速公|大|小|上|逛|步行|水泥|石子|土|柏油|泥|老|新|条|整条|全|同|后|退|回|末|生|销|套|门前|门口|主|乡村|农村|非|短|断|顺|绕|水|油|气|血|管|赶|带|指|上下班|下班|上班|放学|过|赔|走投无|一条|两条|几条|商业|美食|步行|这段|那段|此|原|旧|丢在|盲|支|通|探|引|开|堵|断头|断|有|沿|拦)$/u,
  estate:
    /^(?:小|大|城市|老旧|老|住宅|商品房|高档|物业|封闭|智慧|居民|市民|文化|休闲|中心|大学生|青年|单身|人才|长租|本|全|各|同|隔壁|别的|生活|一|整|新|公司|单位|买|商业|时代|国际|农村|公租房|拆迁|回迁|政府|镇|村|县|城)$/u,
  village:
    /^(?:农|自然|本|外|各|同|乡|隔壁|每|某|城中|行政|贫困|全|整|小|新|镇|老|美丽|文明|邻|别|智慧|所在|居住)$/u,
  site: /^(?:一家|一个|一所|整|政府|大型|小型|私立|公立|民办|公办|农贸|菜|批发|小|大|医|民营|三甲|各大|隔壁|某|本地|社会|职业|重点|城市|市民|法律|便民|社区|行政|就业|物业|公共|家|儿童|线上|网上|家长|学生|老|新|村|镇|县|市|省|国|全|人力资源|招聘|房产|二手车|楼|本)$/u,
};

/**
 * The pieces of addresses in a text, in order: divisions as given, and named roads, estates, villages and
 * sites with what follows them (building, crossing, "附近"). Characters of `taken` belong to other facts.
 */
export function placeParts(text: string, divisions: Division[], taken: Mask): Part[] {
  const named: Part[] = divisions.map((division) => ({
    start: division.start,
    end: division.end,
    kind: 'division',
    division,
  }));
  for (const part of named) taken.mark(part);
  const ends = NAMED.flatMap((rule) =>
    Array.from(text.matchAll(rule.pattern), (match) => ({
      rule,
      start: match.index,
      end: match.index + match[0].length,
    })),
  ).sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { rule, start, end } of ends) {
    if (taken.touches({ start, end })) continue;
    const from = leftEdge(text, start, rule.longest, taken);
    const stem = text.slice(from, start);
    // "青年路小学": a site may take its name from the road right before it.
    const borrowed = rule.kind === 'site' && stem === '' && taken.has(start - 1);
    if (rule.longest > 0 && !borrowed && !isName(stem, rule.kind)) continue;
    const tail = rule.tail?.exec(text.slice(end, end + 24))?.[0].trimEnd().length ?? 0;
    const part: Part = { start: from, end: end + tail, kind: rule.kind };
    taken.mark(part);
    named.push(part);
  }
  named.sort((a, b) => a.start - b.start);
  return named.flatMap((part) => withTail(part, text, taken));
}

function isName(stem: string, kind: keyof typeof NOT_NAME): boolean {
  return stem.length >= (kind === 'road' ? 1 : 2) && !NOT_NAME[kind].test(stem);
}

/** How far behind a name its building, crossing and "附近" are looked for. */
const TAIL = 40;

function withTail(part: Part, text: string, taken: Mask): Part[] {
  if (part.kind === 'division') return [part];
  const result: Part[] = [part];
  let at = part.end;
  let stop = at;
  while (stop < text.length && stop - at < TAIL && !taken.has(stop)) stop++;
  const take = (kind: Part['kind'], pattern: RegExp) => {
    const match = pattern.exec(text.slice(at, stop));
    if (!match || match[0].trim() === '') return;
    result.push({ start: at, end: at + match[0].length, kind });
    at += match[0].length;
  };
  if (part.kind !== 'site') take('unit', UNIT);
  if (part.kind === 'road') take('crossing', CROSSING);
  take('relation', RELATION);
  return result;
}

/** Walks back from the end of a name over signs that names are made of. */
function leftEdge(text: string, start: number, longest: number, taken: Mask): number {
  let from = start;
  while (from > 0 && start - from < longest && !taken.has(from - 1)) {
    const sign = text.charAt(from - 1);
    if (!/[\p{Script=Han}A-Za-z]/u.test(sign) || STOP_SIGN.test(sign)) break;
    // "沿解放路" is on the way, "沿河路" is a name.
    if (sign === '沿' && !/[河海湖江]/.test(text.charAt(from))) break;
    if (STOP_WORD.test(text.slice(Math.max(0, from - 3), from))) break;
    from--;
  }
  return from;
}
