import { withoutStickers } from '../../language/sticker.js';
import type { Next } from '../composer.js';
import { hasBegun } from '../draft.js';
import type { Turn } from '../turn.js';
import { repeatPending } from './gather.js';
import { serve } from './service.js';

const HOW_LONG = 'talk.howLong';
/** Questions for the form only: outside of it the same words ask something of the citizen's own. */
const IN_FORM: readonly (readonly [template: string, pattern: RegExp])[] = [
  [
    'talk.why',
    /^(?:为什么|为啥|干嘛|干什么|凭什么|怎么还要|why).{0,16}$|(?:一定|必须|非)(?:得|要).{0,6}[吗?]|(?:电话|地址|名字|姓名|这个|这些).{0,6}(?:干嘛|干什么|干啥|做什么|做啥|有啥用)[?呀啊]*$|要(?:这个|我电话|电话|地址).{0,4}(?:干嘛|做什么|干什么|有什么用|有啥用)/i,
  ],
  [
    'talk.wait',
    /^(?:你|您|先)?(?:等一?[下会]|等等|稍等|等我|慢着|我?(?:先)?(?:找|看|想|查|问)(?:一?下|找|看|想|一想|问)|马上(?:发|拍|来)|在打字|wait|hold on|one moment|just a (?:moment|second)).{0,8}$/i,
  ],
];
/** What people ask or say to the bot itself, whatever else is going on. */
const ANY_TIME: readonly (readonly [template: string, pattern: RegExp])[] = [
  [
    HOW_LONG,
    /多久|多长时间|几天(?:能|可以|内)|什么时候(?:能|可以|才|会)?(?:来|修|处理|解决|办|答复|回复|有结果|有人)|how long|when will/i,
  ],
  [
    'talk.who',
    /^(?:请问|喂|那)?[,\s]*(?:你|您|这里?|对面)们?(?:到底|究竟)?(?:是|叫)(?:不是)?(?:谁|什么(?:人|东西|名字|单位|部门)?|啥|哪位|哪里|哪个(?:单位|部门)|个?机器人?|真人|人|活人|ai|人工智能|电脑|骗子|人还是机器人?|机器人还是(?:真)?人)(?:在?(?:回复|回答|说话))?[吗呢啊呀吧?]*$|^(?:are you|who are you|is this).{0,24}$/i,
  ],
  [
    'talk.free',
    /(?:收不收|要不要|收|要|用不用|花)(?:我)?(?:手续)?(?:费|钱)(?:的|用)?[吗呢么?]|免费(?:的)?[吗么?]|(?:is it|for) free/i,
  ],
  [
    'talk.safe',
    /(?:会不会|会|能|是不是).{0,6}(?:泄[露漏]|报复|让人知道|被人?知道|知道是我|告诉(?:他|她|别人|对方|物业|老板|单位|村)).{0,6}[吗么?]?$|(?:信息|电话|隐私).{0,4}安全[吗么?]|is it (?:safe|confidential)/i,
  ],
  [
    'talk.hours',
    /^(?:你们?|12345|这里|请问)?.{0,4}(?:几点|什么时候)(?:上|下)班|^(?:你们?|12345|这里)的?(?:上班|办公|服务|工作)时间|^(?:你们?|12345|这里)?(?:周末|星期[六天日]|双休日?|节假日|晚上|夜里)(?:也?(?:上班|有人|在))?[吗么?]+$|24小时.{0,3}[吗么?]/,
  ],
  [
    'talk.canYou',
    /^(?:请问)?(?:这个?|这种|这事|这些|这种事)?(?:事情?)?(?:你们?|12345|这里|归你们?|是你们?)(?:能|可以|会|到底)?(?:帮忙)?(?:管|解决|处理|受理)(?:不管|得了)?(?:这个?|这种|这些|这)?(?:事情?)?(?:吗|么|\?)+$|^(?:管不管|能不能管|能管吗|归谁管)[?]*$/,
  ],
  ['talk.laugh', /^(?:哈+|呵+|嘿+|嘻+|嘎+|hh+|(?:ha)+h?|lol|233+|[\s,。!~]|😂|🤣|😄|😁|😆|😅)+$/iu],
  [
    'talk.phone',
    /^(?:请问|那|问一下)?[,\s]*(?:你们?|您|12345|这里|这边|贵|平台|热线|人工|客服|投诉|举报)(?:这里|这边|单位)?的?(?:联系|投诉|举报|服务|咨询|人工|热线|办公)?(?:电话|号码|联系方式)(?:号码)?(?:是|打)?(?:多少|几号|什么|哪个|几|啥)?[呢啊呀吗?]*$|^.{0,4}(?:打|拨)(?:什么|哪个|多少|啥)(?:电话|号码)?.{0,6}(?:找|联系)(?:到)?你们?[呢啊?]*$|^.{0,4}(?:怎么|能|可以)(?:打电话|电话)(?:给|联系|找)(?:到)?你们?[吗呢啊?]*$|^what(?:'s| is) your (?:phone |telephone )?number/i,
  ],
  [
    'talk.joke',
    /^.{0,6}(?:讲|说|来)(?:个|一个)?(?:笑话|段子|故事)|^.{0,4}唱(?:首|个)歌|^(?:你|您)?吃饭?了?(?:没有?|吗|么)?[呀啊呢?]*$|^(?:你|您)(?:吃饭?|睡|下班|结婚|几岁|多大)了?(?:没|吗|了|呢)|^(?:今天|明天)?天气(?:怎么样|好吗|如何|真好)|^.{0,4}陪我聊|tell me a joke/i,
  ],
  [
    'talk.bye',
    /^(?:好的?)?[,\s]*(?:再见|拜+|拜拜+|回见|晚安|下次再说|先这样|就先这样|挂了|byebye|bye+|goodbye|see you|👋)[\s!。~了啊吧]*$/iu,
  ],
  [
    'talk.ok',
    /^(?:哦|噢|好)?[,\s]*(?:知道了?|明白了?|收到|了解了?|懂了?|晓得了?|got it|i see|understood)[了啊\s。!]*$/i,
  ],
];
/** A longer text tells something, and the question in it belongs to the matter. */
const MOST_ASKED_BACK = 24;

/** Something said to the bot and not of the matter: answered, then back to where the form stood. */
export const asksBack = (turn: Turn): boolean => templateFor(turn) !== undefined;

export function answerBack(turn: Turn, next: Next): void {
  const template = templateFor(turn);
  if (template === undefined) return next();
  const hasForm = hasBegun(turn.state.draft);
  if (template === HOW_LONG && turn.context.ownTickets.length > 0 && !hasForm) {
    return serve('progress')(turn, next);
  }
  turn.say(template, { areaCode: turn.context.city.profile.areaCode });
  if (hasForm && template !== 'talk.wait' && template !== 'talk.bye') repeatPending(turn);
}

function templateFor({ heard, understanding, dialogue, state, attachments }: Turn): string | undefined {
  if (heard.length > MOST_ASKED_BACK || understanding.category || attachments.length > 0) return undefined;
  const inForm = hasBegun(state.draft) && (dialogue.type === 'gathering' || dialogue.type === 'confirming');
  const table = inForm ? [...IN_FORM, ...ANY_TIME] : ANY_TIME;
  const find = (said: string) => table.find(([, pattern]) => pattern.test(said))?.[0];
  const said = withoutStickers(heard).trim();
  if (said === '' && heard !== '') return 'talk.laugh';
  const whole = find(said);
  if (whole !== undefined) return whole;
  // "你是人还是机器人 吃饭了没": two at once, and nothing else.
  const found = said.split(/[\s,。!;]+/).map(find);
  return found.includes(undefined) ? undefined : found[0];
}
