import { DAY } from './time-readings.js';

/**
 * The Chinese calendar of 2015–2035: the first day of the year, its months in order ("1" has 30 days, "0"
 * has 29), and after which month a leap month stands. What was checked: the first and last day of all 259
 * months are those of the library lunardate 0.3.0; the standard (GB/T 33661-2017) was not at hand. A table,
 * because runtimes differ: ICU 78.2 begins three of these months a day off (10th of 2018, 1st of 2027, 1st
 * of 2030).
 */
const YEARS: Record<number, [firstDay: string, months: string, leapAfter: number]> = {
  2015: ['02-19', '010010111010', 0],
  2016: ['02-08', '101001011011', 0],
  2017: ['01-28', '0101001010111', 6],
  2018: ['02-16', '010100101011', 0],
  2019: ['02-05', '101010010011', 0],
  2020: ['01-25', '0111010010101', 4],
  2021: ['02-12', '011010101010', 0],
  2022: ['02-01', '101011010101', 0],
  2023: ['01-22', '0100110110101', 2],
  2024: ['02-10', '010010110110', 0],
  2025: ['01-29', '1010010101110', 6],
  2026: ['02-17', '101001001110', 0],
  2027: ['02-06', '110100100110', 0],
  2028: ['01-26', '1110100100110', 5],
  2029: ['02-13', '110101010011', 0],
  2030: ['02-03', '010110101010', 0],
  2031: ['01-23', '0110101101010', 3],
  2032: ['02-11', '100101101101', 0],
  2033: ['01-31', '0100101011101', 11],
  2034: ['02-19', '010010101101', 0],
  2035: ['02-08', '101001001101', 0],
};

/** Midnight of a lunar date as wall time; undefined outside the table and for days that do not exist. */
export function lunarDay(year: number, month: number, date: number, leap = false): number | undefined {
  const known = YEARS[year];
  if (known === undefined || month < 1 || month > 12) return undefined;
  const [firstDay, months, leapAfter] = known;
  if (leap && leapAfter !== month) return undefined;
  const index = month - 1 + (leap || (leapAfter > 0 && month > leapAfter) ? 1 : 0);
  const length = (at: number) => (months.charAt(at) === '1' ? 30 : 29);
  if (date < 1 || date > length(index)) return undefined;
  let day = Date.parse(`${year}-${firstDay}T00:00:00Z`);
  for (let i = 0; i < index; i++) day += length(i) * DAY;
  return day + (date - 1) * DAY;
}

/** The day a festival is kept on in a year, as wall time; undefined for a name that is none. */
export function festivalDay(name: string, year: number): number | undefined {
  const short = year % 100;
  switch (name) {
    case '除夕': {
      const first = lunarDay(year, 1, 1);
      return first === undefined ? undefined : first - DAY;
    }
    case '春节':
      return lunarDay(year, 1, 1);
    case '元宵':
      return lunarDay(year, 1, 15);
    case '端午':
      return lunarDay(year, 5, 5);
    case '七夕':
      return lunarDay(year, 7, 7);
    case '中元':
      return lunarDay(year, 7, 15);
    case '中秋':
      return lunarDay(year, 8, 15);
    case '重阳':
      return lunarDay(year, 9, 9);
    case '腊八':
      return lunarDay(year - 1, 12, 8);
    // The two days of the sun that people count with; the usual formula, right for 2001 to 2099.
    case '清明':
      return Date.UTC(year, 3, Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4));
    case '冬至':
      return Date.UTC(year, 11, Math.floor(short * 0.2422 + 21.94) - Math.floor(short / 4));
    default:
      return SOLAR[name] && Date.UTC(year, ...SOLAR[name]);
  }
}

const SOLAR: Record<string, [month: number, date: number]> = {
  元旦: [0, 1],
  情人节: [1, 14],
  妇女节: [2, 8],
  五一: [4, 1],
  儿童节: [5, 1],
  六一: [5, 1],
  教师节: [8, 10],
  国庆: [9, 1],
  双十一: [10, 11],
  双十二: [11, 12],
  平安夜: [11, 24],
  圣诞: [11, 25],
};
