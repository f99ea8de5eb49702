import { describe, expect, test } from '@jest/globals';
import { bareName } from '../../../../src/core/language/extract/name.js';
import { createUnderstand } from '../../../../src/core/language/understand.js';
import { NOW, testCity } from '../../../fixtures/language/city.js';

const understand = createUnderstand(testCity);
const sure = (text: string) => understand(text, NOW).names.find(({ confidence }) => confidence >= 0.6)?.value;

describe('a name said as such', () => {
  test.each([
    ['我叫张伟', '张伟'],
    ['我叫王建国电话13812345678', '王建国'],
    ['我叫李明电话13812345678', '李明'],
    ['我叫张伟住在盐都区', '张伟'],
    ['我姓王', '王'],
    ['免贵姓陈', '陈'],
    ['我姓李,木子李', '李'],
    ['我是张先生', '张先生'],
    ['我是李女士,电话13812345678', '李女士'],
    ['本人赵丽华,反映一个问题', '赵丽华'],
    ['姓名:欧阳雪', '欧阳雪'],
    ['姓名 周杰 电话 13812345678', '周杰'],
    ['联系人:刘洋', '刘洋'],
    ['联系人王女士13812345678', '王女士'],
    ['叫我陈姐就行', '陈姐'],
    ['可以叫我小林老师', undefined],
    ['我的名字是孙晓梅', '孙晓梅'],
    ['我叫阿依古丽·买买提', '阿依古丽·买买提'],
    ['My name is John Smith', 'John Smith'],
    ['我是高明,昨天投诉过', '高明'],
    ['我姓厍', '厍'],
    ['俺姓缪,村里没水', '缪'],
    ['我叫逯海波,家在建湖', '逯海波'],
    ['鄙人粟长明,有个建议', '粟长明'],
    ['我是中学教师滑玉萍,问职称', '滑玉萍'],
    ['村民苌桂英,路灯坏了', '苌桂英'],
    ['实名举报:郏国平', '郏国平'],
    ['慕容秋,昨天去过窗口', '慕容秋'],
    ['—— 陈志华,求修路', '陈志华'],
    ['此致敬礼\n吴玉兰', '吴玉兰'],
    ['称呼我阿萍就好', '阿萍'],
    ['我是小崔,上午来过', '小崔'],
    ['何女士,买的空调没人装', '何女士'],
    ['免贵姓沙,沙先生', '沙先生'],
    ['我叫石桂芳,叫我石姐也行', '石桂芳'],
    ['我姓葉', '葉'],
    ['吕建平 320902199001011236', '吕建平'],
    ['wo xing chen, deng huai le', 'chen'],
    ['im Yusuf, a student', 'Yusuf'],
  ])('%s', (text, name) => {
    expect(sure(text)).toBe(name);
  });

  test.each([
    '我是业主',
    '我是高中生',
    '我是张庄街道的居民',
    '我是房东',
    '我是连云港人',
    '我是司机',
    '我是路过的',
    '我是车主',
    '姓名不想说',
    '我叫了三次都没人来',
    '联系人没有',
    '我是江苏人',
    '我是安徽来的',
    '我叫你们处理',
    '高新区,路灯坏了',
    '黄海路,积水很深',
    '家里电话0515-86224178',
    '王阿姨说可以领',
    '李医生,你们几点下班',
    '车牌苏J12345乱停',
  ])('no name in: %s', (text) => {
    expect(sure(text)).toBeUndefined();
  });

  test('a form of address without "I am" may be someone else\'s, and is held unsure', () => {
    const [name] = understand('路灯昨天张师傅看过', NOW).names;
    expect(name).toMatchObject({ value: '张师傅' });
    expect(name?.confidence).toBeLessThan(0.6);
  });

  test.each([
    '司机张师傅态度很好',
    '找你们王局长',
    '隔壁李阿姨家的狗',
    '被投诉人:刘建国',
    '老板姓名陈大海',
    '我儿子叫王浩',
    '物业经理张某骂人',
  ])("the other side's or an official's name is not taken: %s", (text) => {
    expect(understand(text, NOW).names).toEqual([]);
  });
});

describe('a name as the whole answer', () => {
  test.each([
    ['张伟', '张伟'],
    ['王建国', '王建国'],
    ['欧阳娜娜', '欧阳娜娜'],
    ['张先生', '张先生'],
    ['姓刘', '刘'],
    ['我姓王。', '王'],
    ['叫我李姐', '李姐'],
    ['張偉', '张伟'],
    ['John', 'John'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
  ])('%s', (text, name) => {
    expect(bareName(text)).toBe(name);
  });

  test.each([
    '不想说',
    '没有',
    '路灯坏了',
    '盐都区',
    '13812345678',
    '谢谢',
    '方便',
    '马路',
    '查进度',
    '投诉物业',
    '不知道',
    '',
    '🙂',
  ])('is no name: %s', (text) => {
    expect(bareName(text)).toBeUndefined();
  });
});
