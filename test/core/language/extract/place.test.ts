import { describe, expect, test } from '@jest/globals';
import { createPlaces } from '../../../../src/core/language/extract/place.js';
import { normalise } from '../../../../src/core/language/normalise.js';
import type { City } from '../../../../src/core/model/city.js';
import { testCity } from '../../../fixtures/language/city.js';

/** Places of a text as the citizen wrote it, without the other extractors. */
function reader(city: City) {
  const placesOf = createPlaces(city);
  return (original: string) => {
    const { text, toOriginal } = normalise(original);
    const { places, outside } = placesOf(text, []);
    return {
      outside,
      places: places.map((found) => {
        const { start, end } = toOriginal(found.span);
        return { ...found, value: { ...found.value, text: original.slice(start, end) } };
      }),
    };
  };
}

const read = reader(testCity);

const best = (text: string) => read(text).places[0];

describe('divisions', () => {
  test.each<[text: string, county: string, town: string]>([
    ['盐都区', '320903', ''],
    ['我是亭湖的', '320902', ''],
    ['不对,是盐都区', '320903', ''],
    ['在大丰区', '320904', ''],
    ['射阳县合德镇', '320924', '320924100'],
    ['合德镇', '320924', '320924100'],
    ['大丰新丰镇', '320904', '320904102'],
    ['东台市安丰镇', '320981', '320981103'],
    ['弶港', '320981', '320981113'],
    ['住在大纵湖', '320903', '320903105'],
    ['盐城市响水县响水镇', '320921', '320921100'],
    ['盐龙街道', '320903', '320903003'],
    ['建湖上冈镇那边', '320925', '320925111'],
    ['鹽都區潘黃街道', '320903', '320903004'],
  ])('%s', (text, county, town) => {
    expect(best(text)?.value).toMatchObject({ county, ...(town === '' ? {} : { town }) });
    expect(best(text)?.confidence).toBeGreaterThan(0.6);
  });

  test.each([
    ['廷湖区', '320902'],
    ['严都区', '320903'],
    ['涉阳县', '320924'],
    ['宾海县', '320922'],
    ['富宁县', '320923'],
    ['健湖县', '320925'],
    ['番黄街道', '320903'],
    ['龙岗镇', '320903'],
  ])('a typo is read and held less certain: %s', (text, county) => {
    expect(best(text)?.value.county).toBe(county);
    expect(best(text)?.confidence).toBeLessThan(0.8);
  });

  test('a name that several divisions bear gives each of them, none of them sure', () => {
    const places = read('我在开发区').places;
    expect(places.map(({ value }) => value.county).sort()).toEqual(['320904', '320971']);
    expect(places.every(({ confidence }) => confidence < 0.6)).toBe(true);
  });

  test('the county said before decides a shared name', () => {
    const places = read('大丰开发区').places;
    expect(places).toHaveLength(1);
    expect(places[0]?.value).toMatchObject({ county: '320904', town: '320904401' });
  });

  test.each(['大丰收', '五星好评', '花园漂亮', '今天大风', '上岗证怎么办', '送他一座花园', '新丰富的内容'])(
    'an ordinary word is no division: %s',
    (text) => {
      expect(read(text).places.filter(({ value }) => value.county !== undefined)).toEqual([]);
    },
  );
});

