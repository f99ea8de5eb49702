import { parseTicketNumber } from '../../ticket/number.js';
import { Mask } from '../mask.js';
import type { Found } from '../understanding.js';

/** Two letters and seventeen digits, with whatever people put between them. */
const NUMBER = /(?<![a-z])[a-z] ?[a-z][\s:._-]{0,2}(?:\d[\s._-]?){16}\d(?!\d)/gi;
/** The same without its letters: people leave them out. It must begin with a day of this century. */
const BARE_NUMBER = /(?<![\da-z])20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{9}(?!\d)/gi;

/** What a citizen calls the number of a ticket, whoever gave it and however it is spelled: "工单GD2608150031". */
const CALLED =
  /(?:工单|投诉单|诉求单|受理单|交办单)(?:编?号码?|尾号|编码|单号)?\s?(?:是|为|:|#|no\.?)?\s?(?=[a-z]{0,4}-?\d)|(?<![订运货保外账]单|快递|物流)单号\s?(?:是|为|:|#)?\s?(?:no\.?)?(?=\d[\d-]{7,23}(?:\D{0,2}催|上次|.{0,6}(?:回复|办结)))/gi;
const NAMED_NUMBER = /^[a-z]{0,4}-?\d[a-z\d-]{4,24}(?![a-z\d])/i;

const CODE = /(?<![\d.a-z+-])\d{3}[ -]?\d{3}(?![\d.a-z])/gi;
const CODE_CUE = /(?:查询码|查询密码|查询号|密码|code|pin)\s*(?:是|为|:|=)?\s*$/i;
/** Six digits after these are something else. */
const NOT_A_CODE = /(?:邮编|邮政编码|车牌|工号|¥|￥|\$|RMB)\s*(?:是|为|:)?\s*$/i;
const NOT_A_CODE_AFTER = /^\s*(?:元|块|平|米|㎡|m2|人|户|号|幢|年|月|%|万|千|亿)/;

/** Ticket numbers, in their canonical spelling; confidence tells whether the check digit is right. */
export function ticketNumbers(text: string, prefix: string): Found<string>[] {
  const found: Found<string>[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const compact = match[0].replace(/[^a-z\d]/gi, '').toUpperCase();
    if (compact.startsWith(prefix)) found.push(checked(compact, match));
  }
  const taken = new Mask(
    text,
    found.map(({ span }) => span),
  );
  for (const match of text.matchAll(BARE_NUMBER)) {
    const number = checked(prefix + match[0], match);
    if (!taken.touches(number.span) && number.confidence > 0.5) found.push({ ...number, confidence: 0.9 });
  }
  const known = new Mask(
    text,
    found.map(({ span }) => span),
  );
  for (const cue of text.matchAll(CALLED)) {
    const start = cue.index + cue[0].length;
    const said = NAMED_NUMBER.exec(text.slice(start, start + 32))?.[0];
    if (said === undefined || said.replace(/\D/g, '').length < 6) continue;
    const span = { start, end: start + said.length };
    // None of ours, so nobody will find it; but it is what the citizen was given, and no phone.
    if (!known.touches(span)) found.push({ value: said.toUpperCase(), confidence: 0.4, span });
  }
  return found;
}

/** Six-digit query codes: after their name, beside a ticket number, or (unsure) as the whole text. */
export function queryCodes(text: string, numbers: Found<string>[]): Found<string>[] {
  const found: Found<string>[] = [];
  const taken = new Mask(
    text,
    numbers.map(({ span }) => span),
  );
  for (const match of text.matchAll(CODE)) {
    const span = { start: match.index, end: match.index + match[0].length };
    if (taken.touches(span)) continue;
    const before = text.slice(Math.max(0, span.start - 12), span.start);
    if (NOT_A_CODE.test(before) || NOT_A_CODE_AFTER.test(text.slice(span.end, span.end + 4))) continue;
    const value = match[0].replace(/\D/g, '');
    if (CODE_CUE.test(before)) found.push({ value, confidence: 0.98, span });
    else if (numbers.length > 0) found.push({ value, confidence: 0.85, span });
    else if (match[0].length === text.length) found.push({ value, confidence: 0.5, span });
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}

function checked(compact: string, match: RegExpExecArray): Found<string> {
  const parsed = parseTicketNumber(compact);
  return {
    value: compact,
    confidence: parsed.type === 'ticket-number' ? 0.99 : 0.4,
    span: { start: match.index, end: match.index + match[0].length },
  };
}
