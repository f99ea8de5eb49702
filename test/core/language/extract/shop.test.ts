import { describe, expect, test } from '@jest/globals';
import { shops } from '../../../../src/core/language/extract/shop.js';

const sure = (text: string) => shops(text, []).find(({ confidence }) => confidence >= 0.5)?.value;

describe('names of shops and companies', () => {
  test.each([
    ['楼下的老王烧烤油烟太大', '老王烧烤'],
    ['盐都区世纪大道苏果超市缺斤少两', '苏果超市'],
    ['一家叫好再来的店卖过期面包', '好再来'],
    ['名叫小星星的幼儿园', '小星星'],
    ['“蓝天幼儿园”伙食不好', '蓝天幼儿园'],
    ['在「老地方」烧烤店吃的', '老地方'],
    ['举报盐城恒达物业服务有限公司乱收费', '盐城恒达物业服务有限公司'],
    ['王婆大虾店不干净', '王婆大虾店'],
    ['金太阳健身房跑路了', '金太阳健身房'],
    ['在海底捞排队', '海底捞'],
    ['和平饭店不开发票', '和平饭店'],
    ['仁和药店卖假药', '仁和药店'],
    ['在鲜多多买的虾是臭的', '鲜多多'],
    ['新东英语跑路了,学费不退', '新东英语'],
    ['那个叫宝丰号的当铺不还东西', '宝丰号'],
    ['「湘里人家」地沟油', '湘里人家'],
    ['单位名称盐城市宏发建材有限公司', '盐城市宏发建材有限公司'],
    ['the gym Iron House refuses to refund', 'Iron House'],
  ])('%s', (text, name) => {
    expect(sure(text)).toBe(name);
  });

  test.each([
    '小区门口的超市不开发票',
    '楼下有家饭店油烟大',
    '物业不作为',
    '我们公司不发工资',
    '新开了一家奶茶店',
    '店里的东西是假的',
    '人民路服装厂',
    '诊所乱收费',
    '商家电话15212345678',
    '在拼多多买的鞋坏了',
    '我想办个书店',
    '没得物业管理',
    '第一人民医院排队',
    '苏果超市对面的路灯坏了',
  ])('no name of who it is about in: %s', (text) => {
    expect(sure(text)).toBeUndefined();
  });
});
