import type { TimeLimit } from '../model/time-limit.js';
import type { Language } from '../model/codes.js';
import type { DeadlineStep } from './step.js';
import { type Day, type Zone, weekdayOf } from './zone.js';

/**
 * Why a deadline falls when it does, as one line that a citizen can check against a calendar:
 * "收到 9月30日 16:40；投诉10个工作日内办结；中秋节、国庆节放假 10月1–8日；10月10日(周六)上班；…".
 */
export function explain(steps: readonly DeadlineStep[], zone: Zone, language: Language): string {
  const words = language === 'en' ? english(zone) : chinese(zone);
  return steps.map(words).join(language === 'en' ? '; ' : '；');
}

/** "10个工作日", "24小时" */
export function limitZh({ amount, unit }: TimeLimit): string {
  return `${amount}${UNIT_ZH[unit]}`;
}

/** "10 working days", "24 hours" */
export function limitEn({ amount, unit }: TimeLimit): string {
  return `${amount} ${unit.replace('-', ' ')}${amount === 1 ? '' : 's'}`;
}

const UNIT_ZH = {
  minute: '分钟',
  hour: '小时',
  'working-hour': '个工作小时',
  'working-day': '个工作日',
  day: '天',
} as const satisfies Record<TimeLimit['unit'], string>;

type Words = (step: DeadlineStep) => string;

function chinese(zone: Zone): Words {
  const moment = (at: Date) => `${dayZh(zone.dayOf(at))} ${zone.clockOf(at)}`;
  return (step) => {
    switch (step.type) {
      case 'received':
        return `收到 ${moment(step.at)}`;
      case 'limit':
        return step.basis;
      case 'counted-from':
        return `非工作时间收到，从 ${moment(step.at)} 起算`;
      case 'days-off':
        return step.names.length > 0
          ? `${step.names.join('、')}放假 ${spanZh(step.from, step.to)}`
          : `周末 ${spanZh(step.from, step.to)}`;
      case 'make-up':
        return `${dayZh(step.day)}(周${'日一二三四五六'.charAt(weekdayOf(step.day))})上班`;
      case 'paused':
        return `${moment(step.from)} 至 ${moment(step.to)} 暂停计时`;
      case 'extended':
        return `经批准延期 ${limitZh(step.limit)}`;
      case 'no-table':
        return `${step.year}年放假安排尚未公布，公布后确定到期时间`;
      case 'due':
        return `${moment(step.at)} 到期`;
    }
  };
}

function english(zone: Zone): Words {
  const moment = (at: Date) => `${dayEn(zone.dayOf(at))} ${zone.clockOf(at)}`;
  return (step) => {
    switch (step.type) {
      case 'received':
        return `received ${moment(step.at)}`;
      case 'limit':
        return `limit ${limitEn(step.limit)}`;
      case 'counted-from':
        return `received outside working hours, counted from ${moment(step.at)}`;
      case 'days-off': {
        const names = step.names.flatMap((name) => name.split('、')).map((name) => HOLIDAY_EN[name] ?? name);
        return `${names.length > 0 ? names.join(' and ') : 'weekend'} ${spanEn(step.from, step.to)}`;
      }
      case 'make-up':
        return `${WEEKDAY_EN[weekdayOf(step.day)] ?? ''} ${dayEn(step.day)} is a working day`;
      case 'paused':
        return `clock stopped ${moment(step.from)} to ${moment(step.to)}`;
      case 'extended':
        return `extended by ${limitEn(step.limit)}`;
      case 'no-table':
        return `the holidays of ${step.year} are not published yet; the due time follows when they are`;
      case 'due':
        return `due ${moment(step.at)}`;
    }
  };
}

const HOLIDAY_EN: Record<string, string> = {
  元旦: 'New Year',
  春节: 'Spring Festival',
  清明节: 'Qingming Festival',
  劳动节: 'Labour Day',
  端午节: 'Dragon Boat Festival',
  中秋节: 'Mid-Autumn Festival',
  国庆节: 'National Day',
};
const WEEKDAY_EN = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTH_EN = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function split(day: Day): { month: number; date: number } {
  return { month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

function dayZh(day: Day): string {
  const { month, date } = split(day);
  return `${month}月${date}日`;
}

function dayEn(day: Day): string {
  const { month, date } = split(day);
  return `${date} ${MONTH_EN[month - 1] ?? ''}`;
}

/** "10月1–8日", "1月31日–2月6日" */
function spanZh(from: Day, to: Day): string {
  if (from === to) return dayZh(from);
  const [first, last] = [split(from), split(to)];
  return first.month === last.month
    ? `${first.month}月${first.date}–${last.date}日`
    : `${dayZh(from)}–${dayZh(to)}`;
}

function spanEn(from: Day, to: Day): string {
  if (from === to) return dayEn(from);
  const [first, last] = [split(from), split(to)];
  return first.month === last.month ? `${first.date}–${dayEn(to)}` : `${dayEn(from)} – ${dayEn(to)}`;
}
