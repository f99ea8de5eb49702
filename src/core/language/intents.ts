import type { City } from '../model/city.js';
import { score, type Hits } from './lexicon.js';
import { withoutStickers } from './sticker.js';
import { Intent, type Scored } from './understanding.js';

/** A yes as people pile it up: "嗯对", "这下对了", "都对的没错", "就这样提交吧". */
const AGREEING =
  '(?:这[下回次]|现在|都|全|确实|应该)*(?:是|对|没错|没问题|正确|好|行|嗯|恩|可以)(?:的|了|啦|呀|啊|嘞|哒)*';
const SUBMITTING =
  '(?:那?就)?(?:这样|这么|按这个)?(?:直接|给我|帮我)*(?:提交|上报|登记|报|发|交|办)(?:上去)?(?:了?吧|了|就[行好])?';
const PILED = `(?:${AGREEING})*(?:${AGREEING}|${SUBMITTING})`;

/**
 * Answers that mean something only when they are the whole message: "好" inside a sentence is no yes.
 * Politeness around them is taken off first.
 */
const WHOLE: [Intent, RegExp][] = [
  ['yes', new RegExp(`^${PILED}$`)],
  [
    'yes',
    /^(?:是+的?|是[啊嘞呀]|对+的?|对头|对了|没错|嗯+|恩+|唔|哦+|好+的?|好滴|好嘞|行+的?|中|成|得|妥|妥了|要得|可以的?|可以了|确认|确定(?:撤回)?|同意|没问题|没毛病|没意见|正确|都对|全对|就这样吧?|就这些|没有了|没别的了?|提交吧?|报吧|登记吧?|发吧|交吧|无误|没有错|接着办|要|要的|需要|o+k+|okay|okk|yes|yep|yeah|yup|y|right|correct|confirm(?:ed)?|sure|fine|good|submit(?: it)?|looks good|go ahead|(?:(?:yes|yep|yeah|ok|okay),? )?(?:that'?s|that is|it'?s|it is|all|all of it is|everything is)? ?(?:right|correct|fine)|(?:yes,? )?go on|carry on|all good|continue|yes,? withdraw(?: it)?|withdraw|👌|👍|✅|🆗)$/iu,
  ],
  [
    'no',
    /^(?:不是的?|不对的?|不太?对|不准确|不行|不可以|不用|不要|不好|否|没有|错了|错啦|有误|有错|有问题|有(?:个)?地方(?:要改|不对|错了?)|(?:我)?(?:要|想)改(?:一下|下)?|改(?:一下|下)|不确认|不同意|不需要|不撤了?|先放着|no|nope|n|wrong|not (?:correct|right|quite)|incorrect|something (?:is wrong|to change)|keep it|later|❌)$/i,
  ],
  [
    'skip',
    /^(?:跳过|略过|过|下一个|不知道|不晓得|不清楚|不大?清楚|说不清楚?|说不好|不记得|记不清楚?|记不得|想不起来|忘了|忘记了?|不想说|不说|不留|不填|不方便(?:说|透露|提供|留)?|不愿意?(?:说|透露|提供|留)|不提供|无可奉告|没有|没|暂无|无|随便|都行|不便透露|skip(?: it| this)?|pass|(?:i )?(?:don'?t|do not) (?:know|remember)|no idea|not sure|rather not(?: say)?|none)$/i,
  ],
  [
    'greeting',
    /^(?:你好|您好|在吗|在不在|有人吗|hi|hello|hey|喂|哈喽|早上好|上午好|中午好|下午好|晚上好|早|good (?:morning|afternoon|evening)|👋|亲|啊|呃|额|哎|唉|诶|欸|那个)+$/i,
  ],
  [
    'thanks',
    /^(?:谢谢|谢了|多谢|感谢|辛苦|麻烦|好的|非常|太|十分|了|您|你|啦|哦|啊|呀|哈|们|(?:小|老)?(?:同志|师傅|老师|姑娘|伙子|朋友)|美女|帅哥|领导|客服|大家|thanks|thank you|thx|very much|so much|a lot|🙏|🌹|[\s,])+$/i,
  ],
  [
    'restart',
    /^(?:重新开始|重来|重新来|从头来|从头开始|重新填|重新说|重新登记|重新弄|(?:前面|刚才|上面|之前)?(?:说|填|写)?的?(?:全部?|都|全都|统统)?(?:都|说的)?(?:不算数?|作废|清空)了?吧?|start (?:over|again)|restart)$/i,
  ],
  [
    'human',
    /^(?:人工|找人|找个?人|转人|(?:叫|找|换)(?:个|你们)?(?:人|领导|工作人员|真人)(?:来|说)?|请?人工联系我|我要(?:找)?人工|human|agent|staff|(?:please )?(?:have|let|ask) (?:a )?(?:person|human|somebody|someone|staff) (?:to )?(?:contact|call|reach) me|(?:please )?contact me|yes,? (?:please )?contact me)$/i,
  ],
  [
    'cancel',
    /^(?:(?:那|就|真的?|我|也|还是|干脆|先)*(?:算了|算啦|取消|不想?(?:说|投诉|反映|举报|弄|用|办|要|填|搞|讲|管)了|退出|结束)[吧啦\s,]*)+(?:(?:反正|说了)?也?(?:没用|白[说搭]|没意思|不管用))?$|^(?:cancel|quit|exit|stop|never ?mind|forget it|leave it(?: for now)?)$/i,
  ],
  ['help', /^(?:帮助|菜单|怎么用|你能做什么|功能|使用说明|help|menu|\?)$/i],
];
/** "不对,是盐都区", "不是投诉,就是问问": a denial followed by what is right. */
const CORRECTION =
  /^(?:不对|不是的?|错了|说错了|no|wrong)[\s,。!]+\S{2}|^不是.{1,12}?[,\s]?(?:而是|就是|应该是|是(?!不是|否))|^(?:no|not)\b.{1,30}\b(?:but|it's|it is)\b/i;
const THANKS_NEEDED = /谢|感谢|辛苦|麻烦|thank|thx|🙏|🌹/i;
/** What follows a yes without changing it: politeness, and impatience ("没错 赶紧处理"). */
const ENDING =
  /(?:谢谢(?:您|你)?|哦|呀|啊|啦|呢|吧|哈|嘛|了吧|的呢|[\s,。!]*(?:就|请|麻烦)?(?:你们|您)?(?:赶紧|赶快|尽快|快点|抓紧)(?:帮我|给我)?(?:处理|解决|办理?|提交|弄)?(?:一下)?|please|pls)$/i;
const QUESTION =
  /[??]\s*$|(?:怎么|如何|哪里|哪儿|哪个|什么|多少|几点|多久|是否|能不能|可不可以|可以吗|请问|想问|问一下|咨询|吗\s*$|呢\s*$)|^(?:what|how|where|when|who|which|why|can|could|do|does|is|are)\b/i;

/** Wishes to the bot are short; in a long story the same words tell of something else. */
const SHORT_ONLY: ReadonlySet<Intent> = new Set<Intent>([
  'yes',
  'no',
  'skip',
  'restart',
  'cancel',
  'help',
  'rate',
  'correct',
  'withdraw',
  'greeting',
  'question',
  'bind-phone',
  'unbind-phone',
  'elsewhere',
]);
const SHORT = 60;

/** What a person wants apart from telling a matter; strongest first. */
export function createIntents(city: City): (hits: Hits, text: string) => Scored<Intent>[] {
  const listed = Object.keys(city.lexicon.intents).map((name) => Intent.parse(name));
  return (hits, text) => {
    const found = new Map<Intent, Scored<Intent>>();
    const add = (value: Intent, weight: number, reasons: string[]) => {
      const known = found.get(value);
      if (known) {
        known.score = Math.max(known.score, weight);
        known.reasons = [...new Set([...known.reasons, ...reasons])];
      } else found.set(value, { value, score: weight, reasons });
    };
    const bare = strip(withoutStickers(text));
    for (const [intent, pattern] of WHOLE) {
      if (isWhole(bare, pattern) && (intent !== 'thanks' || THANKS_NEEDED.test(bare))) add(intent, 3, [text]);
    }
    for (const intent of listed) {
      const scored = score(hits.get(`intent:${intent}`) ?? []);
      if (text.length > SHORT && SHORT_ONLY.has(intent)) continue;
      if (scored.score >= city.lexicon.threshold) add(intent, scored.score, scored.reasons);
    }
    if (text.length <= SHORT && CORRECTION.test(text)) add('correct', 1.5, [text]);
    const question = QUESTION.exec(text);
    if (question && text.length <= SHORT) add('question', 1, [question[0].trim()]);
    return [...found.values()].sort((a, b) => b.score - a.score);
  };
}

/** "没问题，提交", "对 没错 谢谢": every piece says the same, or is mere politeness. */
function isWhole(bare: string, pattern: RegExp): boolean {
  if (bare === '' || bare.length > SHORT) return false;
  if (pattern.test(bare)) return true;
  const says = (piece: string): boolean =>
    pattern.test(piece) || pattern.test(piece.replace(ENDING, '').trim());
  if (says(bare)) return true;
  // English phrases hold spaces; where Chinese has them, they stand for a comma.
  const pieces = bare
    .split(/[,。!、~;.]+/)
    .flatMap((clause) => (says(clause.trim()) ? [clause.trim()] : clause.split(/\s+/)))
    .filter((piece) => piece !== '');
  return pieces.some(says) && pieces.every((piece) => says(piece) || POLITE.test(piece));
}
const POLITE =
  /^(?:谢谢|多谢|感谢|辛苦|麻烦|请|那|那就|就|你们?|您|了|啦|吧|啊|哦|哎|唉|等一?下|等等|稍等|慢着|不好意思|对不起|赶紧|快点?|尽快|please|thanks?|thank|you|it)+$/i;

function strip(text: string): string {
  return text.replace(/^[\s,.。!~、:;…]+|[\s,.。!~、:;…]+$/gu, '');
}
