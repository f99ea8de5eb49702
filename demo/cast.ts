/** A citizen of the play: what they say first, and what they answer when they are asked. */
export interface Role {
  name: string;
  what: string;
  channel: 'web' | 'email';
  address: string;
  /** Bubbles of the first turn; a mail is one. */
  opening: string[];
  subject?: string;
  /** Question → answer; each is given once, the first that fits what was asked last. */
  answers: [RegExp, string][];
  /** What must have been said to them by then, beside the notices every ticket brings. */
  mustHear: RegExp[];
  /** Messages that come by themselves before handling begins: an emergency ticket's number. */
  unasked: number;
}

/** Told to every citizen when staff move their ticket: 派单, 签收, 审核, 办结, in this order. */
export const HANDLING = [/已转给/, /已经接手/, /现场核实/, /已办结/];
/** The end of the intake. */
export const REGISTERED = /YC\d{17}/;

const CONFIRM: [RegExp, string] = [/对不对/, '对'];

export const CAST: Role[] = [
  {
    name: '王建国',
    what: 'answers what he is asked',
    channel: 'web',
    address: 'wang',
    opening: ['我家楼下路灯坏了好几天了，晚上黑漆漆的'],
    answers: [[/什么地方|哪里|位置/, '盐都区世纪大道88号'], [/电话/, '13812345678'], CONFIRM],
    mustHear: [/138\*{4}5678/, /盐都区世纪大道88号/],
    unasked: 0,
  },
  {
    name: '陈芳',
    what: 'is angry, writes three bubbles, no punctuation',
    channel: 'web',
    address: 'chen',
    opening: ['气死了!!', '亭湖区解放南路112号工地半夜还在打桩 吵的一家人睡不着', '打了多少次电话都没人管'],
    answers: [
      [/联系电话吗/, '我电话是 139 0510 1234'],
      [/单位|店铺/, '不知道'],
      [/对不对/, '没错 赶紧处理'],
    ],
    mustHear: [/解放南路112号/, /139\*{4}1234/],
    unasked: 0,
  },
  {
    name: '李强',
    what: 'corrects himself after the summary',
    channel: 'web',
    address: 'li',
    opening: ['投诉盐都区人民路55号饭店油烟直排，熏得没法开窗'],
    answers: [
      [/联系电话吗/, '我的电话是13705101111'],
      [/单位|店铺/, '跳过'],
      [/对不对[\s\S]*地点：盐都区/, '不对，是亭湖区'],
      CONFIRM,
    ],
    mustHear: [/地点：亭湖区人民路55号/],
    unasked: 0,
  },
  {
    name: '周敏',
    what: 'is in danger',
    channel: 'web',
    address: 'zhou',
    opening: ['救命，我家着火了，在亭湖区大庆中路12号'],
    answers: [],
    mustHear: [/119/, /不能代替报警/],
    unasked: 1,
  },
  {
    name: '赵国强',
    what: 'says everything in one mail',
    channel: 'email',
    address: 'zhao@example.cn',
    subject: '反映小区门口占道经营',
    opening: [
      '您好，我叫赵国强，电话13805101234。\r\n投诉：盐都区新都路200号水岸花园北门口每天早上都有流动摊贩占道经营，垃圾遍地，车子进出困难。\r\n请尽快处理，谢谢！',
    ],
    answers: [[/对不对|请您看看/, '对']],
    mustHear: [/查询码/],
    unasked: 0,
  },
  {
    name: '孙丽',
    what: 'forgets the place and is asked by mail',
    channel: 'email',
    address: 'sun@example.cn',
    subject: '井盖坏了',
    opening: ['马路上的井盖破了一个大洞，骑车的人很危险，请派人修一下。'],
    answers: [[/地点/, '在大丰区健康东路18号门口，我的电话13912345678'], CONFIRM],
    mustHear: [/查询码/],
    unasked: 0,
  },
];
