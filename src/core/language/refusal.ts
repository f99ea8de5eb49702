import type { City } from '../model/city.js';
import type { Hits } from './lexicon.js';
import { SITUATIONS, VOCABULARY } from './refusal/duties.js';
import { add, hear, listed, type Sign } from './scene/hear.js';
import { createTagger, type Tags } from './scene/tagger.js';
import type { Found, Refusal } from './understanding.js';

/**
 * 不予受理: whose matter it is instead of ours. The strongest group at or above the threshold; on a tie
 * the earlier one of the lexicon stands.
 * @param outside the place in another city where the matter lies, as the place extractor found it
 */
export function createRefusal(
  city: City,
): (hits: Hits, text: string, outside: Found<string> | undefined) => Refusal | undefined {
  const tag = createTagger(VOCABULARY);
  return (hits, text, outside) => {
    const tags = tag(text);
    const signs = [
      ...hear(tags, text, SITUATIONS, (_text, _words, group) =>
        isAsked(tags, text) && !WRONG_TO_ASK.test(group) ? 0 : 1,
      ),
      ...listed(hits, 'refusal', () => 1),
      ...elsewhere(text, outside),
    ];
    let top: Refusal | undefined;
    for (const { id, reason, hotlines } of city.lexicon.refusals) {
      const scored = add(signs, id);
      if (scored.score >= city.lexicon.threshold && scored.score > (top?.score ?? 0)) {
        top = { id, reason, hotlines, ...scored };
      }
    }
    return top;
  };
}

/** "仲裁怎么申请", "法院几点上班": asking about a body is a consultation like any other. */
function isAsked(tags: Tags, text: string): boolean {
  return tags.has('question') && text.length <= SHORT && !DEMAND.test(text);
}
/** Where the question itself is what may not be answered. */
const WRONG_TO_ASK = /^N(?:09|11)/;
const SHORT = 40;
const DEMAND =
  /投诉|举报|不服|凭什么|为什么(?:不|还)|不公|拖着|不执行|已经|正在|帮我(?:查|弄|办|搞)|太吵|扰民|没人管/;

/** A matter that lies in another city: something is wrong there, and nothing ties it to this one. */
function elsewhere(text: string, outside: Found<string> | undefined): Sign[] {
  if (outside === undefined || TIED.test(text) || !WRONG.test(text)) return [];
  return [{ group: 'N01-outside', weight: 1.3, words: [outside.value] }];
}
const TIED =
  /盐城|转(?:到|入|出|回|移|学|诊)|迁|异地|回(?:来|家|老家|盐)|寄|发货|快递|网购|网上|淘宝|拼多多|京东|抖音|直播间|高铁|火车|航班|机票|大巴|就医|户口|户籍|毕业|上大学|上学|驾照|车牌|牌照|籍/;
const WRONG =
  /坏|没人管|不管|投诉|举报|反映|拖欠|欠薪|欠|不发|不给|噪音|吵|扰民|脏|臭|垃圾|漏|堵|停[水电气]|断[水电]|违建|违章|占|乱|污染|油烟|退[费款钱]|骗|黑|罚|烂|破|塌|积水|没[水电暖气]|不亮|维权|解决|处理|拆迁|烂尾|交房|太[差慢贵挤]|没人修|不作为|不退|拦路|扣押金|停[一二两三几]天|broken|noise|complain|owed|unpaid|leak|garbage|dirty/i;
