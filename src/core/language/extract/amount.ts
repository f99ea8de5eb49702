import { Mask } from '../mask.js';
import { QUANTITY, quantity } from '../numerals.js';
import type { Found, Span } from '../understanding.js';

const NUMBER = `[\\d零一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾](?:[${QUANTITY}]{0,14})`;
const FIRST = `(?<![a-z\\d.零一二两三四五六七八九十百千万第])`;
/** ¥350, 350元, 3块5, 两块五毛, 八毛 */
const MARKED = new RegExp(`(?:[¥$]|rmb|人民币)\\s?(${NUMBER})`, 'gi');
const UNITED = new RegExp(
  `${FIRST}(${NUMBER})\\s?(?:多|来|余)?(?:元(?!旦|宵|素)|块钱?|圆(?!通)|rmb|人民币|yuan)(?:零?(\\d(?![\\d号个天月年人幢栋楼点十百千万.斤平])|[一二三四五六七八九](?=[毛角]|$|[^\\p{Script=Han}\\d\\s]|一(?:平|斤|公斤|吨|度|方|个|次)|的|钱))[毛角]?)?`,
  'giu',
);
const DIMES = new RegExp(`${FIRST}([\\d一二两三四五六七八九])[毛角](?:钱|(?![\\p{Script=Han}]))`, 'gu');
/** 3万5, 一万二, 5k: money without its word where the sentence speaks of money. */
const BARE = new RegExp(`${FIRST}(${NUMBER})`, 'gi');
const SPOKEN =
  /(?:钱|款|金|费|资|价格?|租|薪|欠了?我?们?|付了?|交了?|花了?|赔了?我?|罚了?我?|收了?我?们?|扣了?我?们?|退了?我?|给了?我?他?|转了?|骗了?我?|要我|损失|充了?|充值|办卡|首付|标价|贷了?|借了?|卖|买|倒贴|亏了?|坑了?我?们?|宰了?我?们?|吞了?我?们?|垫了?|押|修了|罚息|预存|余额|剩下?|少发了?|短|喊|加|要|开|涨到|降到|一共|总共|合计|(?<=[,。;\s])共)(?:了|的|是|为|共|:|大概|约|将近|近|差不多|已经|就|才|还|要|到|我|他|她|每月|一个月)*\s?$/;
const MONEY_AFTER =
  /^(?:$|\s?[^\p{L}\d%~.:/-]|左右|一分|到现在|到账|现金|剩|却|一个?[月年次天]|每[月年次天]|多(?!人|户|平|次)|整|不退|不给|不还|没|都|还|了|的?(?:\p{Script=Han}{0,4}费|押金|定金|订金|工资|学费|租|房租|款|钱|罚|货款|停车费|物业费)|才|就|也|押金|给|至今|一直|却|但|现在|他|她|我|商家|老板)/u;
/** "一千二", "四万六": the last unit is left out when money is counted, hardly ever with other things. */
const SHORTENED = /^[一二两三四五六七八九十百千万]{1,6}[百千万][一二三四五六七八九]$|^\d+(?:\.\d+)?k$/i;
const MEASURED_BEFORE =
  /(?:体重|身高|面积|平方|人口|里程|高度|海拔|重量|户数|人数|编号|第)(?:是|有|共|大概|约)?\s?$/;
/** "五十八一碗" */
const PORTION_AFTER = /^一[碗份盘杯瓶盒位晚张套件条只个](?![\p{Script=Han}]?[都也])/u;
const PIECES_BEFORE = /[的第共有]$/;
/** "去年办的健身卡,2999,": a number alone after something bought. */
const APART = /(?:卡|办|买|充|交|花|订|价|票|房)[^,。;!?\n\d]{0,4}[,:]\s?$/;
const COUNTED_AFTER =
  /^\s?(?:[人户平次亩吨只个件张字粉瓦米里斤棵辆名位家条步毫伏转度年天月公]|块(?:砖|砖)|平方|多[人户平次])/u;
/** After these a number is money whatever is told next: "收了128花没送到". */
const TAKEN_OR_PAID =
  /(?:[收扣罚骗坑宰垫付花亏赔]了我?们?|[收扣罚骗坑宰]我们?|欠了?我?们?|押金|定金|订金|退款|充值?了|充的|垫的)\s?$/;
const THINGS_AFTER = /^\s?(?:[号栋楼幢分家次箱包瓶袋桶遍单张斤辆道回把双套台组队个]|[点:：])/u;
/** A number in words between breaks, in talk of buying: "百佳电器城的 退不掉 三百九十九". */
const WORDS_ALONE = /(?<=^|[,。;!?\s])([一二两三四五六七八九十百千万零]{2,9})(?=$|[,。;!?\s])/gu;
const TRADE = /买|退|卖|订单|发票|收|花|付|价|费|欠|定金|押金|充|办卡|办的卡/u;
/** What is counted per unit is a price, not what the matter is about; 块 also counts bricks. */
const PER_BEFORE =
  /(?:每|一|\/)\s?(?:平方?米?|平|斤|公斤|千克|吨|度|立方米?|方|公里|m2|m3|㎡|kg)\s?(?:是|要|收|卖|才|就|只要)?\s?$/i;
