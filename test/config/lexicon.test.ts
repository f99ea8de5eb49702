import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadCity } from '../../src/config/load-city.js';
import { createUnderstand } from '../../src/core/language/understand.js';

const city = loadCity(join('config', 'city', 'yancheng'));
const understand = createUnderstand(city);
const read = (text: string) => understand(text, new Date('2026-11-23T10:00:00+08:00'));
const nameOf = (code: string | undefined) => city.categories.find((category) => category.code === code)?.name;

describe('a matter is put where its words say', () => {
  test.each([
    ['小区停水三天了没人管', '供水', '12319'],
    ['家里没有天然气，什么时候能通', '燃气', '12319'],
    ['工地夜里施工，吵得睡不着', '施工噪声', '12319'],
    ['楼下烧烤店油烟太大', '餐饮油烟', '12369'],
    ['KTV噪音扰民，天天到半夜', '噪声扰民（广场舞、邻里、歌厅）', undefined],
    ['老板拖欠我们三个月工资', '拖欠工资', '12333'],
    ['包工头跑了，血汗钱要不回，欠了工资', '拖欠工资', '12333'],
    ['my employer owes me wages', '拖欠工资', '12333'],
    ['想咨询公积金怎么提取', '住房公积金', '12329'],
    ['举报有人偷排污水到串场河', '水污染与黑臭河道', '12369'],
    ['这个119元的会员卡不给退', '预付卡与关门跑路', '12312'],
    ['美容院关门跑路，卡里还有3000块', '预付卡与关门跑路', '12312'],
    ['买的奶粉过期了，超市不给退', '食品安全', '12315'],
    ['网约车司机绕路多收钱', '出租车与网约车', '12328'],
    ['红绿灯坏了半个月', '信号灯、标线与护栏', '96122'],
    ['路灯不亮，晚上看不见', '路灯与景观照明', '12319'],
    ['the street light is broken', '路灯与景观照明', '12319'],
    ['邻居家狗不牵绳', '养犬管理', undefined],
    ['我买了110平方的房子，开发商延期交房', '商品房交付、办证与退房', '81610000'],
    ['业委会选举不公', '业主委员会与小区自治', '81610000'],
    ['小区电梯经常坏', '电梯与特种设备', '12365'],
    ['医保异地就医怎么报销', '医疗保险与生育津贴', undefined],
    ['社保卡丢了怎么补办', '社保卡', '12333'],
    ['孩子入学学区怎么划分', '入学与学区', undefined],
    ['中学乱收费', '学校收费', undefined],
    ['旅行社不退门票钱', '旅行社与景区', '88348666-1'],
    ['农民秸秆焚烧，烟很大', '秸秆与垃圾露天焚烧', '12369'],
    ['种粮补贴没有发到手', '惠农补贴', '12316'],
    ['残疾证怎么换', '残疾人服务', '12385'],
    ['个税退税怎么办', '纳税服务', '12366-2'],
    ['有人卖假烟', '烟草专卖', '12313'],
    ['想申请法律援助', '法律援助与咨询', '12348'],
  ])('%s → %s', (text, category, hotline) => {
    const { category: found, hotline: line } = read(text);
    expect([nameOf(found?.value), line?.value]).toEqual([category, hotline]);
  });

  test.each(['你好', '我要投诉', '13912345678', '在吗', '解放南路58号'])('or nowhere: %s', (text) => {
    expect(read(text).category).toBeUndefined();
  });
});

describe('what kind of request it is', () => {
  test.each([
    ['请问退休手续怎么办理', 'consultation'],
    ['投诉物业乱收费', 'complaint'],
    ['隔壁装修噪音太吵，没法休息', 'complaint'],
    ['举报有人无证行医', 'report'],
    ['建议在解放路增设一个公交站', 'suggestion'],
    ['希望能不能增加一个红绿灯', 'suggestion'],
    ['表扬出租车司机拾金不昧', 'praise'],
    ['家里停电了，求助', 'help'],
    ['井盖没了，很危险', 'help'],
    ['医生建议我做手术，请问能报销多少', 'consultation'],
    ['I want to complain about the noise', 'complaint'],
    ['嗯', undefined],
  ])('%s → %s', (text, type) => {
    expect(read(text).type?.value).toBe(type);
  });
});

describe('what must not be stored in plain view', () => {
  test.each([
    ['村支书贪污低保款', 'discipline', ['12388']],
    ['村书记收红包给人办低保', 'discipline', ['12388']],
    ['镇长优亲厚友，低保都给亲戚', 'discipline', ['12388']],
    ['举报镇领导公款吃喝', 'discipline', ['12388']],
    ['我要向纪委反映情况', 'discipline', ['12388']],
    ['我要找检察院申请监督', 'prosecution', ['12309']],
    ['法官枉法裁判', 'prosecution', ['12309']],
    ['有人泄露国家秘密', 'state-secret', []],
  ])('%s → %s', (text, id, hotlines) => {
    expect(read(text).sealed).toMatchObject({ id, hotlines });
  });

  test.each([
    '检察院附近的路灯坏了',
    '尊敬的书记，我们小区停水了',
    '村书记态度很好',
    '业主监委会不作为',
    '物业经理贪污维修资金',
    '抢红包游戏骗人',
    '电视剧里的贪污情节误导孩子',
    '泄露商业秘密怎么维权',
    '这个保护伞质量太差',
  ])('not %s', (text) => {
    expect(read(text).sealed?.score ?? 0).toBe(0);
  });
});

describe('what somebody wants besides', () => {
  test.each([
    ['我要转人工', 'human'],
    ['查一下我的工单进度', 'progress'],
    ['上次反映的问题怎么样了', 'progress'],
    ['怎么还没处理，催一下', 'urge'],
    ['我想补充一下', 'supplement'],
    ['我要撤销工单', 'withdraw'],
    ['匿名可以吗', 'anonymous'],
    ['请不要告诉对方是我说的', 'confidential'],
    ['地址打错了，更正一下', 'correct'],
    ['speak english please', 'to-english'],
    ['低息贷款，点击链接', 'advert'],
    ['他妈的到底管不管', 'abuse'],
  ])('%s → %s', (text, intent) => {
    expect(read(text).intents.map(({ value }) => value)).toContain(intent);
  });

  test.each([
    ['人工智能产业园怎么走', 'human'],
    ['短信催收电话太多', 'urge'],
    ['孩子想报班学英语', 'to-english'],
    ['去死亡证明窗口怎么走', 'abuse'],
  ])('%s is not %s', (text, intent) => {
    expect(read(text).intents.map(({ value }) => value)).not.toContain(intent);
  });
});

test('the lexicon is large enough to be of use', () => {
  const { types, categories, intents, danger, sealed } = city.lexicon;
  const entries = [types, categories, intents].flatMap((part) => Object.values(part).flat());
  const words = [...entries, ...[...danger, ...sealed].flatMap((group) => group.entries)].flatMap(
    (e) => e.words,
  );
  expect(words.length).toBeGreaterThan(2000);
});
