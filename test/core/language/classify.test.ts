import { describe, expect, test } from '@jest/globals';
import { createUnderstand } from '../../../src/core/language/understand.js';
import type { RequestType } from '../../../src/core/model/codes.js';
import { NOW } from '../../fixtures/language/city.js';
import { yancheng } from '../../fixtures/language/yancheng.js';

const understand = createUnderstand(yancheng);

describe('type of the request', () => {
  test.each<[text: string, type: RequestType]>([
    ['我要投诉物业乱收费', 'complaint'],
    ['楼下烧烤店油烟太大熏得睡不着', 'complaint'],
    ['工地半夜还在施工吵得没法睡', 'complaint'],
    ['小区垃圾成堆没人管', 'complaint'],
    ['健身房关门了不退钱', 'complaint'],
    ['老板拖欠工资三个月不给', 'complaint'],
    ['I want to complain about noise', 'complaint'],
    ['请问居住证怎么办理需要什么材料', 'consultation'],
    ['公积金怎么提取', 'consultation'],
    ['想问一下生育津贴什么时候发', 'consultation'],
    ['咨询一下新生儿医保', 'consultation'],
    ['how do I renew my residence permit', 'consultation'],
    ['路灯坏了请派人来修', 'help'],
    ['家里停水了', 'help'],
    ['下水道堵了反水', 'help'],
    ['东西落在出租车上了求助', 'help'],
    ['建议在学校门口装红绿灯', 'suggestion'],
    ['希望增加12路公交班次', 'suggestion'],
    ['举报有人非法捕鱼', 'report'],
    ['举报黑诊所无证行医', 'report'],
    ['有化工厂夜里偷排污水', 'report'],
    ['表扬合德镇便民服务中心的小王', 'praise'],
    ['给公交司机点赞,拾金不昧', 'praise'],
  ])('%s', (text, type) => {
    expect(understand(text, NOW).type?.value).toBe(type);
  });

  test.each(['路', '你好', '13812345678', '盐都区', '嗯', '解放南路112号'])('not sure about: %s', (text) => {
    expect(understand(text, NOW).type).toBeUndefined();
  });

  test('"not a complaint" takes the word out', () => {
    expect(understand('不是投诉,就是问问', NOW).type?.value).not.toBe('complaint');
  });

  test('the reasons are words of the text', () => {
    const text = '我要投诉物业乱收费';
    const { type, category } = understand(text, NOW);
    for (const reason of [...(type?.reasons ?? []), ...(category?.reasons ?? [])])
      expect(text).toContain(reason);
  });
});

describe('category and hotline', () => {
  test.each([
    ['路灯不亮', 'CG07', '12319'],
    ['小区门口井盖没了', 'CG08', '12319'],
    ['老板拖欠工资', 'LD01', '12333'],
    ['公积金怎么提取', 'FW08', '12329'],
    ['物业费太贵', 'FW01', '81610000'],
    ['超市卖过期食品', 'SC03', '12315'],
    ['健身卡关门跑路', 'SC02', '12312'],
    ['化工厂臭味很大', 'HB01', '12369'],
    ['河水发黑发臭', 'HB03', '12369'],
    ['烧烤店油烟扰民', 'HB02', '12369'],
    ['出租车拒载', 'JT02', '12328'],
    ['公交车太少等一个小时', 'JT01', '12328'],
    ['红绿灯坏了', 'JG02', '96122'],
    ['家里停水了', 'GY01', '12319'],
    ['渣土车抛洒', 'CG04', '12319'],
    ['工地半夜施工', 'CG12', '12319'],
    ['卖假烟', 'SC12', '12313'],
    ['村里土地流转的钱没给', 'SN01', '12316'],
    ['残疾证怎么办', 'MZ05', '12385'],
    ['医院乱收费态度差', 'WS01', '12320'],
    ['下水道堵塞污水外溢', 'CG09', '12319'],
    ['个人所得税怎么退税', 'ZW03', '12366-2'],
  ])('%s', (text, category, hotline) => {
    const result = understand(text, NOW);
    expect(result.category?.value).toBe(category);
    expect(result.hotline?.value).toBe(hotline);
  });
});

describe('sealed matters', () => {
  test.each([
    ['举报村支书贪污征地款', 'discipline'],
    ['我要举报局长受贿', 'discipline'],
    ['镇长公款吃喝', 'discipline'],
    ['村干部私吞低保款', 'discipline'],
    ['派出所所长收黑钱当保护伞', 'discipline'],
    ['法官枉法裁判', 'prosecution'],
    ['申请检察院法律监督', 'prosecution'],
    ['有人倒卖机密文件', 'state-secret'],
  ])('%s', (text, id) => {
    expect(understand(text, NOW).sealed?.id).toBe(id);
  });

  test.each([
    '检察院门口的路灯坏了',
    '纪检委旁边修路',
    '物业经理收红包',
    '书记您好,小区停水了',
    '反腐电视剧太吵',
    '市长你好,我想问低保',
    '村书记让我来问医保',
    '抢红包被骗',
  ])('open: %s', (text) => {
    expect(understand(text, NOW).sealed).toBeUndefined();
  });
});
