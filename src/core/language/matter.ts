import { Mask } from './mask.js';
import { withoutStickers } from './sticker.js';
import type { Found, Span } from './understanding.js';

/** Words that carry no matter by themselves: what stays after them is what the person tells. */
const FILLER =
  /(?:你好|您好|请问|麻烦|谢谢|感谢|在吗|喂|嗯|哦|啊|呢|吧|的|了|是|我|在|和|叫|姓|住|打|这是|这里|电话|手机号?|号码|联系方式|联系人|联系|地址|地点|位置|位于|时间|姓名|名字|本人|先生|女士|单号|工单号?|编号|查询码|密码|12345|hello|hi|please|thanks?(?: you)?|my|phone|number|name|is|address|the|call|me|at)/gi;
/** Han characters or Latin letters that must remain for a clause to say something. */
const ENOUGH = 2;

/**
 * What remains as the matter: the clauses that still say something when numbers, names, places, times
 * and wishes to the bot are taken out. Clauses are kept whole with place and time in them, because the
 * story needs them; phones, names and ticket numbers are cut out.
 */
export function matter(text: string, cut: { private: Span[]; known: Span[] }): Found<string> | undefined {
  const kept: Span[] = [];
  let substance = 0;
  const hidden = new Mask(text, cut.private);
  const told = new Mask(text, [...cut.private, ...cut.known]);
  for (const clause of clauses(text)) {
    const rest = withoutStickers(without(text, clause, told)).replace(FILLER, '');
    const weight = rest.match(/\p{L}/gu)?.length ?? 0;
    if (weight < 2) continue;
    kept.push(clause);
    substance += weight;
  }
  const first = kept[0];
  const last = kept.at(-1);
  if (first === undefined || last === undefined || substance < ENOUGH) return undefined;
  const span = { start: first.start, end: last.end };
  const value = kept
    .map((clause) => without(text, clause, hidden).trim())
    .join('')
    .replace(/(?:我的|联系)?(?:电话|手机号?|联系方式|联系电话|号码)\s*(?:是|为|:)?\s*(?=[,。!?;\s]|$)/g, '')
    .replace(/(?:我叫|我姓|姓名:?|联系人:?)\s*(?=[,。!?;\s]|$)/g, '')
    .replace(/([,、])\s*(?=[,、。!?;])/g, '')
    .replace(/^[\s,.。、;:!]+|[\s,、;:]+$/g, '');
  return value === '' ? undefined : { value, confidence: Math.min(0.95, 0.4 + substance / 20), span };
}

/** Clauses with the punctuation that ends them. */
function clauses(text: string): Span[] {
  const spans: Span[] = [];
  for (const match of text.matchAll(/[^,。!?;\n]+[,。!?;\n]*/g)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

function without(text: string, { start, end }: Span, taken: Mask): string {
  let rest = '';
  for (let i = start; i < end; i++) if (!taken.has(i)) rest += text.charAt(i);
  return rest;
}
