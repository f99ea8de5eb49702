import { around } from '../lexicon.js';
import type { Span } from '../understanding.js';

/**
 * Contexts in which words of danger tell of none. They belong to the language, not to a city. A wrong
 * alarm costs a call, a missed one a life, so each is narrow, and none counts when the same sentence says
 * that it happens now.
 */
const CALL_FOR_HELP =
  /救命(?!的?[钱药]|稻草|恩|消防|保命|之|车|水)|救救|快来人|快派人|快来救|(?<![能会久候才间没])来人啊|help me|please help|hurry/i;
const NOW =
  /(?<!到)现在(?!想|要|才|需要|能|可以|申请|问|怎么[^办]|咨询|都|搬|已经|好了|没事)|正在|此刻|这会|刚才|刚刚|马上就|快来|赶紧来|着呢|又在|还在|就在|越来越|right now|just now|still/i;
const PAST =
  /去年|前年|大前年|上个?月|上周|上个?星期|上个?礼拜|上次|上回|前几[天年]|几[天年]个?月?前|[\d一二两三四五六七八九十半几多]+个?多?(?:天|月|年|周|星期|礼拜|小时)(?:之|以)?前|年前|(?<!是)以前|之前|曾经|曾|当年|小时候|上一?次|那次|那年|那会儿|过去(?=的|几|那|[一二两三四五六七八九十\d]|曾|一直|这)|发生过|[起着失]过火|出过|\d{4}年|元月|死.{0,3}伤|[两三几多数十\d]起(?!火|来|身)|多次|接二连三|昨天|前天|前晚|前段时间|前阵子|[\d一二两三四五六七八九十]+月份?(?:[\d一二三四五六七八九十]+[日号])?(?!大|的?(?:孩子|婴儿|宝宝|身孕|娃))|后来|当时|早就|last (?:year|month|week)|years? ago|months? ago|weeks? ago|yesterday/i;
/** What began in the past and lasts: "昨天下午出去到现在没回来". */
const STILL = /到现在|至今|还没|还在|仍|一直|一夜|一晚上|还是|没回|since|still/i;
const UNREAL =
  /万一|如果|要是|假如|假使|一旦|容易|极易|易(?:引|造|导|发生)|可能(?:会|引|导|造|发|产|有)?|会(?:引|导|造|不会|有|发生)|引发|引起|造成|导致|会不会|隐患|风险|防止|预防|避免|以免|以防|防范|迟早|早晚|生怕|怕(?:发生|引|有|会|出|着|他|她)?|担心|随时|存在|杜绝|谨防|小心|差点|差一点|险些|几乎|好像要|快要?(?:塌|倒|垮)|要(?:塌|倒|垮)|might|could|may|in case|\bif\b|risk of|almost|nearly|worried/i;
/** A condition said anywhere before it in the sentence, and what makes a noun of danger a mere worry. */
const CONDITION = /万一|如果|要是|假如|假使|一旦|日后|总有一天|等到|就像|好比|if |in case/i;
const WORRY_AFTER =
  /^.{0,3}(?:一样|似的)|^.{0,8}(?:隐患|风险|的可能|可能性|都有可能|怎么得了|谁负责|谁来负责|谁能保障|谁担责|的?危险(?!了)|怎么办理|吗[?]?$|呢[?]?$)/;
const LESSON =
  /讲座|培训|演练|演习|宣传|知识|保险|理赔|课程|上课|教育|展览|电影|电视剧|新闻|小说|游戏|考试|预案|标准|规定|政策|资质|验收|器材|安全月|证书|报销|补贴|补助|待遇|鉴定|认定|索赔|谁赔|赔偿|赔多少|怎么赔|怎么办理|如何办理|咨询|题目|作文|视频|抖音|朋友圈|纪录片|手环|定位器|津贴|产假|准生证|建档|责任|表扬|感谢|锦旗|点赞|好人好事|见义勇为|医药费|医疗费|住院费|抚恤|证明|复印|档案|事故调查|调查报告|通报|应急预案|电视里|看到报道|怎么申请|如何申请|急救课|学(?:习)?(?:急救|心肺复苏)|注意事项|告诫书|lecture|training|drill|insurance|movie|course|news|film|certificate|reimburse/i;
/** What cancels even a fear: "我怕他会想不开" is none of these. */
const FICTION =
  /讲座|培训|宣传|电影|电视剧|新闻|小说|游戏|剧情|歌词|台词|题目|作文|保险|开个?玩笑|干预|补助|lecture|movie|news|film|insurance/i;
