export type Medium =
  'web' | 'email' | 'app' | 'wechat-official' | 'wechat' | 'weibo' | 'sms' | 'telegram' | 'phone';

/** What goes wrong on the other side while a role is played; each ends by itself. */
export type Trouble = 'official-away' | 'official-token' | 'official-window';

/** A citizen of the play: what they say first, and what they answer when they are asked. */
export interface Role {
  name: string;
  what: string;
  channel: Medium;
  /** Where the channel knows them: a number, an id, a mail address. */
  address: string;
  /** Bubbles of the first turn; a mail is one. */
  opening: string[];
  subject?: string;
  /** Question → answer; each is given once, the first that fits what was asked last. */
  answers: [RegExp, string][];
  /** What must have been said to them by then, beside the notices every ticket brings. */
  mustHear: RegExp[];
  trouble?: Trouble;
  /** Messages that come by themselves before handling begins: an emergency ticket's number. */
  unasked: number;
}

/** Told to every citizen when staff move their ticket: 派单, 签收, 审核, 办结, in this order. */
export const HANDLING = [/已转给/, /已经接手/, /现场核实/, /已办结/];
/** The end of the intake. */
export const REGISTERED = /YC\d{17}/;

const CONFIRM: [RegExp, string] = [/对不对/, '对'];

/** Those who can be played while the hub is killed: their channels lose nothing that was half sent. */
const ALWAYS: Role[] = [
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

const PHONE = (number: string): [RegExp, string] => [/电话吗|联系电话/, `我的电话是${number}`];
const KIND: [RegExp, string] = [/希望我们怎么处理/, '请帮忙解决'];
const NO_SHOP: [RegExp, string] = [/单位|店铺|公司/, '不知道'];
const LAST: [RegExp, string] = [/对不对|可以吗/, '没问题，提交'];

/** One for each channel more, and what happens to them. */
const EVERYWHERE: Role[] = [
  {
    name: '吴梅',
    what: 'writes to the 公众号 while WeChat’s interface is away',
    channel: 'wechat-official',
    address: 'oWuMei',
    opening: ['亭湖区毓龙路36号门口的自来水管爆了，水流了一马路'],
    answers: [PHONE('13801110001'), NO_SHOP, KIND, LAST],
    mustHear: [/毓龙路36号/],
    trouble: 'official-away',
    unasked: 0,
  },
  {
    name: '孙浩',
    what: 'is told the outcome when the 公众号 may no longer write to him',
    channel: 'wechat-official',
    address: 'oSunHao',
    opening: ['盐都区开创大道20号旁边的公交站牌倒了'],
    answers: [PHONE('13801110002'), NO_SHOP, KIND, LAST],
    mustHear: [/开创大道20号/],
    trouble: 'official-window',
    unasked: 0,
  },
  {
    name: '许婷',
    what: 'writes to the 公众号 when its access token runs out',
    channel: 'wechat-official',
    address: 'oXuTing',
    opening: ['大丰区健康东路8号小区门口垃圾三天没人清了'],
    answers: [PHONE('13801110003'), NO_SHOP, KIND, LAST],
    mustHear: [/健康东路8号/],
    trouble: 'official-token',
    unasked: 0,
  },
  {
    name: '郑强',
    what: 'is a friend of the hotline’s WeChat account',
    channel: 'wechat',
    address: 'wxid_zhengqiang',
    opening: ['你们好', '盐都区神州路66号路口红绿灯不亮了'],
    answers: [
      [/什么事|您说|请讲|听着/, '盐都区神州路66号路口红绿灯不亮了'],
      PHONE('13801110004'),
      NO_SHOP,
      LAST,
    ],
    mustHear: [/神州路66号/],
    unasked: 0,
  },
  {
    name: '何伟',
    what: 'writes in private on Weibo',
    channel: 'weibo',
    address: '1000000021',
    opening: ['我要投诉，亭湖区建军中路88号门口占道停车，天天堵着出不来'],
    answers: [PHONE('13801110005'), NO_SHOP, KIND, LAST],
    mustHear: [/建军中路88号/],
    unasked: 0,
  },
  {
    name: '钱德福',
    what: 'knows only how to text',
    channel: 'sms',
    address: '+8613801110006',
    opening: ['亭湖区黄海中路5号楼道灯坏了半个月没人修'],
    answers: [PHONE('13801110006'), NO_SHOP, KIND, LAST],
    mustHear: [/黄海中路5号/],
    unasked: 0,
  },
  {
    name: '林晓',
    what: 'writes to the bot on Telegram',
    channel: 'telegram',
    address: '5512345001',
    opening: ['盐都区西环路9号旁边工地的土堆没盖，一刮风全是灰'],
    answers: [PHONE('13801110007'), NO_SHOP, KIND, LAST],
    mustHear: [/西环路9号/],
    unasked: 0,
  },
  {
    name: '冯磊',
    what: 'reports with the app',
    channel: 'app',
    address: 'fenglei',
    opening: ['亭湖区通榆中路12号门前的人行道塌了一块'],
    answers: [PHONE('13801110008'), NO_SHOP, KIND, LAST],
    mustHear: [/通榆中路12号/],
    unasked: 0,
  },
  {
    name: '马桂英',
    what: 'calls, and an operator writes it down',
    channel: 'phone',
    address: '13801110009',
    opening: ['滨河小区3号楼电梯又坏了，老人上不了楼'],
    answers: [],
    mustHear: [/滨河小区3号楼/],
    unasked: 0,
  },
  {
    name: '沈洁',
    what: 'comments on Weibo, goes on at the 公众号 by sending the link there, then calls',
    channel: 'weibo',
    address: '1000000022',
    opening: ['@盐城12345 串场河边步道的路灯全灭了，晚上没法走'],
    answers: [[/什么地方|哪里|位置/, '亭湖区解放南路216号'], PHONE('13801110010'), NO_SHOP, KIND, LAST],
    mustHear: [/解放南路216号/],
    unasked: 0,
  },
];

/** Who plays: everybody, or with a hub that is killed those who lose nothing by it. */
export const castFor = (kills: number): Role[] => (kills > 0 ? ALWAYS : [...ALWAYS, ...EVERYWHERE]);
