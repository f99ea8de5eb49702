import { describe, expect, test } from '@jest/globals';
import { createUnderstand } from '../../../src/core/language/understand.js';
import type { Intent } from '../../../src/core/language/understanding.js';
import { NOW } from '../../fixtures/language/city.js';
import { yancheng } from '../../fixtures/language/yancheng.js';

const understand = createUnderstand(yancheng);
const intents = (text: string) => understand(text, NOW).intents.map(({ value }) => value);

describe('what a person wants', () => {
  test.each<[text: string, intent: Intent]>([
    ['查进度', 'progress'],
    ['我想查一下处理进度', 'progress'],
    ['我上次那个路灯处理得怎么样了', 'progress'],
    ['YC20261123080000173办到哪了', 'progress'],
    ['有结果了吗', 'progress'],
    ['催一下', 'urge'],
    ['怎么还没处理啊都一个星期了', 'urge'],
    ['加急', 'urge'],
    ['我要补充', 'supplement'],
    ['补充一下,还有三楼也漏水', 'supplement'],
    ['不投诉了', 'withdraw'],
    ['撤销工单', 'withdraw'],
    ['我要评价', 'rate'],
    ['转人工', 'human'],
    ['我要人工服务', 'human'],
    ['人工', 'human'],
    ['轉人工', 'human'],
    ['找个真人来', 'human'],
    ['talk to a human', 'human'],
    ['算了', 'cancel'],
    ['不说了', 'cancel'],
    ['取消', 'cancel'],
    ['不用了谢谢', 'cancel'],
    ['never mind', 'cancel'],
    ['重新开始', 'restart'],
    ['重来', 'restart'],
    ['你好', 'greeting'],
    ['您好,在吗', 'greeting'],
    ['hello', 'greeting'],
    ['早上好', 'greeting'],
    ['谢谢', 'thanks'],
    ['好的谢谢您', 'thanks'],
    ['辛苦了', 'thanks'],
    ['thank you very much', 'thanks'],
    ['是的', 'yes'],
    ['对', 'yes'],
    ['嗯嗯', 'yes'],
    ['好的。', 'yes'],
    ['没错', 'yes'],
    ['确认', 'yes'],
    ['可以的', 'yes'],
    ['OK', 'yes'],
    ['yes', 'yes'],
    ['就这样吧', 'yes'],
    ['👌', 'yes'],
    ['不是', 'no'],
    ['不对', 'no'],
    ['错了', 'no'],
    ['不用', 'no'],
    ['no', 'no'],
    ['不对,是盐都区', 'correct'],
    ['电话打错了 是13812345678', 'correct'],
    ['不是投诉,就是问问', 'correct'],
    ['地址写错了', 'correct'],
    ['更正一下', 'correct'],
    ['应该是解放南路', 'correct'],
    ['我要匿名', 'anonymous'],
    ['不想留名字', 'anonymous'],
    ['请帮我保密', 'confidential'],
    ['不要告诉对方是我说的', 'confidential'],
    ['跳过', 'skip'],
    ['不知道', 'skip'],
    ['不想说', 'skip'],
    ['不方便提供', 'skip'],
    ['怎么用', 'help'],
    ['帮助', 'help'],
    ['居住证怎么办理', 'question'],
    ['物业费多少钱?', 'question'],
    ['请问几点下班', 'question'],
    ['How do I register?', 'question'],
    ['你们都是废物', 'abuse'],
    ['傻逼', 'abuse'],
    ['低息贷款加微信领', 'advert'],
    ['english please', 'to-english'],
    ['说中文', 'to-chinese'],
  ])('%s', (text, intent) => {
    expect(intents(text)).toContain(intent);
  });

  test.each<[text: string, intent: Intent]>([
    ['人工湖的水发臭', 'human'],
    ['安装费太高,人工费也高', 'human'],
    ['好好的路挖了三次', 'yes'],
    ['这个小区是的确很吵的地方', 'yes'],
    ['不是我家的问题,是楼上漏水', 'no'],
    ['物业不知道去哪了没人管', 'skip'],
    ['取消了我的低保资格', 'cancel'],
    ['没有路灯晚上很黑', 'skip'],
    ['没有路灯晚上很黑', 'no'],
    ['公交站没有重新开始使用', 'yes'],
    ['要求物业保密协议作废', 'confidential'],
    ['银行催收电话骚扰', 'urge'],
    ['对面工地半夜施工', 'yes'],
    ['对不起打扰了', 'yes'],
    ['路灯坏了', 'question'],
    ['希望给个说法', 'question'],
    ['行道树倒了', 'yes'],
  ])('in another sense: %s is no %s', (text, intent) => {
    expect(intents(text)).not.toContain(intent);
  });

  test('two wishes in one message are both seen', () => {
    expect(intents('匿名投诉,请保密')).toEqual(expect.arrayContaining(['anonymous', 'confidential']));
  });
});

