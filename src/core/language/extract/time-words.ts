import { Mask } from '../mask.js';
import { NUMERAL } from '../numerals.js';
import { FESTIVAL_RULES } from './festival-words.js';
import {
  DAY,
  HOUR,
  RELATIVE,
  ago,
  approximately,
  calendarDay,
  clock,
  dayOf,
  hourSaid,
  latestYear,
  lengthInDays,
  monday,
  month,
  part,
  relativeDay,
  shiftOf,
  value,
  weekday,
  yearOf,
  type TimeRule,
  type TimeWord,
  type WallContext,
} from './time-readings.js';

const N = `[${NUMERAL}]`;
const COUNT = `(?:\\d{1,3}|[一二两三四五六七八九十百几]{1,3}|半)`;
const UNIT = '天|日|周|个?星期|个?礼拜|个?月|年';

const PART_NAME =
  '凌晨|清晨|大清早|清早|早晨|早上|早高峰|上午|白天|中午|午后|下午|傍晚|晚高峰|晚上|晚间|夜里|夜间|夜晚|深夜|大半夜|半夜|午夜';

const RULES: TimeRule[] = [
  ...FESTIVAL_RULES,
  // 2026年11月20日, 去年3月5号, 11月20号
  {
    pattern: new RegExp(
      `(?:(?:(\\d{4}|\\d{2}|[二一][零〇九]${N}{2})年|(今年|去年|前年|明年))\\s?)?(?<!${N})(\\d{1,2}|[一二三四五六七八九十]{1,2})月\\s?(?:份)?\\s?(\\d{1,2}|[一二三四五六七八九十]{1,3})(?:[日号](?:\\((?:周|星期)[一二三四五六日天]\\))?|(?![日号个]|${N}))`,
      'g',
    ),
    read(match, context) {
      const [text, year, relative, month, date] = match;
      const whole = /[日号](?:$|\()/.test(text) || year !== undefined;
      if (!whole && !DATE_GOES_ON.test(rest(match)) && !/^(?:[,。;!?]|$)/.test(rest(match))) return undefined;
      return calendarDay(yearOf(year, relative, context), value(month), value(date), context);
    },
  },
  {
    pattern: /(?<![\d.])(20\d{2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d|\.\d)/g,
    read: ([, year, month, date], context) => calendarDay(Number(year), Number(month), Number(date), context),
  },
  {
    pattern: /(?<![\d.a-z])(20[1-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d|\.\d|[a-z])/gi,
    read: ([, year, month, date], context) => calendarDay(Number(year), Number(month), Number(date), context),
  },
  // 11.20, 11/20, 11-20: where a date can be meant and no price, share or door number
  {
    pattern: /(?<![\d./:-])(1[0-2]|0?[1-9])([./-])(3[01]|[12]\d|0?[1-9])(?![\d/-]|\.\d)/g,
    read(match, context) {
      const [, month, sign, date = ''] = match;
      const goesOn = DATE_GOES_ON.test(rest(match));
      const plain = sign !== '-' && date.length === 2 && !MEASURE.test(rest(match));
      const read = goesOn || plain ? calendarDay(undefined, Number(month), Number(date), context) : undefined;
      return read && { ...read, confidence: goesOn ? 0.85 : 0.65 };
    },
  },
  // 11.3-11.5, 10/1~10/7: two dates held together are dates
  {
    pattern:
      /(?<![\d./:-])(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?=\s?[-~—至到]\s?(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])(?![\d./-]))|(?<=(?<![\d./:-])\d{1,2}[./]\d{1,2}\s?[-~—至到]\s?)(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])(?![\d./-])/g,
    read: ([, month, date, month2, date2], context) =>
      calendarDay(undefined, Number(month ?? month2), Number(date ?? date2), context),
  },
  // "11月5日到8日": a date alone that ends a span is of the month of its beginning
  {
    pattern:
      /(?<=[日号早晚午夜](?:到|至|-|~|—))(\d{1,2}|[一二三四五六七八九十]{1,3})(?:日|号(?!楼|线|店|院|门|桥|机))/g,
    read([, date], context) {
      const now = new Date(context.today);
      const day = value(date);
      const here = dayOf(now.getUTCFullYear(), now.getUTCMonth(), day, 0.8);
      return here?.type === 'day' && day !== undefined ? { ...here, dateAlone: day } : here;
    },
  },
  // 这个月15号, 上个月初
  {
    pattern: new RegExp(
      `(这个?月|本月|上个?月|下个?月|上上个?月)(?:份)?(?:(\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(初|中旬?|底|末|的?最后一天|的?第一天))?`,
      'g',
    ),
    read([, which = '', date, third], context) {
      const shift = which.startsWith('上上')
        ? -2
        : which.startsWith('上')
          ? -1
          : which.startsWith('下')
            ? 1
            : 0;
      const now = new Date(context.today);
      return date === undefined
        ? month(now.getUTCFullYear(), now.getUTCMonth() + shift, third)
        : dayOf(now.getUTCFullYear(), now.getUTCMonth() + shift, value(date), 0.95);
    },
  },
  // 去年10月份, 今年3月, 5月底
  {
    pattern: new RegExp(
      `(?:(?:(\\d{4})年|(今年|去年|前年|明年))\\s?)?(?<!${N})(\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?(初|中旬|底|末|上旬|下旬|的?最后一天|的?第一天)?(?!\\s?${N}*[日号])`,
      'g',
    ),
    read([text, year, relative, number, third], context) {
      const monthNumber = value(number);
      if (monthNumber === undefined || monthNumber < 1 || monthNumber > 12) return undefined;
      if (
        year === undefined &&
        relative === undefined &&
        third === undefined &&
        !/份/.test(text) &&
        /^[一二]月$/.test(text)
      )
        return undefined;
      const given = yearOf(year, relative, context);
      const guess = given ?? latestYear((y) => Date.UTC(y, monthNumber - 1, 1), context);
      return month(guess, monthNumber - 1, third);
    },
  },
  // 月初, 月底: of this month once it has begun, else of the last
  {
    pattern: /(?<![个今去前本明上下这\d一二三四五六七八九十份])月(初|底|末|中旬)/g,
    read([, third], { today }) {
      const now = new Date(today);
      const here = month(now.getUTCFullYear(), now.getUTCMonth(), third);
      if (here.type === 'point' && here.from > today) {
        return { ...month(now.getUTCFullYear(), now.getUTCMonth() - 1, third), confidence: 0.65 };
      }
      return { ...here, confidence: 0.65 };
    },
  },
  // 15号 alone: a day of this month or the last, where no street or door number can be meant
  {
    pattern:
      /(?:^|[\s,。!?;从到在于是自,至])(\d{1,2}|[一二三四五六七八九十]{1,3})(?:号|日)(?=$|[\s,。!?;]|[早上中下晚凌那就开到至以的之停我他她])/g,
    read([, date], context) {
      const day = value(date);
      if (day === undefined) return undefined;
      const now = new Date(context.today);
      const here = dayOf(now.getUTCFullYear(), now.getUTCMonth(), day, 0.7);
      if (here !== undefined && here.type === 'day' && here.from > context.now + 7 * DAY) {
        return dayOf(now.getUTCFullYear(), now.getUTCMonth() - 1, day, 0.6);
      }
      return here;
    },
  },
  {
    pattern: /(大前|前|昨|今|明|大后|后)(?:天|日|儿个?|(?<=[昨今])个儿?(?![人月小体]))(?:一整?天)?/g,
    read: (match, { today }) =>
      SAYING.test(match.input.slice(Math.max(0, match.index - 4), match.index + 8))
        ? undefined
        : relativeDay(today, RELATIVE[match[1] ?? '']),
  },
  // 今早, 昨晚, 昨夜, 明晚: day only, the part is read by its own rule from the second character
  {
    pattern: /([前昨今明])(?=早(?!已|就|期|点)|晚|夜|晨|儿)儿?/g,
    read: ([, which = ''], { today }) => relativeDay(today, RELATIVE[which]),
  },
  {
    pattern: /(?<=[前昨今明]|[每当])(早上|早|晨|晚上|晚|夜里|夜)(?!已|就|期)/g,
    read: ([, name = '']) => part(name),
  },
  {
    pattern:
      /(?:(?<![\d一二三四五六七八九十])|(?<=[周期拜][一二三四五六]))(早|晚)(?=\d{1,2}[点:]|[一二三四五六七八九十]{1,2}点)/g,
    read: ([, name = '']) => part(name),
  },
  {
    pattern: new RegExp(`(?<![提])(${PART_NAME})`, 'g'),
    read: ([, name = '']) => part(name.replace('大', '')),
  },
  // 三天前, 半个月前, 两年以前
  {
    pattern: new RegExp(`(${COUNT})(?:个多|多)?(${UNIT})(?:多)?(?:之|以)?前(?!面|台|后)`, 'g'),
    read: ([, count = '', unit = ''], context) => ago(count, unit, context),
  },
  {
    pattern: new RegExp(`(${COUNT}|个把|十来)(个?半)?多?(?:个)?(小时|钟头|分钟|刻钟)(?:之|以)?前`, 'g'),
    read([, count = '', half, unit = ''], { now }) {
      const amount = (count === '半' ? 0.5 : (approximately(count) ?? 0)) + (half === undefined ? 0 : 0.5);
      const length = unit === '分钟' ? 60_000 : unit === '刻钟' ? HOUR / 4 : HOUR;
      const vague = count === '几' || count === '个把';
      return {
        type: 'point',
        from: now - amount * length,
        precision: /[分刻]钟/.test(unit) && !vague ? 'minute' : 'hour',
        confidence: vague ? 0.7 : 0.92,
      };
    },
  },
  {
    pattern: /半天(?:之|以)?前/g,
    read: (_, { now }) => ({ type: 'point', from: now - 6 * HOUR, precision: 'hour', confidence: 0.6 }),
  },
  {
    pattern: /(?:刚才|刚刚|方才)(?![\d一二三四五六七八九十]{1,2}[点:])|刚(?=发生|看到|发现|路过|出)/g,
    read: (_, { now }) => ({ type: 'point', from: now, precision: 'hour', confidence: 0.85 }),
  },
  {
    pattern: /现在|目前|此刻|眼下|这会儿?|(?<=至)今(?![天年日晚早])/g,
    read: (_, { now }) => ({ type: 'point', from: now, precision: 'hour', confidence: 0.4 }),
  },
  // 前几天, 最近三天, 这几天, 近期
  {
    pattern: new RegExp(`(?:前|最近|近|这|过去)(?!半)(${COUNT})(天|周|个星期|个?月|年)(?!前|后)`, 'g'),
    read([text, count = '', unit = ''], { today }) {
      const days = lengthInDays(count, unit);
      if (days === undefined || (text.startsWith('前') && !/天|周|星期/.test(unit))) return undefined;
      return {
        type: 'point',
        from: today - days * DAY,
        to: text.startsWith('前') ? today : today + DAY,
        precision: 'day',
        confidence: 0.6,
      };
    },
  },
  {
    pattern: /最近|近期|近来|近日|这阵子|这段时间|前段时间|前一阵子?|前些(?:天|日子)/g,
    read: (_, { today }) => ({
      type: 'point',
      from: today - 30 * DAY,
      to: today + DAY,
      precision: 'month',
      confidence: 0.4,
    }),
  },
  // 上周五, 本周一, 周日, 上上个星期三, 上周
  {
    pattern: /(上上|上|下下|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末])(?!期|次|共|定)/g,
    read: ([, which, day = ''], context) => weekday(which, day, context),
  },
  {
    pattern: /(上上|上|下|这|本)个?(?:周|星期|礼拜)(?![一二三四五六日天末])/g,
    read([, which = ''], { today }) {
      const from = monday(today) + shiftOf(which) * 7 * DAY;
      return { type: 'day', from, to: from + 7 * DAY, precision: 'day', confidence: 0.85, explicit: true };
    },
  },
  {
    pattern:
      /(?:(\d{4})年|(去年|前年|今年))(?!\s?[\d一二三四五六七八九十]{1,3}月|的?(?:元旦|春节|过年|除夕|清明|五一|劳动节|端午|中秋|国庆))(年?初|年?底|[春夏秋冬]天|上半年|下半年|的?最后一天|的?第一天)?(?!\s?\d{1,3}(?:岁|周岁)|[多几]大)/g,
    read([, said, relative, season], context) {
      const year = yearOf(said, relative, context);
      if (year === undefined || year < 2000) return undefined;
      if (season !== undefined && /天$/.test(season) && /[一]天/.test(season))
        return /最后/.test(season) ? dayOf(year, 11, 31, 0.95) : dayOf(year, 0, 1, 0.95);
      const months: Record<string, [number, number]> = {
        初: [0, 2],
        底: [10, 12],
        春天: [2, 5],
        夏天: [5, 8],
        秋天: [8, 11],
        冬天: [11, 14],
        上半年: [0, 6],
        下半年: [6, 12],
      };
      const [from, to] = (season !== undefined ? months[season.replace(/^年/, '')] : undefined) ?? [0, 12];
      return {
        type: 'point',
        from: Date.UTC(year, from, 1),
        to: Date.UTC(year, to, 1),
        precision: 'month',
        // "今年" alone fixes nothing.
        confidence: relative === '今年' && season === undefined ? 0.45 : 0.7,
      };
    },
  },
  // 停水三天了, 两个月没人修: since then, though how long it lasts is no point in time
  {
    pattern: new RegExp(
      `(?<!第|每|周|一|(?:等|排|打|走|花|用|坐|骑|住|干|做|跑|工作|上班)了?)(?!半天)(${COUNT})(?:个多|多)?(天|个?月|年|周|个?星期|个?小时)多?(?:时间)?(?=了|没|都没|都不|不|无人|以来|之久|仍|还没|还不|一直)`,
      'g',
    ),
    read([, count = '', unit = ''], { now, today }) {
      if (/小时/.test(unit)) {
        const hours = count === '半' ? 0.5 : approximately(count);
        return hours === undefined
          ? undefined
          : {
              type: 'point',
              from: now - hours * HOUR,
              to: now,
              precision: 'hour',
              confidence: 0.45,
            };
      }
      const days = lengthInDays(count, unit);
      return days === undefined
        ? undefined
        : {
            type: 'point',
            from: today - days * DAY,
            to: today + DAY,
            precision: 'day',
            confidence: 0.45,
          };
    },
  },
  // 每天, 每晚, 每周六, 一到晚上
  {
    pattern:
      /每天|每日|天天|每(?=早|晚|夜)|每逢|每到|一到(?=早|中|下|傍|晚|夜|半|深|凌|周|下雨|天黑)|每个?(?=周末|夜|晚|早)/g,
    read: () => ({ type: 'recurring', confidence: 0.9 }),
  },
  {
    pattern: /每个?(?:周|星期|礼拜)([一二三四五六日天末])?/g,
    read: ([, day], context) => ({
      type: 'recurring',
      confidence: 0.9,
      ...(day === undefined ? {} : { day: weekday(undefined, day, context).from }),
    }),
  },
  // 8、9点
  {
    pattern: /(?<![\d.:、,])(\d{1,2})[、,]\d{1,2}点(?:钟|多|左右)?/g,
    read: ([, hour]) => clock(Number(hour), undefined, 0.8),
  },
  // 8点半, 十五点, 三点一刻, 20:30
  {
    pattern:
      /(?<![\d.:])(\d{1,2})\s?(?:点钟?|时(?![间候常不段]))(?:整)?(半|[一三]刻|[一二三四五六七八九十]分|[\d零一二三四五六七八九十]{2,3}分?|\d分?)?(?!建议|要求|意见|问题|原因|\d)(?:左右|多|钟|许)?/g,
    read: ([, hour, minutes]) => clock(Number(hour), minutes, 0.9),
  },
  {
    pattern:
      /(?<![\d一二三四五六七八九十有快差大小多早晚])([零一二两三四五六七八九十]{1,3})点(钟)?(半|[一三]刻|[一二三四五六七八九十]分|[零一二三四五六七八九十\d]{2,3}分?|\d分?)?(?!建议|要求|意见|问题|原因|看法|都|也)(左右|多)?/g,
    read([text, hour = '', , minutes, about], _) {
      const parsed = hourSaid(hour);
      // "一点" mostly means "a little"; a part of the day before it is checked when words are joined.
      const sure = (parsed ?? 0) >= 10 || minutes !== undefined || about !== undefined || /钟/.test(text);
      return parsed === undefined ? undefined : clock(parsed, minutes, sure ? 0.9 : 0.5);
    },
  },
  {
    pattern:
      /(?<=[上中下]午|早上|晚上|凌晨|半夜|傍晚|夜里|早|晚)([一二两三四五六七八九十]{1,3})点(半|[一三]刻|[一二三四五六七八九十]分|[零一二三四五六七八九十\d]{2,3}分?|\d分?)?(?:多|左右|钟|整)?/g,
    read([, hour = '', minutes]) {
      const parsed = hourSaid(hour);
      return parsed === undefined ? undefined : clock(parsed, minutes, 0.92);
    },
  },
  {
    pattern: /(?<![\d:.])(\d{1,2}):(\d{2})(?::\d{2})?(?![\d:])/g,
    read: ([, hour, minute]) => clock(Number(hour), String(Number(minute)), 0.93),
  },
];

