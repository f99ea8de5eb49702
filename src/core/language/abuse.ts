import type { Understanding } from './understanding.js';

/**
 * The insults of a message that is nothing but one, thrown at the bot or the people behind it; empty
 * where they are told about others or uttered inside a matter, which is then what counts.
 */
export function insults({ normalised, intents, places, phones, category }: Understanding): string[] {
  const abuse = intents.find(({ value }) => value === 'abuse');
  if (abuse === undefined || places.length > 0 || phones.length > 0) return [];
  const others = abuse.reasons
    .reduce((text, reason) => text.replaceAll(reason, ' '), normalised)
    .replace(OURS, '');
  if (THIRD.test(others)) return [];
  const rest = others.replace(FILLER, '').match(/\p{L}/gu);
  const left = rest?.length ?? 0;
  return left <= (category === undefined ? MOST_BESIDES : 2) ? abuse.reasons : [];
}

/** Letters beside the insults that still tell of no matter: "就知道拿工资". */
const MOST_BESIDES = 14;
const OURS = /你们?(?:这|这些|这帮|这群|们)?|您|机器人|客服|12345|平台|热线|接线员|话务员|政府|老子|我/g;
const THIRD =
  /骗子|卖|退|修|他(?!妈)|她|邻居|楼上|楼下|隔壁|老板|物业|房东|司机|商家|店|城管|开发商|中介|装修|老师|保安|垃圾[扔堆车]|坏|停[水电]|欠|噪音|吵|漏|堵/;
const FILLER =
  /[这那]?(?:就是|都是|简直|真是|全是|个|一群|一帮|群|帮|的|了|吧|啊|呀|真|太|也|都|是|什么|东西|玩意儿?|去|给|们|and|the|a|you|are|is|so|stupid|bot)/gi;
