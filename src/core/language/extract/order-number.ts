import { Mask } from '../mask.js';
import type { Found, Span } from '../understanding.js';

/** What shops, carriers and banks call their numbers; a ticket of ours is no order. */
const NAMED =
  /(?:订单|运单|快递|物流|包裹|邮件|交易|流水|支付|付款|转账|退款|购票|购物|挂号|就诊|保单|外卖|维修|预约|(?<!工|报告|化验|检查|体检|派工)单|合同单|油票|小票|收据)(?:单号|编号|号码|号)\s*(?:是|为|叫|:|#|=)?\s*/g;
const ENGLISH =
  /\b(?:order|booking|parcel|tracking)\s?(?:no\.?|number|id|#)?\s?(?:is|was|:|#)?\s?(?=[a-z]{0,5}\d)/gi;
/** "DD20261101-77305这个订单": the word comes after. */
const BEFORE_WORD =
  /(?<![\da-z-])[a-z]{0,5}\d(?:-?[a-z\d]){7,31}(?=\s?(?:[这那](?:个|一?[笔张])?)\s?(?:订单|运单|单|快递|包裹))/gi;
const ORDER = /(?:订单|运单|保单|合同单?|油票|单号)[,:]?\s?$/;
const CARRIER =
  /(?:顺丰|圆通|中通|申通|韵达|极兔|邮政|京东|德邦|菜鸟|快递|包裹|订单|运单|合同单?|油票|(?<!工|报告|化验|检查|体检|派工)单号|EMS)[,:]?\s?(?=[a-z\d])/gi;
/** Two to four letters and ten or more digits: the carriers' own form, known without a word about it. */
const PREFIXED =
  /(?<![\da-z])(?:SF|YT|YD|ZTO|STO|JT|JD|JDV[A-Z]?|JDX|DPK|EMS|TT|KY|BK|LP)(?: ?\d){10,17}(?![\da-z])/gi;
/** Two capital letters or more and nine digits or more, whoever's form that is: "MT2605031288". */
const LETTERED = /(?<![\dA-Za-z]|工单.{0,5})[A-Z]{2,4}\d{9,17}(?![\dA-Za-z])/g;
const NUMBER = /^[a-z]{0,5}[ -]?\d(?:-?[a-z\d]| \d){5,31}(?![a-z\d])/i;
const LETTERED_SHORT = /^[a-z]{2,5}-?\d[\d-]{3,16}(?![a-z\d])/i;

/** Numbers of orders and parcels, which look like phones and are none. */
export function orderNumbers(text: string, taken: Span[]): Found<string>[] {
  const found: Found<string>[] = [];
  const mask = new Mask(text, taken);
  const add = (start: number, raw: string, confidence: number) => {
    const said = raw.trimEnd();
    const span = { start, end: start + said.length };
    if (mask.touches(span)) return;
    mask.mark(span);
    found.push({ value: said.replace(/ /g, '').toUpperCase(), confidence, span });
  };
  for (const cue of text.matchAll(NAMED)) {
    const start = cue.index + cue[0].length;
    const number = whole(text.slice(start, start + 40));
    if (number !== undefined) add(start, number, 0.95);
  }
  for (const match of text.matchAll(PREFIXED)) add(match.index, match[0], 0.95);
  for (const cue of text.matchAll(ENGLISH)) {
    const start = cue.index + cue[0].length;
    const number = whole(text.slice(start, start + 40));
    if (number !== undefined) add(start, number, 0.9);
  }
  for (const match of text.matchAll(BEFORE_WORD)) {
    const digits = match[0].replace(/\D/g, '');
    if (digits.length >= 8 && !/^1[3-9]\d{9}$/.test(match[0])) add(match.index, match[0], 0.85);
  }
  for (const cue of text.matchAll(CARRIER)) {
    const start = cue.index + cue[0].length;
    const number = whole(text.slice(start, start + 40));
    const digits = number?.replace(/\D/g, '') ?? '';
    // A carrier's name stands before phones too; "订单" hardly does.
    const least = !ORDER.test(cue[0]) || /^1[3-9]\d{9}$/.test(digits) ? 12 : 6;
    if (number !== undefined && digits.length >= least) add(start, number, 0.8);
  }
  for (const match of text.matchAll(LETTERED)) add(match.index, match[0], 0.7);
  return found.sort((a, b) => b.confidence - a.confidence);
}

/** The number without what follows it after a gap: "SF1234567890 13812345678" is an order and a phone. */
function whole(text: string): string | undefined {
  const said = NUMBER.exec(text)?.[0] ?? LETTERED_SHORT.exec(text)?.[0];
  if (said === undefined) return undefined;
  const phone = /[ -]1[3-9]\d{9}$/.exec(said);
  const number = phone ? said.slice(0, phone.index) : said;
  return number.replace(/\D/g, '').length >= 5 ? number : undefined;
}
