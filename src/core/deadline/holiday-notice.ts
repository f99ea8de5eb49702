import type { HolidayYear } from '../model/city.js';
import { addDays, type Day, weekdayOf } from './zone.js';

/** What of a notice needs a person’s eye, with the words it is about. */
export interface NoticeProblem {
  code:
    | 'no-year'
    | 'missing-holiday'
    | 'not-understood'
    | 'no-such-day'
    | 'wrong-weekday'
    | 'wrong-count'
    | 'make-up-on-workday'
    | 'day-twice';
  words: string;
}

export interface ReadNotice {
  /** Absent where not even the year is known. */
  table?: HolidayYear;
  problems: NoticeProblem[];
}

/** 全国年节及纪念日放假办法 2: what every notice speaks of, alone or together. */
const HOLIDAYS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'];
const SECTION =
  /[一二三四五六七八九十]+、\s*([^:。\n]{2,20}):([^]*?)(?=[一二三四五六七八九十]+、\s*[^:。\n]{2,20}:|$)/g;
/** "2月15日(周日)至23日(正月初七、周一)", "2022年12月31日至2023年1月2日", or one day. */
const SPAN =
  /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(\([^)]*\))?(?:至(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(\([^)]*\))?)?/g;

/**
 * 国务院办公厅关于…年部分节假日安排的通知, read into a table of days. Nothing is guessed: what does not add up
 * (a weekday, 共几天, a make-up day that is no weekend) is told beside what was read.
 * @param given the year, where the words do not name it.
 */
export function readHolidayNotice(notice: string, given?: number): ReadNotice {
  const text = notice.normalize('NFKC').replaceAll(/[～~—–-]+(?=\d+月|\d+日)/g, '至');
  const named = /(\d{4})年\s*(?:部分)?节假日/.exec(text)?.[1];
  const year = given ?? (named === undefined ? undefined : Number(named));
  if (year === undefined) return { problems: [{ code: 'no-year', words: text.slice(0, 60) }] };
  const problems: NoticeProblem[] = [];
  const days = [...text.matchAll(SECTION)].flatMap(([, name = '', body = '']) =>
    sectionDays(name.trim(), body, year, problems),
  );
  for (const holiday of HOLIDAYS)
    if (!days.some(({ name, off }) => off && name.includes(holiday)))
      problems.push({ code: 'missing-holiday', words: holiday });
  return { table: { year, source: sourceOf(text, year), days: once(days, problems) }, problems };
}

type Days = HolidayYear['days'];

function sectionDays(name: string, body: string, year: number, problems: NoticeProblem[]): Days {
  return body.split('。').flatMap((said) => {
    const sentence = said.trim();
    // Days that employers are asked to grant are no days off.
    const isRule = /放假|补休|上班/.test(sentence) && !sentence.includes('鼓励');
    if (!isRule) return [];
    const off = !sentence.includes('上班');
    const spans = [...sentence.matchAll(SPAN)].map((match) => spanOf(match, name, year));
    if (spans.length === 0) problems.push({ code: 'not-understood', words: sentence });
    problems.push(...spans.flatMap(({ problem }) => problem ?? []));
    const days = spans.flatMap(({ days }) => days);
    const count = /共(\d+)天/.exec(sentence)?.[1];
    if (off && count !== undefined && Number(count) !== days.length)
      problems.push({ code: 'wrong-count', words: sentence });
    if (!off)
      for (const day of days.filter((one) => weekdayOf(one) % 6 !== 0))
        problems.push({ code: 'make-up-on-workday', words: `${name} ${day}` });
    return days.map((date) => ({ date, name, off }));
  });
}

function spanOf(
  match: RegExpExecArray,
  name: string,
  year: number,
): { days: Day[]; problem?: NoticeProblem } {
  const [words, y1, m1 = '', d1 = '', w1, y2, m2, d2, w2] = match;
  // New Year’s days off may begin in the year before, whether or not the notice says so.
  const firstYear = y1 ?? String(m1 === '12' && name.includes('元旦') ? year - 1 : year);
  const first = dayOf(firstYear, m1, d1);
  const secondYear = y2 ?? (m2 !== undefined && Number(m2) < Number(m1) ? String(year) : firstYear);
  const last = d2 === undefined ? first : dayOf(secondYear, m2 ?? m1, d2);
  if (first === undefined || last === undefined || last < first)
    return { days: [], problem: { code: 'no-such-day', words } };
  const fits = isWeekday(w1, first) && isWeekday(w2, last);
  return { days: daysFrom(first, last), ...(!fits && { problem: { code: 'wrong-weekday', words } }) };
}

/** Whether a bracket such as "(农历除夕、周二)" names the weekday that the day is; one that names none fits. */
function isWeekday(bracket: string | undefined, day: Day): boolean {
  const named = /(?:周|星期)([一二三四五六日天])/.exec(bracket ?? '')?.[1];
  return named === undefined || '日一二三四五六'.indexOf(named === '天' ? '日' : named) === weekdayOf(day);
}

/** Undefined when the calendar has no such day. */
function dayOf(year: string, month: string, date: string): Day | undefined {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && addDays(day, 0) === day ? day : undefined;
}

function daysFrom(first: Day, last: Day): Day[] {
  const days: Day[] = [];
  // No holiday is longer than a month; a misread year must not make a thousand days.
  for (let day = first; day <= last && days.length < 31; day = addDays(day, 1)) days.push(day);
  return days;
}

/** In order, each day once: one that two sentences speak of cannot be right in both. */
function once(days: Days, problems: NoticeProblem[]): Days {
  const known = new Map<Day, Days[number]>();
  for (const day of days) {
    if (known.has(day.date)) problems.push({ code: 'day-twice', words: `${day.name} ${day.date}` });
    else known.set(day.date, day);
  }
  return [...known.values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function sourceOf(text: string, year: number): string {
  const number = /国办发[^\s。,]{0,4}[〔[(]\d{4}[〕\])]\d+号/.exec(text)?.[0];
  const title = `国务院办公厅关于${String(year)}年部分节假日安排的通知`;
  return number === undefined ? title : `${title}（${number}）`;
}
