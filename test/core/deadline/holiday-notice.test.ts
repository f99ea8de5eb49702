import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readHolidayNotice } from '../../../src/core/deadline/holiday-notice.js';
import { HolidayYear } from '../../../src/core/model/city.js';

/** The notices in their own words (www.gov.cn), as they are copied from the page. */
const NOTICES: Record<number, string> = {
  2026: `国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
国务院办公厅
2025年11月4日`,
  2024: `国务院办公厅关于2024年部分节假日安排的通知 国办发明电〔2023〕7号
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。`,
  2017: `国务院办公厅关于2017年部分节假日安排的通知
一、元旦：1月1日放假，1月2日（星期一）补休。
二、春节：1月27日至2月2日放假调休，共7天。1月22日（星期日）、2月4日（星期六）上班。
三、清明节：4月2日至4日放假调休，共3天。4月1日（星期六）上班。
四、劳动节：5月1日放假，与周末连休。
五、端午节：5月28日至30日放假调休，共3天。5月27日（星期六）上班。
六、中秋节、国庆节：10月1日至8日放假调休，共8天。9月30日（星期六）上班。`,
};
const tableOf = (year: number) =>
  HolidayYear.parse(
    JSON.parse(
      readFileSync(new URL(`../../../config/city/yancheng/holidays/${year}.json`, import.meta.url), 'utf8'),
    ),
  );

describe('a notice read is the table that was typed from it by hand', () => {
  test.each(Object.keys(NOTICES).map(Number))('%i', (year) => {
    const { table, problems } = readHolidayNotice(NOTICES[year] ?? '');
    expect(problems).toEqual([]);
    expect(table?.year).toBe(year);
    expect(table?.days).toEqual(tableOf(year).days);
  });

  test('days off that begin in the year before, with and without the year said', () => {
    const said =
      '关于2019年部分节假日安排的通知 一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。';
    const left = '2019年节假日 一、元旦：12月30日至1月1日放假调休，共3天。12月29日（星期六）上班。';
    for (const words of [said, left]) {
      const { table, problems } = readHolidayNotice(words);
      expect(table?.days).toEqual(tableOf(2019).days.filter(({ name }) => name === '元旦'));
      expect(problems.filter(({ code }) => code !== 'missing-holiday')).toEqual([]);
    }
  });

  test('it names its source with the number of the document', () => {
    expect(readHolidayNotice(NOTICES[2026] ?? '').table?.source).toBe(
      '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号）',
    );
  });

  test('full-width digits and colons, as some pages write them', () => {
    const wide = (NOTICES[2026] ?? '').replaceAll(/\d/g, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
    );
    expect(readHolidayNotice(wide).table?.days).toEqual(tableOf(2026).days);
  });
});

describe('what does not add up is told, not guessed', () => {
  const changed = (from: string, to: string) =>
    readHolidayNotice((NOTICES[2026] ?? '').replace(from, to)).problems.map(({ code }) => code);
  test.each([
    ['a slip in the weekday', '1月4日（周日）', '1月4日（周六）', ['wrong-weekday']],
    ['a slip in the day', '1月4日（周日）', '1月5日（周日）', ['wrong-weekday', 'make-up-on-workday']],
    ['days that are not as many as said', '共9天', '共8天', ['wrong-count']],
    ['a day the calendar has not', '2月28日', '2月30日', ['no-such-day']],
    ['a holiday left out', '五、端午节', '附：端节', ['missing-holiday']],
    [
      'days off without a day',
      '4月4日（周六）至6日（周一）放假，共3天',
      '放假三天',
      ['not-understood', 'missing-holiday'],
    ],
    ['one day both free and worked', '2月14日（周六）', '2月15日（周日）', ['day-twice']],
  ])('%s', (_, from, to, codes) => expect(changed(from, to).sort()).toEqual([...codes].sort()));

  test('no year: nothing is made of it', () => {
    expect(readHolidayNotice('一、元旦：1月1日放假。')).toMatchObject({
      problems: [{ code: 'no-year' }],
    });
    expect(readHolidayNotice('一、元旦：1月1日放假。', 2026).table?.days).toHaveLength(1);
  });

  test('overload: a misread year makes no thousand days', () => {
    const { table } = readHolidayNotice('2026年节假日 一、元旦：1026年1月1日至2026年1月3日放假，共3天。');
    expect(table?.days.length).toBeLessThan(32);
  });
});