describe('addresses', () => {
  test.each<[text: string, place: string, detail: string, county: string]>([
    ['解放南路112号', '解放南路112号', '解放南路112号', ''],
    ['在解放南路112号', '解放南路112号', '解放南路112号', ''],
    ['亭湖区解放南路112号', '亭湖区解放南路112号', '解放南路112号', '320902'],
    ['盐城市亭湖区青年路小学门口路灯坏了', '盐城市亭湖区青年路小学门口', '青年路小学门口', '320902'],
    ['世纪花园3幢', '世纪花园3幢', '世纪花园3幢', ''],
    ['我住盐都区世纪花园3幢502室', '盐都区世纪花园3幢502室', '世纪花园3幢502室', '320903'],
    ['钱江方洲小区12号楼2单元301', '钱江方洲小区12号楼2单元301', '钱江方洲小区12号楼2单元301', ''],
    ['锦绣苑5栋楼道灯不亮', '锦绣苑5栋', '锦绣苑5栋', ''],
    ['中南世纪城二期8幢电梯坏了', '中南世纪城二期8幢', '中南世纪城二期8幢', ''],
    ['盐都区神州路与开放大道交叉口', '盐都区神州路与开放大道交叉口', '神州路开放大道交叉口', '320903'],
    ['人民路和建军路路口红绿灯不亮', '人民路和建军路路口', '人民路建军路路口', ''],
    ['解放路建军路路口', '解放路建军路路口', '解放路建军路路口', ''],
    ['开放大道十字路口', '开放大道十字路口', '开放大道十字路口', ''],
    ['盐城中学对面有人摆摊', '盐城中学对面', '盐城中学对面', ''],
    ['聚龙湖公园附近', '聚龙湖公园附近', '聚龙湖公园附近', ''],
    ['第一人民医院门口堵车', '第一人民医院门口', '第一人民医院门口', ''],
    ['招商市场北门', '招商市场北门', '招商市场北门', ''],
    ['射阳县合德镇幸福华城小区5幢', '射阳县合德镇幸福华城小区5幢', '幸福华城小区5幢', '320924'],
    ['东台市安丰镇新街村三组', '东台市安丰镇新街村三组', '新街村三组', '320981'],
    ['龙冈镇张庄村路面坑洼', '龙冈镇张庄村', '张庄村', '320903'],
    [
      '青年中路28号金鹰天地广场3号楼502室',
      '青年中路28号金鹰天地广场3号楼502室',
      '青年中路28号金鹰天地广场3号楼502室',
      '',
    ],
    ['西环路欧堡利亚小区门口', '西环路欧堡利亚小区门口', '西环路欧堡利亚小区门口', ''],
    ['204国道边上', '204国道边上', '204国道边上', ''],
    ['G343有个大坑', 'G343', 'G343', ''],
    ['昨天在毓龙路看到井盖没了', '毓龙路', '毓龙路', ''],
    ['建湖县湖中路的路灯', '建湖县湖中路', '湖中路', '320925'],
    ['大丰区幸福东大街路灯不亮', '大丰区幸福东大街', '幸福东大街', '320904'],
    ['大庆中路往东200米', '大庆中路往东200米', '大庆中路往东200米', ''],
    ['解放南路１１２号', '解放南路１１２号', '解放南路112号', ''],
    ['响水县双园路乱停车', '响水县双园路', '双园路', '320921'],
    ['小海路26-3号', '小海路26-3号', '小海路26-3号', ''],
    ['盐马路东侧', '盐马路东侧', '盐马路东侧', ''],
    ['滨海县东坎街道办事处旁边', '滨海县', '', '320922'],
    ['我家在潘黄街道宝龙广场二楼', '潘黄街道宝龙广场二楼', '宝龙广场二楼', '320903'],
    ['万达广场停车场收费乱', '万达广场停车场', '万达广场停车场', ''],
    ['新洋街道双元社区', '新洋街道双元社区', '双元社区', '320902'],
    ['迎宾北路万泰时代城14幢噪音', '迎宾北路万泰时代城14幢', '迎宾北路万泰时代城14幢', ''],
  ])('%s', (text, place, detail, county) => {
    expect(best(text)?.value).toMatchObject({ text: place, ...(detail === '' ? {} : { detail }) });
    expect(best(text)?.value.county ?? '').toBe(county);
  });

  test.each([
    ['The street light at 12 Jiefang South Road is broken', '12 Jiefang South Road'],
    ['rubbish near Julong Lake Park', 'Julong Lake Park'],
  ])('%s', (text, place) => {
    expect(best(text)?.value.text).toBe(place);
  });

  test('the county said elsewhere goes with the road', () => {
    expect(best('我是盐都区的居民,振兴路26号垃圾没人清')?.value).toEqual({
      text: '振兴路26号',
      county: '320903',
      detail: '振兴路26号',
    });
  });

  test.each([
    '马路上有垃圾',
    '我不知道',
    '这条路坏了',
    '公路上堵车',
    '网线断了',
    '道路不平',
    '我在走路',
    '一路上都没灯',
    '农村医保怎么报销',
    '物业服务中心态度差',
    '思路不清',
    '12号线',
    '电路老化',
  ])('no address in: %s', (text) => {
    expect(read(text).places.filter(({ confidence }) => confidence >= 0.5)).toEqual([]);
  });

  test.each(['我家楼下', '小区门口有人吵', '我们小区没水', '家门口堆垃圾', '我们村路不好'])(
    "vague, kept in the citizen's words and marked so: %s",
    (text) => {
      expect(best(text)?.confidence).toBeLessThan(0.4);
      expect(best(text)?.value.county).toBeUndefined();
    },
  );
});
