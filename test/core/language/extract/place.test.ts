import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { createPlaces } from '../../../../src/core/language/extract/place.js';
import { normalise } from '../../../../src/core/language/normalise.js';
import type { City } from '../../../../src/core/model/city.js';
import { testCity } from '../../../fixtures/language/city.js';
import { yancheng } from '../../../fixtures/language/yancheng.js';

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
const readReal = reader(yancheng);

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

describe('the real city', () => {
  const code = (text: string) => {
    const value = readReal(text).places[0]?.value;
    return value?.town ?? value?.county;
  };

  test.each([
    ['开发区步凤镇', '320971100'],
    ['在开发区', '320971'],
    ['射阳的开发区', '320924400'],
    ['阜宁开发区有个厂', '320923'],
    ['盐城市城区建军中路', '320902'],
    ['盐城郊区', '320903'],
    ['大丰市刘庄镇', '320904103'],
    ['步凤的公交', '320971100'],
    ['大中农场', '320904400'],
    ['响水县城双园路', '320921'],
    ['建湖縣上岡鎮', '320925108'],
    ['江苏盐城大丰', '320904'],
  ])('old names, zones, farms: %s', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test.each([
    ['停湖区毓龙路', '320902'],
    ['人在盐渡', '320903'],
    ['大风区刘庄镇', '320904103'],
    ['向水县小尖镇', '320921102'],
    ['彬海县八滩镇', '320922107'],
    ['富宁县', '320923'],
    ['射洋县', '320924'],
    ['建胡上冈', '320925108'],
    ['东苔市安丰', '320981108'],
    ['大丰南洋镇', '320904109'],
    ['盐都龙岗镇', '320903109'],
  ])('heard by their sound: %s', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test.each([
    ['yandu qu', '320903'],
    ['Tinghu District', '320902'],
    ['near Jianhu bus station', '320925'],
    ['dong tai shi', '320981'],
    ['Wuyou subdistrict', '320902050'],
    ['the Development Zone', '320971'],
  ])('in Latin letters: %s', (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test.each([
    '影响水压',
    '公园新建湖心亭',
    '直射阳光',
    '食盐都涨价了',
    '房东台灯坏了',
    '大丰收',
    '今天大风区域停电',
    '大风刮倒了广告牌',
    '香水太浓',
    '监护室不让进',
    '最新动态',
    '开发区别墅',
    '李建湖先生',
    '我叫王射阳',
    '黄海医院',
    '公益林',
    '刘庄村',
    '南京市鼓楼区',
    '天津滨海新区',
  ])('no division of ours in: %s', (text) => {
    expect(readReal(text).places.map(({ value }) => value.county)).not.toContainEqual(expect.any(String));
  });
});

describe('which of several places', () => {
  test.each([
    ['我住亭湖,但是事情发生在盐都青年路', '320903', '盐都青年路'],
    ['我家住大丰新丰镇,昨天在亭湖区人民路被撞了', '320902', '亭湖区人民路'],
    ['不是亭湖是盐都', '320903', '盐都'],
    ['不在亭湖区,在盐都区神州路', '320903', '盐都区神州路'],
    ['亭湖写错了,是建湖', '320925', '建湖'],
    ['我说的是亭湖区不是盐都区', '320902', '亭湖区'],
    ['I live in Sheyang but the accident happened in Binhai', '320922', 'Binhai'],
  ])('the one of the matter: %s', (text, county, words) => {
    expect(readReal(text).places[0]?.value).toMatchObject({ county, text: words });
  });

  test('a denied place is none', () => {
    expect(readReal('不是亭湖区').places).toEqual([]);
    expect(readReal('是不是亭湖区管').places[0]?.value.county).toBe('320902');
  });

  test.each([
    '我家楼下烧烤店太吵',
    '门口的路挖了半年',
    '3号楼2单元没水',
    '单位旁边有人烧垃圾',
    'it is outside my building',
  ])('only the citizen knows: %s', (text) => {
    expect(readReal(text).places[0]).toMatchObject({ ambiguous: true });
    expect(readReal(text).places[0]?.value.detail).toBeUndefined();
  });

  test('a county makes it half known', () => {
    expect(readReal('亭湖区我家楼下').places[0]).toMatchObject({
      ambiguous: true,
      value: { county: '320902' },
    });
  });
});

describe('places elsewhere', () => {
  test.each([
    ['在南京市鼓楼区中山路被骗', '南京市鼓楼区', 0.9],
    ['连云港那边的房子', '连云港', 0.6],
    ['我人在苏州工业园区', '苏州工业园区', 0.5],
    ['我是南京人,在盐都区买了房', '', 0],
    ['南京路的路灯', '', 0],
    ['兰州拉面馆', '', 0],
    ['户口在连云港', '连云港', 0.3],
  ])('%s', (text, name, confidence) => {
    const { outside } = readReal(text);
    expect(outside?.value ?? '').toBe(name);
    expect(outside?.confidence ?? 0).toBe(confidence);
  });
});

describe('what phones share', () => {
  test.each([
    [
      'https://uri.amap.com/marker?position=120.139,33.377&name=x',
      { lng: 120.139, lat: 33.377, datum: 'gcj02' },
    ],
    [
      'https://apis.map.qq.com/uri/v1/marker?marker=coord:33.377,120.158;title:a',
      { lng: 120.158, lat: 33.377, datum: 'gcj02' },
    ],
    [
      'https://api.map.baidu.com/marker?location=33.37712,120.16012&output=html',
      { lng: 120.16012, lat: 33.37712, datum: 'bd09' },
    ],
    ['geo:33.3774,120.1573', { lng: 120.1573, lat: 33.3774, datum: 'wgs84' }],
    ['https://maps.google.com/maps?q=33.3774,120.1573', { lng: 120.1573, lat: 33.3774, datum: 'wgs84' }],
    ['坐标33.37712,120.16012', { lng: 120.16012, lat: 33.37712, datum: 'wgs84' }],
  ])('%s', (text, point) => {
    expect(readReal(text).places[0]?.value.point).toEqual(point);
  });

  test('the name in a link gives the division, other words of links give nothing', () => {
    const link =
      'https://uri.amap.com/marker?position=120.139,33.377&name=%E5%A4%A7%E4%B8%B0%E5%85%AC%E5%9B%AD';
    expect(readReal(link).places[0]?.value).toMatchObject({ county: '320904', detail: '大丰公园' });
    expect(readReal('看 https://www.example.com/yandu/jianhu').places).toEqual([]);
    expect(readReal('https://uri.amap.com/marker?position=120.139,33.377&name=%E5%A4').places).toHaveLength(
      1,
    );
  });

  test('a shared location is taken as it is written', () => {
    expect(readReal('[位置]金鹰购物中心\n盐城市亭湖区建军中路169号').places[0]?.value).toMatchObject({
      county: '320902',
      text: '金鹰购物中心\n盐城市亭湖区建军中路169号',
    });
    expect(readReal('[位置]香苑小区 路灯坏了').places[0]?.value.text).toBe('香苑小区');
  });
});

test('the sentences we tune on are read as their labels say', () => {
  const Row = z.object({
    text: z.string(),
    expect: z.object({
      place: z
        .object({
          division: z.string().optional(),
          span: z.tuple([z.number(), z.number()]),
          ambiguous: z.literal(true).optional(),
        })
        .optional(),
    }),
  });
  const file = new URL('../../../fixtures/language/extraction-place.tune.jsonl', import.meta.url);
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => Row.parse(JSON.parse(line)));
  const wrong = rows.filter(({ text, expect: { place } }) => {
    const found = readReal(text).places[0];
    if (!place || !found) return place !== found;
    const start = text.indexOf(found.value.text);
    const overlaps = start < place.span[1] && place.span[0] < start + found.value.text.length;
    return (found.value.town ?? found.value.county) !== place.division || !overlaps;
  });
  expect(rows.length).toBeGreaterThanOrEqual(120);
  expect(wrong.map(({ text }) => text)).toEqual([]);
});

describe('names that say who, or whose, and not where', () => {
  test.each([
    '滨海华源市政工程有限公司资质造假',
    '单位名称:建湖县荣华鞋业有限公司',
    '东台鱼汤面馆的面涨价了',
    '江苏金色家园置业有限公司延期交房',
    '徐州的表哥想来打工',
    '上海大丰农场的退休金问哪个',
    '件到了东台就不动了',
    '贝尔英语跑路了',
    '电表老跳闸',
  ])('%s', (text) => {
    expect(readReal(text).places).toEqual([]);
  });

  test('a company with a gate is a landmark', () => {
    expect(readReal('射阳县恒大有限公司门口堵车').places[0]?.value.county).toBe('320924');
  });

  test('the side of a road that has a name is a place, "路边" is none', () => {
    expect(readReal('停湖区盐马路边上开小店').places[0]?.value.text).toBe('停湖区盐马路边上');
    expect(readReal('停在路边').places).toEqual([]);
  });

  test('a town that was named comes before "楼上"', () => {
    const { places } = readReal('楼上漏水漏到我家吊顶,经开区新城街道东方一品');
    expect(places[0]?.value.town).toBe('320971001');
    expect(places[0]?.ambiguous).toBeUndefined();
  });
});
