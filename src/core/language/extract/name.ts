import { Mask } from '../mask.js';
import { normalise } from '../normalise.js';
import type { Found, Understanding } from '../understanding.js';
import { surnameLength } from './surnames.js';

const TITLES = '先生|女士|小姐|太太|师傅|老师|大爷|大妈|大叔|阿姨|奶奶|爷爷|同志|医生|老板|姐|哥';
/** Before "姓名" and the like these say that it is someone else's. */
const OTHERS =
  '(?<!(?:被|对方|骗子|老板|医生|司机|负责人|商家|房东|店家|客服|业务员|孩子|小孩|女儿|儿子|店主|店)的?)';
/** Words that say "this is my name", from sure to doubtful. */
const CUES: { pattern: RegExp; confidence: number; strict?: boolean }[] = [
  {
    pattern:
      /(?:我(?:的)?(?:名字|姓名)(?:叫做?|是|:)?|我(?:本人)?名叫|(?<![让给喊请找帮])我叫做?|本人(?:名)?叫)\s*[:,]?\s*/g,
    confidence: 0.97,
  },
  { pattern: /(?:免贵姓|[敝鄙]人?姓|我姓|本人姓|^姓(?!名))\s*/g, confidence: 0.97 },
  { pattern: /(?<=我姓.[,\s]{0,2})(?:名字?)?叫做?\s*/g, confidence: 0.98 },
  { pattern: new RegExp(`${OTHERS}(?:姓名|名字)\\s*(?:是|为|叫|:)?\\s*`, 'g'), confidence: 0.93 },
  {
    pattern: new RegExp(
      `${OTHERS}(?:联系人|反映人|投诉人|举报人|诉求人|申请人|来信人|署名|落款|称呼)(?:姓名)?\\s*(?:是|为|:)?\\s*`,
      'g',
    ),
    confidence: 0.93,
    strict: true,
  },
  { pattern: /(?:可以|请|就|您?直接)?(?:叫我|称呼我)\s*/g, confidence: 0.9 },
  { pattern: /(?:我是|(?<!我)本人是?|本人系|我系|我这边是|这里是)\s*,?\s*/g, confidence: 0.85, strict: true },
  {
    pattern:
      /(?:我是|本人[是系]?)[^,。;!?\n]{0,20}?(?:的?业主|居民|村民|租户|住户|家长|市民|职工|员工|工人|教师|老师|店主|的)(?:代表)?,?\s*/g,
    confidence: 0.8,
    strict: true,
  },
];
const ENGLISH_CUE =
  /\b(?:[Mm]y name is|[Mm]y name's|I am|I'm|i am|i'm|[Tt]his is)\s+((?:(?:mr|mrs|ms|dr)\.?\s+)?[A-Z][a-z'-]+(?:\s+[A-Z][a-z'-]+){0,2})/g;
const TITLED = new RegExp(`(?:${TITLES})`, 'g');
const TITLE_AFTER = new RegExp(`^(?:${TITLES})`);
/** What may stand right after a name. */
const AFTER =
  /^(?:$|[^\p{Script=Han}·]|住|家[住在里中的门]|我家|电话|手机|联系|号码|身份证|男|女|今年|现在|来自|在|是|要|想|我|的电话|的手机|,|地址|反映|投诉|举报|咨询|求助|申请|因为|于|从|这边|户|本人|[今昨前]天|昨晚|上周|微信|小区|[这那][里个边]|有(?:个|一|事|人|点|问题|急)|没(?:有|人)|不(?:想|知|满)|一直|刚|被|对|已经|请|你们|村)/u;

/** After "本人" and the like, most words that could end a name begin a sentence: only these are sure. */
const AFTER_STRICT =
  /^(?:$|[^\p{Script=Han}·]|家[住里]|住在|住址|电话|手机|的?联系|号码|身份证|男|女|想?要?(?:投诉|举报|反映|咨询)|户|[今昨前]天|昨晚|我[家们要想的]|来电|来信)/u;

/** Words beginning with a surname that are no names. */
const NOT_NAMES = new Set(
  '高中生 高三 高二 高一 高兴 高中 高峰 高速 高血压 路灯 路口 路过 路人 路边 马路 马上 方便 方式 方面 于是 文明 文化 安全 安装 平安 金额 时间 时候 成功 成年人 常住 常常 何时 何必 何况 任何 任务 许多 温度 石头 毛病 江边 田里 施工 管道 管理 管理员 水管 万一 全部 全家 全体 全市 单位 单身 单亲 关于 关注 关心 关系 关门 包括 包工头 计划 计时 简单 强烈 强制 强行 解决 解释 查询 查一下 查进度 查看 车主 车子 车位 车祸 房东 房主 房子 房客 边上 木头 花园 花钱 连续 连接 商户 商家 商场 商贩 司机 都是 都可以 来电 来自 来访 曲面 向上 向东 党员 党支部 项目 白天 白色 夏天 黄色 黄海 雷雨 段时间 龙头 易燃 贺卡 文件 武警 康复 辛苦 游客 游戏 景区 宁可 华侨 农民 简易 冷水 冷气 位置 成都 左右 左边 时常 程序 程度 余款 余额 陈述 严重 严肃 申请 申诉 申报 学生 史上 童装 席位 单车 管事 谈话 米饭 古代 池塘 符合 木门 穆斯林 欧元 温水 石油 路上 白酒 成人 应该 常年 常州 江苏 江苏人 连云港 徐州 南京 苏州人 何人 方向 祝好 谢谢 谢谢你 谢谢您 谢谢了 谢了 安徽 安徽人 金融 广告 时段 盖章 凌晨 冷静 牛奶 牛肉 谷物 温馨 章程 明天 顾客 乐意 封闭 卫生 卫生间 钱没了 钱 王八蛋 王八 连带 燕子 毕业生 文员 成员 老师 从业者 费用 党费 花费 花近 查明 曾在 曾经 于今年 于今 简历 通知 全款 强调'.split(
    ' ',
  ),
);

/** "叫我小李就行": what somebody wants to be called by, though it is no full name. */
const FORM_OF_ADDRESS = /^([小老阿]\p{Script=Han})(?=$|[^\p{Script=Han}]|就[行好]|即可|吧|可以|也行)/u;
/** A form of address after one of these is the other side's or an official's. */
const OTHER_BEFORE =
  /(?:司机|物业|经理|局长|书记|主任|校长|医生|律师|客服|房东|老板|店主|邻居|楼上|楼下|对门|隔壁|中介|业务员|销售|姓|叫|找|问|给|和|跟|与|由|被|让|对方|那个|这个|一个|有个|一位|这位|那位|负责人|工作人员|感谢|表扬|接待|法人|包工头|施工方|保安|门卫|教练|班主任|的)\s*(?:是|叫)?$/u;
const TELLS =
  /^(?:反映|投诉|举报|咨询|来电|来信|求助|称|表示|想|要|说|,?\s?(?:电话|手机|联系电话|联系方式|号码))/u;

/**
 * Names said as such, signatures beside the citizen's phone, and forms of address. A form of address that
 * is plainly someone else's ("司机张师傅") is left out; below 0.6 it may be.
 */
export function names(text: string, phones: Understanding['phones'] = []): Found<string>[] {
  const found: Found<string>[] = [];
  const taken = new Mask(
    text,
    phones.map(({ span }) => span),
  );
  const add = (value: string, start: number, confidence: number) => {
    const span = { start, end: start + value.length };
    if (value === '' || taken.touches(span)) return;
    taken.mark(span);
    found.push({ value, confidence, span });
  };
  for (const { pattern, confidence, strict } of CUES) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + match[0].length;
      const bySurname = /姓\s*$/.test(match[0]) && !/姓名/.test(match[0]);
      const form = /[叫呼]我\s*$|联系人/.test(match[0])
        ? FORM_OF_ADDRESS.exec(text.slice(start, start + 8))
        : null;
      if (form?.[1] !== undefined && surnameLength(form[1].slice(1)) > 0) add(form[1], start, 0.8);
      const name = readName(text.slice(start, start + 16), { strict: strict === true, bySurname });
      if (name !== undefined) add(name.value, start, confidence * name.certainty);
    }
  }
  for (const match of text.matchAll(ENGLISH_CUE)) {
    const value = match[1] ?? '';
    if (!/^(?:Chinese|American|Writing|From|Here|Calling|Very|So|Not|Yancheng|Urgent)\b/.test(value)) {
      add(value, match.index + match[0].length - value.length, /name/.test(match[0]) ? 0.95 : 0.7);
    }
  }
  for (const { span, role } of phones) {
    if (role === 'other') continue;
    const beside = besidePhone(text, span);
    if (beside) add(beside.value, beside.start, 0.85);
  }
  for (const match of text.matchAll(TITLED)) {
    const surname = text.charAt(match.index - 1);
    const compound = surnameLength(text.slice(match.index - 2, match.index)) === 2;
    const given = compound ? undefined : withGiven(text, match.index);
    const start = given ?? match.index - (compound ? 2 : 1);
    if (start < 0 || (given === undefined && !compound && surnameLength(surname) === 0)) continue;
    const before = text.slice(Math.max(0, start - 8), start);
    if (match[0].length === 1 && !/^$|叫我/.test(text.slice(0, start))) continue;
    const end = match.index + match[0].length;
    const calls = phones.some(
      ({ span, role }) => role !== 'other' && span.start >= end && span.start - end <= 2,
    );
    if (OTHER_BEFORE.test(before) && !(calls && before.endsWith('的'))) continue;
    const tells = TELLS.test(text.slice(end, end + 8)) && !/\p{Script=Han}$/u.test(before);
    const alone = /^$|[\n。!?]\s*$/.test(text.slice(0, start)) && /^\s*[,。!]?\s*$/.test(text.slice(end));
    const signed = /[,。!?;\s]$/.test(before) && /^\s*[。!]?\s*$/.test(text.slice(end));
    add(text.slice(start, end), start, tells || alone || signed || calls ? 0.75 : 0.55);
  }
  const signature = SIGNATURE.exec(text);
  if (signature?.[1] !== undefined && found.length === 0) {
    const name = readName(signature[1], { strict: true, bySurname: false });
    if (name?.value === signature[1])
      add(name.value, signature.index + signature[0].lastIndexOf(name.value), 0.7);
  }
  return found.sort((a, b) => b.confidence - a.confidence);
}