const SELF = /我|\bi\b/i;
const ASKED = /^了?[吗嘛?]/;
const HABIT =
  /经常|老是|总是|时常|好几次|频繁|多发|时有|常常|天天|每天|每晚|隔三差五|动不动|一(?:个?月|年|周|天|星期|礼拜).{0,3}[两三几四五六\d][回次]|often|always|every (?:day|night)/i;
const NONE =
  /(?:没有?|并未|未|无|不是|并非|不会|幸好没|别|不要|不想|不敢|not?|without|never)(?:人|有|发生|出现|造成|引起|任何|有人|人员|会|再|真的?|去|要|说)*\s*$/i;
/** Denied right before one of its words: "没有人受伤". */
const NOT_THERE =
  /(?:没有?|并未|未|无|不是|并非|不会|不想|不要|别)(?:人|有|发生|出现|造成|引起|任何|人员|受)*$/;
/** For a fear "都买好了" is no relief; only a rescue is. */
const RESCUED = /救[出下回]|获救|送医|劝下来|was rescued/i;
const RESOLVED =
  /(?:已经?|都|早就|后来|幸好|好在|最后|及时)(?:被|把|给)?(?:.{0,4})(?:扑灭|灭了|灭掉|救出|救出来|救下|获救|找到|找回|回来|送医|送到医院|出院|抓|走了|没事|脱险|好了|解决|处理|报警|死|去世)|扑灭了|人(?:都)?没事(?!吧|吗)|送[到进去]医院(?:后|以后|就)|帮我?们?找[到回]|没事了|找到了|虚惊|有惊无险|出院|康复|痊愈|was rescued|put out|is fine now/i;

/** Longer than this, a text is a letter and no cry for help: it takes several signs, or that it happens now. */
const LETTER = 160;

/** How far words of context are looked for before and after a situation, in characters. */
const NEAR = 16;
const SENTENCE = 40;

/** What kind of danger it is decides which contexts can take it away. */
export interface Gravity {
  /** Worry and supposition are themselves the alarm: "我怕他会想不开". */
  whenFeared: boolean;
  /** A habit is a danger too: "他经常打我". */
  asHabit: boolean;
  /** What began days ago may still go on: somebody missing, gas leaking. */
  lasting: boolean;
}

/** Praise tells of a danger that somebody has mastered, however present it sounds. */
const PRAISE = /敬佩|怎么谢|感激|锦旗|点赞|表扬|好样的|了不起|真厉害|[, ]厉害|辛苦了/;

/** What is left of a situation in its context, 0–1; 0 when it tells of no danger. */
export function standing(
  text: string,
  words: readonly Span[],
  { whenFeared, asHabit, lasting }: Gravity,
): number {
  const start = Math.min(...words.map((word) => word.start));
  const end = Math.max(...words.map((word) => word.end));
  const sentence = around(text, start, end, SENTENCE);
  const lead = text.slice(Math.max(0, start - 30), start).replace(/^.*[。!?;\n]/s, '');
  const before = lead.slice(-NEAR).replace(/^.*[,、]/s, '');
  const after = text.slice(end, end + NEAR).replace(/[。!?;,\n].*$/s, '');
  if (words.some((word) => ASKED.test(text.slice(word.end, word.end + 3)))) return 0;
  const told = before + text.slice(start, end);
  if (
    NONE.test(before) ||
    words.some((word) => NOT_THERE.test(text.slice(Math.max(0, word.start - 6), word.start)))
  )
    return 0;
  if (!whenFeared && PRAISE.test(text)) return 0;
  if (CALL_FOR_HELP.test(sentence)) return 1;
  const isLetter = text.length > LETTER;
  const isNow = NOW.test(told + after);
  if (!isNow && (whenFeared ? RESCUED : RESOLVED).test(sentence)) return 0;
  if (isNow) return isLetter ? 0.5 : 1;
  if ((whenFeared ? FICTION : LESSON).test(sentence)) return 0;
  if (whenFeared) return PAST.test(sentence) && !SELF.test(sentence) ? 0 : 1;
  if (!asHabit && HABIT.test(told)) return 0;
  if (PAST.test(sentence) && !(lasting && STILL.test(sentence))) return 0;
  if (UNREAL.test(told) || CONDITION.test(lead) || WORRY_AFTER.test(after)) return 0;
  return isLetter ? 0.25 : 1;
}
