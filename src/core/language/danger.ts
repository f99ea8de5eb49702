import type { City } from '../model/city.js';
import { around, score, type Hit, type Hits } from './lexicon.js';
import type { Danger } from './understanding.js';

/**
 * Contexts in which a word of danger tells of none. They belong to the language, not to a city: the
 * lexicon only lists the signs. A wrong alarm costs a call, a missed one a life, so each is narrow, and
 * none counts when the same sentence says that it happens now.
 */
const NOW =
  /现在|正在|此刻|刚才|刚刚|马上|快来|救命|救救|赶紧来|着呢|又在|还在(?:烧|打|冒|流|漏)|right now|help me/i;
const PAST =
  /去年|前年|上个?月|上周|上个?星期|前几[天年]|几[天年个]月?前|[\d一二两三四五六七八九十半]+(?:天|个?月|年|周|个?星期)(?:之)?前|年前|以前|曾经|当年|小时候|上一?次|那次|那年|过去|last (?:year|month|week)|years? ago|months? ago/i;
const UNREAL =
  /万一|如果|要是|假如|假使|一旦|容易|极易|可能(?:会|引|导|造|发|产)|会(?:引|导|造)|引发|引起|造成|导致|会不会|隐患|风险|防止|预防|避免|以免|以防|防范|迟早|怕(?:发生|引|有|会|出)|担心(?:发生|引|有|会|出)|存在|杜绝|谨防|小心|might|could|may cause|in case|\bif\b|risk of/i;
const LESSON =
  /讲座|培训|演练|演习|宣传|知识|保险|理赔|课程|上课|教育|展览|电影|电视剧|新闻|小说|游戏|考试|预案|标准|规定|政策|资质|验收|器材|安全月|证书|报销|补贴|补助|待遇|鉴定|怎么办理|如何办理|咨询|题目|作文|lecture|training|drill|insurance|movie|course/i;
const NONE =
  /(?:没有?|并未|未|无|不是|并非|不会|幸好没|no|not|without)(?:人|有|发生|出现|造成|引起|任何|有人|人员)*\s*$/i;

/** Groups where worry and supposition are themselves the alarm: "我怕他会想不开". */
const ALWAYS_SERIOUS = new Set(['suicide', 'threat']);

const CANNOT_SPEAK =
  /不[敢能](?:说话|出声|讲话|打电话|吭声|接电话|大声)|不方便(?:说话|出声|讲话|打电话|接电话)|说不了话|没法(?:说话|出声|打电话)|别(?:打|回)电话|不要(?:打|回)电话|聋哑|聋人|哑巴|聋子|听障|(?:他|她|人)就?在(?:旁边|隔壁|外面|门外|门口)|(?:躲|藏|锁|反锁)在|(?:can(?:'t|not)|unable to) (?:speak|talk|call)|he is (?:here|outside|next to)|deaf/i;

/**
 * Danger to life or property: the strongest group of the lexicon whose signs still stand after the
 * contexts above, with the numbers to be named in their order.
 */
export function createDanger(city: City): (hits: Hits, text: string) => Danger | undefined {
  return (hits, text) => {
    let top: Danger | undefined;
    for (const { id, hotlines } of city.lexicon.danger) {
      const real = (hits.get(`danger:${id}`) ?? []).filter((hit) =>
        isReal(hit, text, ALWAYS_SERIOUS.has(id)),
      );
      const scored = score(real);
      if (scored.score >= city.lexicon.threshold && (top === undefined || scored.score > top.score)) {
        top = { id, hotlines, ...scored, cannotSpeak: CANNOT_SPEAK.test(text) };
      }
    }
    return top;
  };
}

function isReal(hit: Hit, text: string, alwaysSerious: boolean): boolean {
  const sentence = around(text, hit.start, hit.end, 40);
  const before = text.slice(Math.max(0, hit.start - 12), hit.start).replace(/^.*[。!?;,\n]/s, '');
  if (NONE.test(before)) return false;
  if (NOW.test(sentence)) return true;
  if (LESSON.test(sentence)) return false;
  if (alwaysSerious) return !PAST.test(sentence) || hit.weight > 1.5;
  return !PAST.test(sentence) && !UNREAL.test(before);
}
