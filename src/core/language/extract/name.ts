import { Mask } from '../mask.js';
import { normalise } from '../normalise.js';
import type { Found, Span, Understanding } from '../understanding.js';
import { AFTER, AFTER_STRICT, I, NEVER_GIVEN, NOT_NAMES, ROLES, TITLES, TRADES } from './name-words.js';
import { looksGiven, surnameLength } from './surnames.js';

/** Before "姓名" and the like these say that it is someone else's. */
const OTHERS =
  '(?<!(?:被|对方|骗子|老板|医生|司机|负责人|商家|房东|店家|客服|业务员|孩子|小孩|女儿|儿子|店主|店|公司|单位)的?)';
interface Cue {
  pattern: RegExp;
  confidence: number;
  strict?: boolean;
  /** People say "小袁" of themselves after it. */
  informal?: boolean;
}
/** Words that say "this is my name", from sure to doubtful. */
const CUES: Cue[] = [
  {
    pattern: new RegExp(
      `(?:${I}(?:的)?(?:名字|姓名)(?:叫做?|是|:)?|${I}(?:本人)?名?叫做?(?<![让给喊请找帮].{1,2}))\\s*[:,]?\\s*`,
      'g',
    ),
    confidence: 0.97,
    informal: true,
  },
  {
    pattern: new RegExp(
      `(?:免贵姓|[敝鄙]人?姓|${I}(?:自己|家|这边)?姓|^姓(?!名)|(?<=[,。;!?\\s])姓(?!名))\\s*`,
      'g',
    ),
    confidence: 0.95,
  },
  { pattern: new RegExp(`(?<=${I}姓.[,\\s]{0,2})(?:名字?)?叫做?\\s*`, 'g'), confidence: 0.98 },
  { pattern: new RegExp(`${OTHERS}(?:姓名|名字)\\s*(?:是|为|叫|:)?\\s*`, 'g'), confidence: 0.93 },
  {
    pattern:
      /(?:(?:真名|大名)(?:叫|是|为)?|实名(?:反映|举报|投诉|制)?\s?[:,]|实名(?:反映|举报|投诉)人|留个?(?:名字?|姓名)(?:吧|叫|是)?)\s*[:,]?\s*/g,
    confidence: 0.93,
    strict: true,
  },
  {
    pattern: new RegExp(
      `${OTHERS}(?:联系人|反映人|投诉人|举报人|诉求人|申请人|来信人|来电人|信访人|署名|落款|称呼(?!我))(?:姓名)?\\s*(?:是|为|:)?\\s*`,
      'g',
    ),
    confidence: 0.93,
    strict: true,
    informal: true,
  },
  { pattern: /(?:可以|请|就|您?直接|喊|叫|称呼)?(?:叫|喊|称呼)[我俺]\s*/g, confidence: 0.9, informal: true },
  {
    pattern: new RegExp(
      `(?:[我俺咱]是|(?<!我)(?:本|鄙|敝)人是?|本人系|我系|我这边是|这里是|[我俺](?=,))\\s*,?\\s*`,
      'g',
    ),
    confidence: 0.85,
    strict: true,
    informal: true,
  },
  {
    pattern: new RegExp(
      `(?:[我俺]是|本人[是系]?)[^,。;!?\\n]{0,24}?(?:的?(?:${ROLES}|${TRADES})|的)(?:代表)?,?\\s*`,
      'g',
    ),
    confidence: 0.8,
    strict: true,
    informal: true,
  },
  // "叫徐桂香 138…", as an answer gives it
  {
    pattern: /(?<=^|[,。;!?\s])叫(?=\p{Script=Han}{2,3}(?:$|[^\p{Script=Han}]))/gu,
    confidence: 0.75,
    strict: true,
  },
  // "我是秤店老王"
  {
    pattern: /[我俺]是\p{Script=Han}{1,6}(?=[老小]\p{Script=Han}(?:$|[^\p{Script=Han}]))/gu,
    confidence: 0.3,
    strict: true,
    informal: true,
  },
  { pattern: new RegExp(`(?<=^|[,。;!?:\\n\\s])(?:${ROLES})\\s?`, 'g'), confidence: 0.75, strict: true },
];
const ENGLISH_CUE =
  /\b(?:[Mm]y name is|[Mm]y name's|[Nn]ame's|I am|I'm|i am|i'm|[Ii]m|[Tt]his is)\s+((?:(?:mr|mrs|ms|dr)\.?\s+)?[A-Z][a-z'-]+(?:\s+[A-Z][a-z'-]+){0,2})/g;
