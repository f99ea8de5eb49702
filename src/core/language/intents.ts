import type { City } from '../model/city.js';
import { score, type Hits } from './lexicon.js';
import { Intent, type Scored } from './understanding.js';

/**
 * Answers that mean something only when they are the whole message: "好" inside a sentence is no yes.
 * Politeness around them is taken off first.
 */
const WHOLE: [Intent, RegExp][] = [
  [
    'yes',
    /^(?:是的?|对的?|对对+|对了|没错|嗯+|恩+|好的?|好好+|好滴|行的?|可以的?|确认|确定|同意|没问题|正确|就这样|就这些|没有了|提交|无误|没有错|ok|okay|okk|yes|yep|yeah|y|right|correct|confirm(?:ed)?|sure|submit|👌|👍|✅)$/i,
  ],
  [
    'no',
    /^(?:不是的?|不对的?|不行|不可以|不用|不要|不好|否|没有|错了|有误|不确认|不同意|不需要|no|nope|n|wrong|not correct|❌)$/i,
  ],
  [
    'skip',
    /^(?:跳过|略过|不知道|不清楚|不记得|记不清|忘了|不想说|不方便(?:说|透露|提供)?|不愿意?(?:说|透露|提供)|不提供|无可奉告|没有|暂无|无|随便|不便透露|skip|pass|don'?t know|no idea|not sure|rather not(?: say)?)$/i,
  ],
  [
    'greeting',
    /^(?:你好|您好|在吗|在不在|有人吗|hi|hello|hey|喂|哈喽|早上好|上午好|中午好|下午好|晚上好|早|good (?:morning|afternoon|evening)|👋|亲)+$/i,
  ],
  [
    'thanks',
    /^(?:谢谢|谢了|多谢|感谢|辛苦|麻烦|好的|非常|太|十分|了|您|你|啦|哦|啊|们|thanks|thank you|thx|very much|so much|a lot|🙏|🌹|[\s,])+$/i,
  ],
  ['restart', /^(?:重新开始|重来|重新来|从头来|重新填|重新说|start over|restart)$/i],
  [
    'cancel',
    /^(?:算了|取消|不说了|不投诉了|不弄了|不用了|不办了|不要了|不填了|退出|结束|cancel|quit|exit|stop|never ?mind|forget it)$/i,
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
    const bare = strip(text);
    for (const [intent, pattern] of WHOLE) {
      const said = [bare, bare.replace(ENDING, '').trim()].find((form) => form !== '' && pattern.test(form));
      if (said !== undefined && (intent !== 'thanks' || THANKS_NEEDED.test(said))) add(intent, 3, [text]);
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

function strip(text: string): string {
  return text.replace(/^[\s,.。!~、:;…]+|[\s,.。!~、:;…]+$/gu, '');
}