const PER_AFTER =
  /^\s?(?:\/|每|一(?=平|斤|公斤|吨|度|立方|方))\s?(?:平|斤|公斤|千克|吨|度|立方|方|公里|m2|m3|kg|千瓦)/i;
const CLAIM = /(?:多收|欠|骗|扣|罚|损失|不退|赔|收了?我|要我|转|花|付|交)[^,。;!?\n]{0,6}$/;

/** Amounts of money in yuan: what is claimed before what is merely said. */
export function amounts(text: string, taken: Span[]): Found<number>[] {
  const found: Found<number>[] = [];
  const mask = new Mask(text, taken);
  const add = (value: number | undefined, start: number, said: string, confidence: number) => {
    const span = { start, end: start + said.trimEnd().length };
    if (value === undefined || value <= 0 || value >= 1e10 || mask.touches(span)) return;
    const before = text.slice(Math.max(0, start - 12), start);
    if (PER_BEFORE.test(before) || PER_AFTER.test(text.slice(span.end, span.end + 6))) return;
    mask.mark(span);
    const cents = Math.round(value * 100) / 100;
    found.push({
      value: cents,
      confidence: CLAIM.test(before) ? Math.min(0.98, confidence + 0.05) : confidence,
      span,
    });
  };
  for (const match of text.matchAll(MARKED)) {
    const said = trim(match[1] ?? '');
    add(
      quantity(said),
      match.index,
      match[0].slice(0, match[0].length - (match[1] ?? '').length) + said,
      0.95,
    );
  }
  for (const match of text.matchAll(UNITED)) {
    const [said, number = '', tenths] = match;
    const yuan = quantity(number);
    if (yuan === undefined || isCounted(said, number, yuan, text.slice(match.index + said.length))) continue;
    // "踩翻了一块": a piece of something, at the end of what is told.
    if (
      /块$/.test(said) &&
      PIECE.test(number) &&
      /[翻补碎掉断缺少是换坏]了?$/.test(text.slice(0, match.index))
    )
      continue;
    add(yuan + (tenths === undefined ? 0 : (quantity(tenths) ?? 0) / 10), match.index, said, 0.93);
  }
  for (const match of text.matchAll(DIMES))
    add((quantity(match[1] ?? '') ?? 0) / 10, match.index, match[0], 0.8);
  for (const match of text.matchAll(BARE)) {
    const whole = match[1] ?? '';
    const said = trim(withoutCounter(whole, text.charAt(match.index + whole.length)));
    const value = quantity(said);
    const after = text.slice(match.index + said.length, match.index + said.length + 4);
    const before = text.slice(Math.max(0, match.index - 10), match.index);
    const plain = /[万千wk]/i.test(said) ? !COUNTED_AFTER.test(after) : MONEY_AFTER.test(after);
    if (value === undefined || value < 10 || /^\d{8,}$/.test(said)) continue;
    const apart = APART.test(before) && /^[,。;!]/.test(after) && /^\d{3,6}$/.test(said);
    const portion = PORTION_AFTER.test(after) && !PIECES_BEFORE.test(before);
    const short = SHORTENED.test(said) && !COUNTED_AFTER.test(after) && !MEASURED_BEFORE.test(before);
    const paid = TAKEN_OR_PAID.test(before) && !COUNTED_AFTER.test(after) && !THINGS_AFTER.test(after);
    if (!(SPOKEN.test(before) && plain) && !apart && !portion && !short && !paid) continue;
    add(value, match.index, said, 0.7);
  }
  for (const match of TRADE.test(text) ? text.matchAll(WORDS_ALONE) : []) {
    const said = match[1] ?? '';
    if (/[百千万]/.test(said)) add(quantity(said), match.index, said, 0.6);
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}

/** A number does not end with a comma or a point. */
const trim = (number: string): string => number.replace(/[,.]+$/, '');

/** "五十八一碗", "8k一分没给": the last 一 counts what follows. */
const COUNTER = /^[副棵桌碗份盘杯瓶盒位晚张套件条只个分次天月年]/;
function withoutCounter(number: string, after: string): string {
  return number.length > 1 && number.endsWith('一') && COUNTER.test(after) ? number.slice(0, -1) : number;
}

const PIECE = /^(?:[一二两三四五六七八九]|十[一二三四五六七八九]?)$/;
/** "三块砖", "一块儿", "两块地": 块 after a small number counts things unless money is plainly meant. */
function isCounted(said: string, number: string, value: number, after: string): boolean {
  if (!said.endsWith('块')) return false;
  if (value > 20 || /[\d.]/.test(number)) return /^(?:砖|地|板|玻璃|石|牌|瓷|布|田|草)/.test(after);
  return !/^(?:$|[^\p{Script=Han}]|多|左右|的?停车|一个|不|都|还|没|就|也|才|一次|一天)/u.test(after);
}