const NO_ENGLISH_NAME = /^(?:Chinese|American|Writing|From|Here|Calling|Very|So|Not|Yancheng|Urgent)\b/;
/** "xing zhang", "wo jiao zhang wei": Chinese typed without an input method. */
const PINYIN_CUE =
  /(?:^|[^a-z])(?:wo )?(?:xing|(?<=wo )jiao) ([a-z]{2,6}(?: [a-z]{2,6}){0,2})(?=$|[^a-z ])/gi;
const TITLED = new RegExp(`(?:${TITLES})`, 'g');
const TITLE_AFTER = new RegExp(`^(?:${TITLES})`);
/** Titles that a citizen takes for himself; "李医生,…" speaks to a doctor. */
const OWN_TITLE = /^(?:先生|女士|小姐|太太|大爷|大妈|大叔|大姐|大哥|大伯|阿姨|奶奶|爷爷)$/;

/** "叫我小李就行": what somebody wants to be called by, though it is no full name. */
const FORM_OF_ADDRESS =
  /^([小老阿]\p{Script=Han})(?=$|[^\p{Script=Han}]|就[行好是]|即可|吧|可以|也行|好了|都行)/u;
/** A form of address after one of these is the other side's or an official's. */
const OTHER_BEFORE =
  /(?:司机|物业|经理|局长|书记|主任|校长|医生|律师|客服|房东|老板|店主|邻居|楼上|楼下|对门|隔壁|中介|业务员|销售|姓|叫|找|问|给|和|跟|与|由|被|让|对方|那个|这个|一个|有个|一位|这位|那位|负责人|工作人员|感谢|表扬|接待|法人|包工头|施工方|保安|门卫|教练|班主任|的)\s*(?:是|叫)?$/u;
const TELLS = /^(?:反映|投诉|举报|咨询|来电|来信|求助|称|表示|[,:]?\s?(?:电话|手机|联系电话|联系方式|号码))/u;
/** A name alone at the end of a letter, after a dash, a line break or brackets. */
const SIGNATURE =
  /(?:[-—]{2}\s*|\n\s*|此致\s*敬礼[,。!\s]*|\()(\p{Script=Han}{2,4})\)?\s*(?:\d{4}[年.-]\d{1,2}[月.-]\d{1,2}日?)?\s*$/u;
/** "我仇伟", "我本人季海东": nothing but the name after the word for oneself. */
const I_ALONE =
  /(?<=^|[^\p{Script=Han}])[我俺](?:本人)?(\p{Script=Han}{2,3})(?=$|[^\p{Script=Han}]|[住系])/gu;
/** Given names of one sign that are hardly ever another word: "王芳,…" opens with a name, "万达,…" does not. */
const GIVEN_ALONE = /^[伟芳娜敏静秀英丽强磊军勇艳杰娟涛超兰霞刚辉玲红梅燕凤鹏飞峰俊浩婷琴珍莲芬萍]$/u;
/** A name alone at the beginning: "上官雨反映:…", "—— 周建国,…". */
const OPENING = /^(?:[-—]{1,3}\s*)?(\p{Script=Han}{2,4}?)(?=[,。:;\s]|反映|投诉|举报|咨询|求助|来电|来信)/u;

/**
 * Names said as such, alone at either end of a message or beside the citizen's phone or ID number, and
 * forms of address. One that is plainly someone else's ("司机张师傅") is left out; below 0.6 it may be.
 * @param taken other things known of the text, which are no names ("车牌苏" before a plate).
 */
export function names(
  text: string,
  phones: Understanding['phones'] = [],
  { cards = [], taken = [] }: { cards?: Found<string>[]; taken?: Span[] } = {},
): Found<string>[] {
  const found: Found<string>[] = [];
  const own = [...phones.filter(({ role }) => role !== 'other'), ...cards].map(({ span }) => span);
  const mask = new Mask(text, [
    ...phones.map(({ span }) => span),
    ...cards.map(({ span }) => span),
    ...taken,
  ]);
  const add = (value: string, start: number, confidence: number) => {
    const span = { start, end: start + value.length };
    if (value === '' || mask.touches(span)) return;
    mask.mark(span);
    found.push({ value, confidence, span });
  };
  cued(text, mask, add);
  for (const match of text.matchAll(I_ALONE)) {
    const name = match[1] ?? '';
    if (surnameLength(name) === 1 && looksGiven(name.slice(1)) && !NOT_NAMES.has(name))
      add(name, match.index + match[0].length - name.length, 0.8);
  }
  latin(text, add);
  for (const span of own) {
    const near = beside(text, span);
    if (near) add(near.value, near.start, 0.85);
  }
  titled(text, own, add);
  for (const pattern of found.length > 0 ? [] : [OPENING, SIGNATURE]) {
    const match = pattern.exec(text);
    const said = match?.[1];
    if (match === null || said === undefined) continue;
    const name = readName(said, { strict: true, bySurname: false });
    if (name?.value !== said || (pattern === OPENING && !standsAlone(said))) continue;
    add(said, match.index + match[0].lastIndexOf(said), 0.7);
  }
  return preferForms(found).sort((a, b) => b.confidence - a.confidence);
}

