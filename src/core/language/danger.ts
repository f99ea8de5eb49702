import type { City } from '../model/city.js';
import { around, score, type Hit, type Hits } from './lexicon.js';
import type { Danger } from './understanding.js';

/**
 * Contexts in which a word of danger tells of none. They belong to the language, not to a city: the
 * lexicon only lists the signs. A wrong alarm costs a call, a missed one a life, so each is narrow, and
 * none counts when the same sentence says that it happens now.
 */
const NOW =
  /现在(?!想|要|才|需要|能|可以|申请|问|怎么|咨询)|正在|此刻|刚才|刚刚|马上就|快来|救命(?!的?[钱药]|稻草|恩|消防|保命|之|车|水)|救救|赶紧来|着呢|又在|还在(?:烧|打|冒|流|漏)|right now|help me/i;
const CALL_FOR_HELP = /救命(?!的?[钱药]|稻草|恩|消防|保命|之|车|水)|救救|快来人|快派人|快来救|help me/i;
const PAST =
  /去年|前年|上个?月|上周|上个?星期|前几[天年]|几[天年个]月?前|[\d一二两三四五六七八九十半]+(?:天|个?月|年|周|个?星期)(?:之)?前|年前|以前|曾经|当年|小时候|上一?次|那次|那年|(?<![晕昏死睡冲跑撞跳倒])过去|曾|发生过|起过火|\d{4}年|元月|死.{0,3}伤|[两三几多数十\d]起(?!火|来|身)|多次|接二连三|last (?:year|month|week)|years? ago|months? ago/i;
const UNREAL =
  /万一|如果|要是|假如|假使|一旦|容易|极易|可能(?:会|引|导|造|发|产)|会(?:引|导|造)|引发|引起|造成|导致|会不会|隐患|风险|防止|预防|避免|以免|以防|防范|迟早|怕(?:发生|引|有|会|出)|担心(?:发生|引|有|会|出)|随时|存在|杜绝|谨防|小心|might|could|may cause|in case|\bif\b|risk of/i;
/** A condition said anywhere before it in the sentence, and what makes a noun of danger a mere worry. */
const CONDITION = /万一|如果|要是|假如|假使|一旦|日后|总有一天|等到|就像|好比|if |in case/i;
const WORRY_AFTER =
  /^.{0,6}(?:隐患|风险|的可能|可能性|都有可能|怎么得了|谁负责|谁来负责|谁能保障|谁担责|的?危险(?!了)$)/;
const LESSON =
  /讲座|培训|演练|演习|宣传|知识|保险|理赔|课程|上课|教育|展览|电影|电视剧|新闻|小说|游戏|考试|预案|标准|规定|政策|资质|验收|器材|安全月|证书|报销|补贴|补助|待遇|鉴定|认定|索赔|谁赔|赔偿|怎么办理|如何办理|咨询|题目|作文|lecture|training|drill|insurance|movie|course/i;
const HABIT = /经常|老是|总是|时常|好几次|频繁|多发|时有|常常|often|always/i;
const NONE =
  /(?:没有?|并未|未|无|不是|并非|不会|幸好没|no|not|without)(?:人|有|发生|出现|造成|引起|任何|有人|人员)*\s*$/i;

/** Groups where worry and supposition are themselves the alarm: "我怕他会想不开". */
const ALWAYS_SERIOUS = new Set(['suicide', 'threat']);

const CANNOT_SPEAK =
  /不[敢能](?:说话|出声|讲话|打电话|吭声|接电话|大声)|不方便(?:说话|出声|讲话|打电话|接电话)|说不了话|没法(?:说话|出声|打电话)|别(?:打|回)电话|不要(?:打|回)电话|聋哑|聋人|哑巴|聋子|听障|(?:他|她|人)就?在(?:旁边|隔壁|外面|门外|门口)|(?:躲|藏|锁|反锁)在(?:.{0,8}(?:里|中|下|后|内))|(?:can(?:'t| ?not)|unable to) (?:speak|talk|call)|he is (?:here|outside|next to)|deaf/i;

/**
 * Danger to life or property: the strongest group of the lexicon whose signs still stand after the
 * contexts above, with the numbers to be named in their order.
 */
export function createDanger(city: City): (hits: Hits, text: string) => Danger | undefined {
  return (hits, text) => {
    let top: Danger | undefined;
    for (const { id, hotlines } of city.lexicon.danger) {
      const real = (hits.get(`danger:${id}`) ?? [])
        .map((hit) => ({ ...hit, weight: weigh(hit, text, id) }))
        .filter(({ weight }) => weight > 0);
      const scored = score(real);
      if (scored.score >= city.lexicon.threshold && (top === undefined || scored.score > top.score)) {
        top = { id, hotlines, ...scored, cannotSpeak: CANNOT_SPEAK.test(text) };
      }
    }
    return top;
  };
}

/** Groups where a habit is a danger too: "他经常打我". */
const SERIOUS_AS_HABIT = new Set(['police', 'suicide', 'threat']);

/** Longer than this, a text is a letter and no cry for help: signs count half unless it happens now. */
const LETTER = 160;

/** The weight that is left of a sign in its context; 0 when it tells of no danger. */
function weigh(hit: Hit, text: string, group: string): number {
  const sentence = around(text, hit.start, hit.end, 40);
  const lead = text.slice(Math.max(0, hit.start - 30), hit.start).replace(/^.*[。!?;\n]/s, '');
  const before = lead.slice(-16).replace(/^.*,/s, '');
  const after = text.slice(hit.end, hit.end + 16).replace(/[。!?;,\n].*$/s, '');
  if (NONE.test(before)) return 0;
  if (NOW.test(before + hit.word + after) || CALL_FOR_HELP.test(sentence)) return hit.weight;
  if (LESSON.test(sentence)) return 0;
  if (ALWAYS_SERIOUS.has(group)) return PAST.test(sentence) && hit.weight <= 1.5 ? 0 : hit.weight;
  if (!SERIOUS_AS_HABIT.has(group) && HABIT.test(before)) return 0;
  if (PAST.test(sentence) || UNREAL.test(before) || CONDITION.test(lead) || WORRY_AFTER.test(after)) return 0;
  return text.length > LETTER ? hit.weight / 2 : hit.weight;
}
