import fc from '../../support/fc.js';
import type { StepContext } from '../../../src/core/conversation/context.js';
import type { Effect } from '../../../src/core/conversation/effect.js';
import { picture, Player } from '../../../src/play/player.js';
import { city, understand } from './real.js';

/** What people really write, in pieces that get joined in any order. */
const FRAGMENTS = [
  ...[
    '路灯坏了',
    '我要投诉烧烤店油烟扰民',
    '我们小区楼上漏水没人管',
    '我要举报超市卖过期食品',
    '请问社保怎么转移',
    '建议多装几个垃圾桶',
  ],
  ...[
    '表扬一下急诊的李医生',
    '盐都区',
    '亭湖区建军东路22号',
    '大丰区新丰镇菜市场北门',
    '我家楼下',
    '老菜场后门',
    '昨天晚上八点',
    '上周三',
  ],
  ...[
    '13812345678',
    '电话打错了 是5679',
    '0515-88123456',
    '老板电话13912345678',
    '我叫王建国',
    '张女士',
    '苏J12345',
    '1',
    '2',
    '4',
    '9',
    '5分',
  ],
  ...[
    '是的',
    '不对',
    '没有',
    '好',
    '嗯',
    '不用了',
    '跳过',
    '不方便',
    '不知道',
    '算了',
    '取消',
    '重新开始',
    '继续',
    '谢谢',
    '你好',
    '在吗',
    '帮助',
  ],
  ...[
    '查进度',
    '催办',
    '我要补充',
    '补充一下，是三盏灯',
    '撤回工单',
    '评价',
    '很满意',
    '转人工',
    '匿名',
    '请保密',
    'english',
    '中文',
    'yes',
    'skip',
  ],
  ...['着火了', '有人拿刀砍人', '我不想活了', '没事了', '煤气泄漏了，味道很大', '去年着火了', '气死我了'],
  ...[
    '我要举报书记受贿',
    '傻逼',
    '办证加微信',
    'YC202611230100000017',
    '查询码482913',
    '我上次那个路灯修了没有',
    '不对，是盐都区',
    '地点：老菜场\n电话：13812345678',
  ],
  ...[
    '',
    ' ',
    '？？？',
    '😀',
    '\u0000',
    '{place}',
    '<b>',
    '$where',
    'a'.repeat(300),
    '不是投诉，就是问问',
    '第二件事，窨井盖也没了',
  ],
];

export type Act =
  | { type: 'say'; text: string; files: number }
  | { type: 'location' }
  | { type: 'silence' }
  | { type: 'staff'; action: 'take' | 'release' | 'reply' }
  | { type: 'ticket'; move: 'dispatch' | 'sign' | 'review' | 'rework' | 'close' | 'cancel' | 'note' };

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...FRAGMENTS) },
  {
    weight: 2,
    arbitrary: fc
      .array(fc.constantFrom(...FRAGMENTS), { minLength: 2, maxLength: 3 })
      .map((parts) => parts.join('，')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);
export const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ type: fc.constant('say' as const), text, files: fc.constantFrom(0, 0, 0, 1, 2) }),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'location' as const }) },
  { weight: 2, arbitrary: fc.constant({ type: 'silence' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('staff' as const),
      action: fc.constantFrom('take' as const, 'release' as const, 'reply' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('ticket' as const),
      move: fc.constantFrom(
        'dispatch' as const,
        'sign' as const,
        'review' as const,
        'rework' as const,
        'close' as const,
        'cancel' as const,
        'note' as const,
      ),
    }),
  },
);
export const conversation = fc.array(act, { minLength: 1, maxLength: 14 });
export const setting = fc.record({
  dialogue: fc.constantFrom<StepContext['dialogue']>('chat', 'chat', 'chat', 'mail', 'public'),
  staffOnDuty: fc.boolean(),
});

export const newPlayer = (options: { dialogue: StepContext['dialogue']; staffOnDuty: boolean }): Player =>
  new Player({ city, understand, ...options });

/** Does one act; `index` makes the names of its files. */
export function perform(player: Player, act: Act, index: number): Effect[] {
  switch (act.type) {
    case 'say': {
      const attachments = Array.from({ length: act.files }, (_, file) => picture(`f${index}-${file}`));
      return player.say(act.text, { attachments });
    }
    case 'location':
      return player.say('', {
        kind: 'location',
        text: undefined,
        location: { lat: 33.38, lng: 120.13, datum: 'gcj02' },
      });
    case 'silence':
      return player.waitForTimer();
    case 'staff':
      if (act.action !== 'reply') return player.staff({ type: act.action });
      return player.staff({ type: 'reply', text: '您好', attachmentIds: [] });
    case 'ticket':
      return player.tickets.length === 0 ? [] : player.move(act.move, '已处理');
  }
}