type Add = (value: string, start: number, confidence: number) => void;

function cued(text: string, mask: Mask, add: Add): void {
  for (const { pattern, confidence, strict, informal } of CUES) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].length;
      const bySurname = /姓\s*$/.test(match[0]) && !/姓名/.test(match[0]);
      const form = informal ? FORM_OF_ADDRESS.exec(text.slice(start, start + 8))?.[1] : undefined;
      // "我是小白": 阿 and any sign is a form of address, the others need a surname.
      if (form !== undefined && (form.startsWith('阿') || surnameLength(form.slice(1), { rare: true }) > 0))
        add(form, start, 0.8);
      // "我是孙桂芳东台市…": where something else begins, the name has ended.
      const name = readName(text.slice(start, endOf(mask, start)), { strict: strict === true, bySurname });
      // Whoever gives only a surname has less to be called by than who gives a form of address.
      if (name !== undefined) add(name.value, start, confidence * name.certainty);
    }
  }
}

function endOf(mask: Mask, start: number): number {
  for (let end = start; end < start + 16; end++) if (mask.has(end)) return end;
  return start + 16;
}

function latin(text: string, add: Add): void {
  for (const match of text.matchAll(ENGLISH_CUE)) {
    const value = match[1] ?? '';
    if (!NO_ENGLISH_NAME.test(value))
      add(value, match.index + match[0].length - value.length, /name/.test(match[0]) ? 0.95 : 0.7);
  }
  for (const match of text.matchAll(PINYIN_CUE)) {
    const value = match[1] ?? '';
    add(value, match.index + match[0].length - value.length, 0.8);
  }
}

function titled(text: string, own: Span[], add: Add): void {
  for (const match of text.matchAll(TITLED)) {
    const surname = text.charAt(match.index - 1);
    const compound = surnameLength(text.slice(match.index - 2, match.index)) === 2;
    const given = compound ? undefined : withGiven(text, match.index);
    const start = given ?? match.index - (compound ? 2 : 1);
    const rare = /^(?:先生|女士)$/.test(match[0]) && !/[\p{Script=Han}]/u.test(text.charAt(start - 1));
    if (start < 0 || (given === undefined && !compound && surnameLength(surname, { rare }) === 0)) continue;
    const before = text.slice(Math.max(0, start - 8), start);
    if (match[0].length === 1 && !/^$|叫我/.test(text.slice(0, start))) continue;
    const end = match.index + match[0].length;
    const after = text.slice(end, end + 8);
    const calls = own.some((span) => span.start >= end && span.start - end <= 2);
    if (OTHER_BEFORE.test(before) && !(calls && before.endsWith('的'))) continue;
    const tells = TELLS.test(after) && !/\p{Script=Han}$/u.test(before);
    const opens = start === 0 && OWN_TITLE.test(match[0]) && /^[,。]\s?(?!谢|[你您好]|辛苦)/u.test(after);
    const rest = text.slice(end, end + 4);
    const last = end + 4 >= text.length && /^\s*[,。!]?\s*$/.test(rest);
    const alone = last && /(?:^|[\n。!?]\s*)$/.test(before);
    const signed = last && /[,。!?;\s]$/.test(before);
    add(text.slice(start, end), start, tells || opens || alone || signed || calls ? 0.75 : 0.55);
  }
}

/** "免贵姓殷,殷先生": how somebody wants to be called comes before the bare surname. */
function preferForms(found: Found<string>[]): Found<string>[] {
  return found.map((name) => {
    const surnames = found.filter(({ value }) => value !== name.value && name.value.startsWith(value));
    const [least] = surnames;
    return least === undefined || name.value.length > least.value.length + 2
      ? name
      : { ...name, confidence: Math.max(name.confidence, Math.min(1, least.confidence + 0.01)) };
  });
}

/** At the beginning most words are no names: only what looks like one through and through. */
function standsAlone(name: string): boolean {
  const surname = surnameLength(name);
  const given = name.slice(surname);
  return surname === 2
    ? !NEVER_GIVEN.test(given)
    : surname === 1 && (given.length === 2 ? looksGiven(given) : GIVEN_ALONE.test(given));
}

