import { numeral } from '../numerals.js';
import { festivalDay, lunarDay } from './lunar.js';
import { surnameLength } from './surnames.js';
import { DAY, yearOf, type Reading, type TimeRule, type WallContext } from './time-readings.js';

const YEAR = '(?:(?:(\\d{4})年|(今年|去年|前年|明年))的?)?';
const DATE =
  '(?:初[一二三四五六七八九十]|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|\\d{1,2})';
const DAYS_OFF = '元旦|春节|过年|(?<![块元毛])五一|劳动节|国庆|十一(?=期间|假期|长假|放假|黄金周)';
const ONE_DAY =
  '除夕|年三十|大年夜|元宵|清明|端午|七夕|中元|中秋|重阳|冬至|腊八|圣诞|情人节|妇女节|儿童节|(?<![\\d零一二三四五六七八九十幺])六一(?![\\d零一二三四五六七八九十])|教师节|双十一|双11|双十二|双12|平安夜';
/** Not a festival but a street, a building or a dish named after one. */
const NOT_A_NAME =
  '(?!路|街|小区|大道|村|广场|新村|公园|饭店|酒店|大厦|花园|桥|北|南|东|西|中路|小学|学校|幼儿园|超市|月饼|山庄|苑|礼|粽|快乐|安康|好(?:[,。!?\\s]|$))';

/** Days named by the Chinese calendar and by festivals. */
export const FESTIVAL_RULES: TimeRule[] = [
  // 农历八月十五, 阴历七月半, 正月初五, 腊月廿八, 去年腊月二十八
  {
    pattern: new RegExp(
      `${YEAR}(农历|阴历|旧历)?(闰)?(正月|冬月|腊月|十[一二]月|[一二三四五六七八九十]月|\\d{1,2}月)(${DATE}|半)?(?:日|号)?`,
      'g',
    ),
    read([text, year, relative, named, leap, said = '', date], context) {
      const own = /[正冬腊]/.test(said);
      const lunar = own || named !== undefined || /^[初廿]/.test(date ?? '') || FEASTS.test(text);
      if (!lunar) return undefined;
      const month = monthOf(said);
      if (month === undefined) return undefined;
      const fixed = yearOf(year, relative, context);
      if (date !== undefined) {
        const day = date === '半' ? 15 : dateOf(date);
        return oneDay(
          (y) => (day === undefined ? undefined : lunarDay(y, month, day, leap !== undefined)),
          fixed,
          context,
        );
      }
      const first = latest((y) => lunarDay(y, month, 1, leap !== undefined), fixed, context);
      return first === undefined
        ? undefined
        : { type: 'point', from: first, to: first + 29 * DAY, precision: 'month', confidence: 0.8 };
    },
  },
  // 大年初三, 年初五, 大年三十
  {
    pattern: new RegExp(
      `${YEAR}(?:大?年|新年)(初[一二三四五六七八九十]|[二三]十[一二三四五六七八九]?)(?!日|号|\\d)`,
      'g',
    ),
    read([, year, relative, said = ''], context) {
      const date = dateOf(said);
      if (date === undefined) return undefined;
      // The last days of the old year are called after the new one.
      const day = (y: number) => {
        if (said.startsWith('初')) return lunarDay(y, 1, date);
        return date === 30 ? festivalDay('除夕', y) : lunarDay(y - 1, 12, date);
      };
      return oneDay(day, yearOf(year, relative, context), context);
    },
  },
  // 国庆期间, 去年春节, 十一长假: the days off
  {
    pattern: new RegExp(
      `${YEAR}(${DAYS_OFF}|${ONE_DAY})节?(?:小?(期间|假期|长假|黄金周|放假|前后|三天|七天|那几天)|的?(前一天|头一天|最后一天|后一天|第[一二三四五六七]天)|(当天|那天|当日|(?=当晚|那晚)))?${NOT_A_NAME}`,
      'g',
    ),
    read(match, context) {
      const [text, year, relative, said = '', span, one] = match;
      // "汤国庆", "王中秋" are people.
      if (year === undefined && relative === undefined && isGivenName(match)) return undefined;
      const name = ALSO[said] ?? said;
      const given = yearOf(year, relative, context);
      if (one !== undefined) return besideFestival(name, one, given, context);
      const single = span === undefined && (ONE_NAMES.test(said) || /当天|那天|当日/.test(text));
      if (!single) {
        const off = context.holiday(name, given);
        if (off) return { type: 'day', ...off, precision: 'day', confidence: 0.85, explicit: true };
      }
      return oneDay((y) => festivalDay(name, y), given, context);
    },
  },
];

/** Days so well known that nobody says 农历 with them. */
const FEASTS = /(?:七月半|七月十五|八月十五)$/;
const ALSO: Record<string, string> = {
  过年: '春节',
  年三十: '除夕',
  大年夜: '除夕',
  十一: '国庆',
  双11: '双十一',
  双12: '双十二',
  劳动节: '五一',
};
const ONE_NAMES = new RegExp(`^(?:${ONE_DAY}|元旦)$`);

/** A name follows the word for naming, or goes before a form of address. */
function isGivenName({ input, index, 0: text }: RegExpExecArray): boolean {
  if (surnameLength(input.charAt(index - 1)) === 0) return false;
  return (
    /(?:叫|是|姓名:?|联系人:?|本人|经办人:?)$/.test(input.slice(Math.max(0, index - 5), index - 1)) ||
    index === 1 ||
    /^(?:先生|女士|师傅|同志|老师|大爷|叔)/.test(input.slice(index + text.length, index + text.length + 2))
  );
}

/** "国庆前一天", "春节最后一天": counted from the days off, or from the day itself where there are none. */
function besideFestival(
  name: string,
  which: string,
  year: number | undefined,
  context: WallContext,
): Reading | undefined {
  const off = context.holiday(name, year);
  const own = latest((y) => festivalDay(name, y), year, context);
  const first = off?.from ?? own;
  if (first === undefined) return undefined;
  const last = off?.to === undefined ? first : off.to - DAY;
  const nth = /^第(.)天$/.exec(which)?.[1];
  const day =
    which === '最后一天'
      ? last
      : nth !== undefined
        ? first + ((numeral(nth) ?? 1) - 1) * DAY
        : (own ?? first) + (which === '后一天' ? DAY : -DAY);
  return { type: 'day', from: day, to: day + DAY, precision: 'day', confidence: 0.9, explicit: true };
}

function monthOf(said: string): number | undefined {
  const own: Record<string, number> = { 正月: 1, 冬月: 11, 腊月: 12 };
  return own[said] ?? numeral(said.slice(0, -1));
}

function dateOf(said: string): number | undefined {
  if (said.startsWith('廿')) return 20 + (numeral(said.slice(1)) ?? 0);
  return numeral(said.replace('初', ''));
}

function oneDay(
  day: (year: number) => number | undefined,
  year: number | undefined,
  context: WallContext,
): Reading | undefined {
  const from = latest(day, year, context);
  if (from === undefined) return undefined;
  return { type: 'day', from, to: from + DAY, precision: 'day', confidence: 0.9, explicit: true };
}

/** In the year that was said; otherwise the latest such day that is past or at most two weeks ahead. */
function latest(
  day: (year: number) => number | undefined,
  year: number | undefined,
  { today }: WallContext,
): number | undefined {
  if (year !== undefined) return day(year);
  const thisYear = new Date(today).getUTCFullYear();
  return [thisYear + 1, thisYear, thisYear - 1]
    .map((each) => day(each))
    .find((at) => at !== undefined && at <= today + 14 * DAY);
}