/** A name alone at the end of a letter, after a dash, a line break or brackets. */
const SIGNATURE =
  /(?:[-—]{2}|\n\s*|此致\s*敬礼[,。!\s]*|\()(\p{Script=Han}{2,4})\)?\s*(?:\d{4}[年.-]\d{1,2}[月.-]\d{1,2}日?)?\s*$/u;

/** "13812345678张先生", "李建国 13812345678": the name stands alone beside the number. */
function besidePhone(
  text: string,
  span: { start: number; end: number },
): { value: string; start: number } | undefined {
  const after = /^[\s,:(]{0,2}(\p{Script=Han}{2,5})(?=$|[^\p{Script=Han}])/u.exec(
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
    if (name?.value === word) return { value: word, start };
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
  const surname = surnameLength(text);
  if (surname === 0) {
    const latin = /^[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}/.exec(text);
    return latin && !strict ? { value: latin[0], certainty: 0.9 } : undefined;
  }
  const rest = text.slice(surname);
  const title = TITLE_AFTER.exec(rest);
  if (title) return { value: text.slice(0, surname + title[0].length), certainty: 1 };
  for (const given of [1, 2]) {
    const value = text.slice(0, surname + given);
    if (!/^\p{Script=Han}+$/u.test(value) || value.length < surname + given || NOT_NAMES.has(value)) break;
    const after = text.slice(surname + given);
    if (NOT_NAMES.has(text.slice(0, 3)) || !(strict ? AFTER_STRICT : AFTER).test(after)) continue;
    return { value, certainty: 1 };
  }
  if (bySurname && AFTER.test(rest)) return { value: text.slice(0, surname), certainty: 1 };
  const likely = text.slice(0, surname + 2);
  const isName = /^\p{Script=Han}+$/u.test(likely) && likely.length === surname + 2 && !NOT_NAMES.has(likely);
  return !strict && isName && !NOT_NAMES.has(likely.slice(0, 2))
    ? { value: likely, certainty: 0.7 }
    : undefined;
}