describe('marks, choices and languages', () => {
  test.each([
    ['5', 5],
    ['3分', 3],
    ['五星', 5],
    ['给你们打4分', 4],
    ['★★★★☆', 4],
    ['⭐⭐', 2],
    ['满意', 5],
    ['非常满意', 5],
    ['很满意', 5],
    ['比较满意', 4],
    ['基本满意', 4],
    ['一般', 3],
    ['凑合', 3],
    ['还行吧', 3],
    ['不满意', 2],
    ['很不满意', 1],
    ['太差', 1],
    ['差评', 1],
    ['👍', 5],
    ['👎', 2],
    ['😡', 1],
    ['不太满意', 2],
    ['very good', 5],
  ])('%s is %d', (text, mark) => {
    expect(understand(text, NOW).rating).toBe(mark);
  });

  test.each([
    '物业态度太差了,一年换了三家保洁,垃圾没人收',
    '路灯坏了',
    '我叫张伟',
    '13812345678',
    '8',
    '15分钟',
    '6点',
  ])('no mark in: %s', (text) => {
    expect(understand(text, NOW).rating).toBeUndefined();
  });

  test.each([
    ['2', 2],
    ['２', 2],
    ['第二个', 2],
    ['选1', 1],
    ['3.', 3],
    ['2️⃣', 2],
    ['十', 10],
    ['13812345678', undefined],
    ['2号楼', undefined],
    ['路灯', undefined],
  ])('the choice %s', (text, choice) => {
    expect(understand(text, NOW).choice).toBe(choice);
  });

  test.each([
    ['The street light is broken', 'en'],
    ['hello', 'en'],
    ['my phone is 13812345678', 'en'],
    ['路灯坏了', 'zh-CN'],
    ['OK', 'zh-CN'],
    ['家里wifi断了找电信没人来', 'zh-CN'],
    ['YC20261123080000173', 'zh-CN'],
    ['https://12345.example.cn/t/abc', 'zh-CN'],
    ['路燈壞了', 'zh-CN'],
    ['', 'zh-CN'],
  ])('%s is written in %s', (text, language) => {
    expect(understand(text, NOW).language).toBe(language);
  });
});

describe('a wish to stay unknown, and its refusal', () => {
  test.each<[text: string, intent: Intent]>([
    ['我要匿名', 'anonymous'],
    ['能不能匿名', 'anonymous'],
    ['要不要匿名啊 我不想留名字', 'anonymous'],
    ['匿名举报 不用回电', 'anonymous'],
    ['I want to stay anonymous', 'anonymous'],
    ['请替我保密', 'confidential'],
    ['要求保密,不要泄露', 'confidential'],
    ['你们要是不保密我就不讲了', 'confidential'],
    ['我怕被打击报复', 'confidential'],
    ['怕老板给我穿小鞋,怕报复', 'confidential'],
    ['do not call them, keep it confidential', 'confidential'],
  ])('%s is a wish for %s', (text, intent) => {
    expect(intents(text)).toContain(intent);
  });

  test.each([
    '不用保密',
    '不需要保密,可以公开',
    '无需保密',
    '不必给我保密',
    '用不着替我保密 我行得正',
    '保密就不用了',
    '我不要求保密',
    '不需要匿名',
    '不匿名,我叫张伟',
    '我没匿名',
    '不用给我匿名',
    '非匿名',
    '匿名就免了,我实名',
    '取消匿名',
    '可以公开我的名字',
    '我不怕报复',
    '不怕他们打击报复 也不怕穿小鞋',
    'no need to keep it confidential',
    'it does not need to be anonymous',
    "I don't want to stay anonymous",
  ])('%s is none', (text) => {
    expect(intents(text)).not.toContain('anonymous');
    expect(intents(text)).not.toContain('confidential');
  });
});