/** Said of no day. */
const SAYING = /^.{0,4}(?:明天会更好|今[天日]的?事,?(?:就|要)?今[天日])/;
/** After a date without 日 these say that it is one. */
const DATE_GOES_ON =
  /^\s?(?:日|号(?!楼|幢|院|门|店)|早|晚|上午|下午|中午|凌晨|半夜|夜|那天|当天|当晚|开始|起|到现在|至今|左右|前后|\d{1,2}[点:])/;
const MEASURE = /^\s?(?:[元块万亿米平吨度斤亩寸倍折分级版%里寸层楼个年月天]|公里|公斤|千|小时|k|m|g)/i;

const rest = (match: RegExpExecArray): string =>
  match.input.slice(match.index + match[0].length, match.index + match[0].length + 6);

/** Every word of time in a text; where two overlap, the longer one, then the earlier one. */
export function timeWords(text: string, context: WallContext): TimeWord[] {
  const words: TimeWord[] = [];
  for (const { pattern, read } of RULES) {
    for (const match of text.matchAll(pattern)) {
      const reading = read(match, context);
      if (reading === undefined) continue;
      const lead =
        /^[\s,。!?;从到在于是自至]+(?=\d|[一二三四五六七八九十]+[号日])/.exec(match[0])?.[0].length ?? 0;
      words.push({ ...reading, start: match.index + lead, end: match.index + match[0].length });
    }
  }
  words.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const mask = new Mask(text);
  const kept = words.filter((word) => {
    if (mask.touches(word)) return false;
    mask.mark(word);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}
