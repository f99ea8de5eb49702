import { describe, expect, test } from '@jest/globals';
import { createUnderstand } from '../../../src/core/language/understand.js';
import { yancheng } from '../../fixtures/language/yancheng.js';
import { NOW } from '../../fixtures/language/city.js';

const understand = createUnderstand(yancheng);
const danger = (text: string) => understand(text, NOW).danger;

describe('danger is named, with the number to dial first', () => {
  test.each([
    ['着火了', '119'],
    ['我家楼下着火了快来救命', '119'],
    ['邻居家厨房冒烟了好大的烟', '119'],
    ['电动车在楼道里烧起来了', '119'],
    ['厂里爆炸了有人受伤', '119'],
    ['隔壁起火了 老人还在里面', '119'],
    ['失火啦', '119'],
    ['小区电瓶车自燃火势很大', '119'],
    ['家里有很重的煤气味', '119'],
    ['燃气泄漏', '119'],
    ['闻到一股煤气味头晕', '119'],
    ['楼道里天然气漏了味道很大怎么办', '119'],
    ['there is a gas leak in my kitchen', '119'],
    ['my house is on fire', '119'],
    ['有人晕倒了没有呼吸', '120'],
    ['我爸突然昏迷叫不醒', '120'],
    ['老人摔倒在地上流血了', '120'],
    ['孩子喝了农药', '120'],
    ['一家人食物中毒都在吐', '120'],
    ['工人触电了', '120'],
    ['she is not breathing', '120'],
    ['我胸痛喘不上气', '120'],
    ['孕妇羊水破了堵在路上', '120'],
    ['出车祸了有人受伤', '122'],
    ['解放路口两车相撞 有人躺在地上', '122'],
    ['电动车被大货车撞倒了', '122'],
    ['有人持刀在砍人', '110'],
    ['我老公在打我', '110'],
    ['锁在卫生间里 他在踹门', '110'],
    ['门口有人打架打得头破血流', '110'],
    ['有人在撬我家门', '110'],
    ['孩子不见了找了一个小时', '110'],
    ['老人走失了有老年痴呆', '110'],
    ['小偷还在我家里', '110'],
    ['被人跟踪我好害怕', '110'],
    ['有人在抢劫', '110'],
    ['我不想活了', '110'],
    ['活着没意思想死', '110'],
    ['有人要跳楼', '110'],
    ['我女儿割腕了', '110'],
    ['我怕他会自杀', '110'],
    ['i want to kill myself', '110'],
    ['再不解决我就炸了你们', '110'],
    ['不给钱我就拿刀去找他们', '110'],
    ['孩子掉河里了', '119'],
    ['有人落水', '119'],
    ['电梯困人了', '119'],
    ['被困在电梯里出不来', '119'],
    ['房子塌了压到人', '119'],
    ['高压线断了掉在路上冒火花', '119'],
  ])('%s', (text, number) => {
    expect(danger(text)?.hotlines[0]).toBe(number);
  });

  test('a suicide text also leads to the medical and the help line', () => {
    expect(danger('我不想活了')?.hotlines).toEqual(expect.arrayContaining(['110', '120']));
  });

  test('danger in the middle of a form is seen among other facts', () => {
    expect(danger('我叫张伟电话13812345678 刚才楼下着火了')?.id).toBe('fire');
  });

  test.each([
    '他在踹门我不敢出声',
    '有人拿刀 不能说话',
    '我躲在柜子里 小偷还在我家里',
    '我是聋哑人 家里着火了',
    'he has a knife, I can not speak',
  ])('cannot speak, so the text alarm is named too: %s', (text) => {
    expect(danger(text)?.cannotSpeak).toBe(true);
  });

  test('can speak where nothing says otherwise', () => {
    expect(danger('楼下着火了')?.cannotSpeak).toBe(false);
  });
});

describe('words of danger that tell of none', () => {
  test.each([
    // figures of speech
    '这家店最近火了',
    '气死我了',
    '我快被气死了',
    '热死了空调也不开',
    '笑死我了',
    '心态炸了',
    '气炸了',
    '累死了',
    '吵死了睡不着',
    '烦死人了',
    '跳楼价大甩卖是虚假宣传',
    '商场跳楼机安全吗',
    '办个证要跑死人',
    '路堵死了',
    '上火了嗓子疼',
    '生意火爆',
    '信息爆炸的时代',
    '想死你了',
    '急死我了快帮我查查',
    // numbers and names
    '我家110平方',
    '120平米的房子物业费多少',
    '119路公交车几点',
    '欠我110元',
    '消防站旁边的路灯坏了',
    '火车站怎么走',
    // past events
    '去年我家着火了保险还没赔',
    '上个月楼下起火烧了两辆车,物业一直没处理',
    '三年前我爸出车祸,现在想申请残疾补助',
    '之前被狗咬过,以前也晕倒过,想咨询大病医保',
    '前年煤气中毒住院的费用能报销吗',
    '上周小区着火后电梯一直没修',
    // lessons, insurance, safety
    '建议小区办消防演练',
    '想报名防火灾知识讲座',
    '火灾保险怎么理赔',
    '咨询交通事故伤残鉴定',
    '学校组织防溺水教育',
    '工伤受伤赔偿标准是多少',
    '反家暴讲座在哪里报名',
    '灭火器过期了没人换',
    '燃气报警器在哪买',
    '燃气公司什么时候来通天然气',
    // worry and hazard, for a unit and not for the alarm
    '飞线充电容易引起火灾',
    '楼道堆物万一着火怎么办',
    '消防通道被堵存在火灾隐患',
    '井盖缺失可能造成有人受伤',
    '没有人受伤就是车刮了一下想问怎么处理',
    '担心发生爆炸请检查加油站',
    '这个路口经常出车祸建议装红绿灯',
    '人行道坏了容易摔伤老人',
    // others
    '打人工电话没人接',
    '他打我电话骚扰',
    '猫走丢了',
    '跳河游泳的人太多建议装护栏',
    '医院救护车收费不合理',
    '手机掉河里了能报销吗',
  ])('%s', (text) => {
    expect(danger(text)?.id).toBeUndefined();
  });
});