/** "13812345678张先生", "李建国 13812345678": the name stands alone beside the number. */
function beside(text: string, span: Span): { value: string; start: number } | undefined {
  const after = /^[\s,:()]{0,2}(\p{Script=Han}{2,5})(?=$|[^\p{Script=Han}])/u.exec(
    text.slice(span.end, span.end + 10),
  );
  const before =
    /(?:^|[^\p{Script=Han}])(\p{Script=Han}{2,5})[\s,:(]{0,2}(?:(?:联系)?电话|手机号?|号码|tel)?[\s,:(]{0,2}$/u.exec(
      text.slice(Math.max(0, span.start - 16), span.start),
    );
  for (const { word, start } of [
    { word: after?.[1], start: span.end + (after?.[0].length ?? 0) - (after?.[1]?.length ?? 0) },
    {
      word: before?.[1]?.replace(/(?:联系)?(?:电话|手机号?|号码|方式)$/, ''),
      start: span.start - (before?.[0].length ?? 0) + (before?.[0].indexOf(before[1] ?? '') ?? 0),
    },
  ]) {
    if (word === undefined) continue;
    const name = readName(word, { strict: true, bySurname: false });
    if (
      name?.value === word ||
      (/^[老小]/.test(word) && word.length === 2 && surnameLength(word.slice(1)) === 1)
    )
      return { value: word, start };
  }
  return undefined;
}

/** "李建国先生": where the full name before a form of address begins. */
function withGiven(text: string, title: number): number | undefined {
  for (const length of [3, 2]) {
    const start = title - length;
    const name = text.slice(Math.max(0, start), title);
    const edge = start === 0 || /[^\p{Script=Han}]|[是人]/u.test(text.charAt(start - 1));
    if (
      start >= 0 &&
      edge &&
      surnameLength(name) === 1 &&
      /^\p{Script=Han}+$/u.test(name) &&
      !NOT_NAMES.has(name.slice(0, 2))
    )
      return start;
  }
  return undefined;
}

/** A name given as the whole answer to "怎么称呼您": undefined when the text is not just a name. */
export function bareName(text: string): string | undefined {
  const clean = normalise(text).text.replace(/[。,.!~\s]+$/u, '');
  const said = names(clean)[0];
  if (said !== undefined && said.span.end >= clean.length - 2 && said.span.start <= 8) return said.value;
  if (/^[A-Z][a-z'-]+(?: [A-Z][a-z'-]+){0,2}$/.test(clean)) return clean;
  if (/^\p{Script=Han}{1,6}·\p{Script=Han}{1,8}$/u.test(clean)) return clean;
  const name = readName(clean, { strict: true, bySurname: false });
  return name !== undefined && name.value.length === clean.length ? name.value : undefined;
}

/** Reads surname and given name (or a form of address) at the beginning of a text. */
function readName(
  text: string,
  { strict, bySurname }: { strict: boolean; bySurname: boolean },
): { value: string; certainty: number } | undefined {
  const minority = /^\p{Script=Han}{1,6}·\p{Script=Han}{1,8}/u.exec(text);
  if (minority) return { value: minority[0], certainty: 1 };
  // "我姓厍": a surname is what somebody says it is.
  const said = bySurname && /^\p{Script=Han}(?=$|[^\p{Script=Han}])/u.test(text) ? 1 : 0;
  const surname = surnameLength(text, { rare: true }) || said;
  if (surname === 0) {
    if (strict) return undefined;
    const latin = /^[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}/.exec(text);
    if (latin) return { value: latin[0], certainty: 0.9 };
    // "我叫古丽努尔": names of other peoples, written without the dot.
    const long = /^\p{Script=Han}{4,7}(?=$|[^\p{Script=Han}])/u.exec(text)?.[0];
    return long && !NEVER_GIVEN.test(long) && !/[来去给在]|^[老小阿]/.test(long)
      ? { value: long, certainty: 0.8 }
      : undefined;
  }
  const rest = text.slice(surname);
  const title = TITLE_AFTER.exec(rest);
  if (title) return { value: text.slice(0, surname + title[0].length), certainty: 1 };
  for (const length of [1, 2]) {
    const value = text.slice(0, surname + length);
    if (!/^\p{Script=Han}+$/u.test(value) || value.length < surname + length || NOT_NAMES.has(value)) break;
    const after = text.slice(surname + length);
    if (NOT_NAMES.has(text.slice(0, 3)) || !(strict ? AFTER_STRICT : AFTER).test(after)) continue;
    const given = value.slice(surname);
    if (NEVER_GIVEN.test(strict ? given : given.replace('有', '')) || given === '有') continue;
    return { value, certainty: 1 };
  }
  if (bySurname && AFTER.test(rest)) return { value: text.slice(0, surname), certainty: 1 };
  const likely = text.slice(0, surname + 2);
  const isName =
    /^\p{Script=Han}+$/u.test(likely) && likely.length === surname + 2 && looksGiven(likely.slice(surname));
  return !strict && isName && !NOT_NAMES.has(likely) && !NOT_NAMES.has(likely.slice(0, 2))
    ? { value: likely, certainty: 0.7 }
    : undefined;
}
