import { RequestType } from '../model/codes.js';
import type { Hit, Hits } from './lexicon.js';
import { matches } from './matches.js';

/** How strongly each type speaks from a text, and the words that it speaks with. */
export type Acts = Map<RequestType, { score: number; reasons: string[] }>;

/** The acts a person can name outright. */
type Named = Exclude<RequestType, 'other'>;

/**
 * What a citizen does with the words, beyond the words themselves: names the act ("我要投诉"), takes it back
 * ("不是投诉"), tells of an earlier one ("投诉了三次"), asks about it ("怎么投诉"), or asks what is no question
 * ("到底管不管？"). The lexicon's signs are weighed by that; this part belongs to the language, not to a city.
 */
export function speechActs(hits: Hits, text: string, signs: (hits: Hit[]) => number): Acts {
  const found = new Acting(hits, signs);
  found.named(text);
  found.lastWord(text);
  found.rhetorical(text);
  found.weigh(text);
  return found.acts;
}

/** "要多久能处理？", "为什么要问这个": a question to the bot about its own doing is no request. */
export const isToUs = (text: string): boolean => TO_US.test(text);

const ACTS: Record<string, Named> = {
  投诉: 'complaint',
  举报: 'report',
  检举: 'report',
  揭发: 'report',
  咨询: 'consultation',
  询问: 'consultation',
  求助: 'help',
  建议: 'suggestion',
  提议: 'suggestion',
  表扬: 'praise',
};
const NAME = new RegExp(Object.keys(ACTS).join('|'), 'g');

/** Words that hold an act's name and are none: a firm, a doctor's advice, a hotline's title. */
const NOT_ACT_BEFORE =
  /(?:医生|律师|专家|老师|大夫|中介|销售|客服|领导|店家|他们?|她们?|师傅|公司|朋友|心理|法律|有什么|给点|给我|被|名医)$/;
const NOT_ACT_AFTER =
  /^(?:公司|零售价|价|师|机构|费|服务公司|热线(?:的|老师|陪)|我(?:做|去|买|换|手术|吃)|电话多少钱)/;
/** "不是投诉", "我不想举报谁". */
const DENIED =
  /(?:不是|不算|并非|不想|不打算|没想|没打算|不用|不要|不必|不愿意?|无意|谈不上|也别|没有要|没要|不|别|未)(?:来|要|想|去|在|是|说|给|再|真的|什么|为了|搞|做|算|单纯|你们)*$/;
/** "怎么投诉", "去哪举报", "投诉电话", "能投诉吗". */
const ASKED_BEFORE =
  /(?:怎么|如何|怎样|咋|去哪里?|到哪里?|在哪里?|找谁|向谁|跟谁|往哪里?|哪里(?:可以|能)|哪里|能不能|可不可以|可以|能否|可否|能|要是|要是想|如果|假如|我想问)(?:去|来|才能|能|里|想|要|可以|我|他|它|她|他们|进行|去|向.{1,6})*$/;
const ASKED_AFTER =
  /^(?:的)?(?:电话|渠道|方式|热线|流程|邮箱|平台|网站|有奖|奖励|有用|找谁|找哪|该打|打哪|打什么|去哪|到哪|要什么|要带|需要|是不是|能匿名|会不会|保密吗|范围)|^.{0,14}(?:打哪个|打什么|找谁|找哪|去哪|到哪|归谁|要什么(?:材料|手续)|有奖励|该打|怎么弄|吗$|吗[?])/;
/** "投诉了三次没人管", "上次举报的": an act of before, which nobody answered. */
const TOLD_BEFORE =
  /(?:已经?|曾经?|之前|上次|以前|前几天|多次|一直|再三|反复|到处|屡次|昨天|上周|上个?月|原来是?来?|本来(?:想|要|是)?来?|打电话|打12345|打12315|遭|被(?:人|他|同事)?|去年|我们|都|处理(?:了)?|收到|接到)(?:去|就|都|也|想|要|在|向.{1,6}|找.{1,6}|给.{1,6}|跟.{1,6}|对)*$/;
const TOLD_AFTER =
  /^(?:了|过|多次|[一二两三四五几\d]+[次遍回]|无果|没用|无门|上去|之后|以后|后|的(?:那|事|问题|路|噪|结果|内容|单|处理|人)|到(?:区|镇|市|现在|你们|局)|信|箱)/;
/** "我要…", the clearest way of saying it; it also overrules an asking or a telling beside it. */
const PERFORMED =
  /(?:^|[,。!?;:\s]|我|本人|实名|匿名|特此|特来|现|在此|必须|强烈|坚决|改|转|而是|是|就是|只是|想来|来)(?:要|想|要求|想要|来|是|就|只|再|还|先|特此|严肃|实名|匿名|强烈|郑重|正式|就是|向你们?|跟你们?|顺便|一下|提个|提点|提|个|一个|求|请求)*$/;

/** "就是问一下": said last, it is what the person came for. */
const ONLY_ASKING =
  /(?:就是|就|只是|只|单纯|随口|顺便|也就是?|主要是?)(?:想|来|要|跟你们|过来|先)*(?:问|咨询|了解|打听|请教)(?:问|一下|下|一句|一声|个事|咨询|情况|清楚)*/;

const TO_US =
  /^(?:那|请问|你好|您好|你们|大概|一般|[,\s])*(?:要|还要|得|需要)?(?:多久|多长时间|几天|什么时候|啥时候)(?:能|可以|会|才能)?(?:给我)?(?:处理|解决|答复|回复|有结果|办好|办完|来人|联系我)?[啊呀呢吗?!,\s]*$|^(?:为什么|为啥|干嘛|干什么)(?:还)?要?(?:问|知道|填|留|我|电话|姓名|地址).{0,10}$/;

/** In the shape of a question, and none: anger asks like this, not curiosity. */
const RHETORICAL =
  /凭什么|凭啥|管不管|有没有人管|有人管吗|没人管吗|谁来管|谁能管|都不管|还有没有|还让不让|有没有(?:王法|良心|个说法)|王法|难道|什么态度|什么意思|什么世道|什么东西|什么玩意|搞什么|怎么(?:搞|回事)|怎么(?:还|能|就|可以|一直|老是?|总是?|这么|那么|从来|越来越|会这样|当的?|好意思|忍心)(?!申|办|查|领|交|去|预约|报名)|为什么(?:还|不|没|总|老|一直|这么|就|偏)|为啥(?:还|不|没|总|老|一直|就)|像话吗|合理吗|应该吗|说得过去|公平吗|这不(?:就)?是.{1,12}(?:吗|么)|这(?:叫|算)什么|是不是(?:太|在(?:糊弄|骗|欺负|耍|忽悠)|想|要等|非要|故意|勾结|欺负|糊弄)|什么时候(?:才|是个?头)|何时(?:才|是个?头)|多久才|是多久|要等到|等到什么时候|谁(?:批准|允许|给(?:你|他)们?的)|哪(?:有|来)(?:的)?(?:道理|这样|这么|这种)|(?:我|我们|让我)?(?:去|上|到|找)(?:哪里?|谁)(?:去)?(?:说理|讲理|评理)|让人怎么(?:活|过|住|走)|怎么(?:活|过日子|睡得?着|住人)|对得起|不能.{1,14}(?:吗|么)(?=$|[\s,。!?])|能(?:吃|住|喝|用)(?:这个|这样)?(?:吗|么)|看不见吗|听不到吗|有这么(?:办事|做|当)|处理了啥|处理(?:了)?(?:个)?什么|到底(?:有没有|管|还|要|谁|什么时候|在|处理|想|是不是|给不给)|(?:你们|政府)(?:还)?管(?:吗|么|不)|管管(?:吗|吧|啊)|还给不给|要(?:我|老百姓)怎么/g;

/** The writer is a party to it: bought, paid, was refused. A quarrel of one's own is a complaint. */
const OWN_STAKE =
  /(?:我|我们|我家|我妈|我爸|本人|孩子|老人)(?:.{0,8})(?:买|付|交了?|花了?|充|办(?:了|的)|订|报(?:了|的)|签|租|存|消费|吃出|被(?:扣|骗|坑|罚|辞|打))|(?:退|赔|还|补)(?:我|给我|钱|款|差价)|不(?:肯|给|让)?(?:退|换|赔)|欠我|我(?:的)?(?:钱|工资|押金|定金|卡里|车|包裹|快递)|扣(?:我|了我)|给我(?:说法|答复)|(?:我|我们)(?:家|楼上|楼下|小区|隔壁|门口)|我去.{0,10}(?:他|说|不)/;

class Acting {
  readonly acts: Acts = new Map();
  readonly #named = new Set<RequestType>();
  #isRhetorical = false;
  #onlyAsks = false;

  constructor(hits: Hits, signs: (hits: Hit[]) => number) {
    for (const [group, list] of hits) {
      const [kind, type] = group.split(':');
      if (kind !== 'type') continue;
      this.#add(RequestType.safeParse(type).data, signs(list), ...list.map(({ word }) => word));
    }
  }

  /** "我要投诉": said outright, it outweighs what the signs suggest; said twice, the later one counts more. */
  named(text: string): void {
    for (const { 0: name, index } of matches(NAME, text)) {
      const type = ACTS[name];
      if (type === undefined) continue;
      const before = text.slice(Math.max(0, index - 14), index).replace(/^.*[,。!?;\n]/s, '');
      const after = text.slice(index + name.length, index + name.length + 18).replace(/[。!;\n].*$/s, '');
      if (NOT_ACT_BEFORE.test(before) || NOT_ACT_AFTER.test(after)) continue;
      const isPerformed = PERFORMED.test(before) || before === '';
      if (DENIED.test(before)) this.#add(type, -2.5);
      else if (ASKED_BEFORE.test(before) && !/[我人](?:要|想)$/.test(before)) this.#ask(type, name);
      else if (!/[我人]要$/.test(before) && ASKED_AFTER.test(after)) this.#ask(type, name);
      else if (TOLD_AFTER.test(after) || (TOLD_BEFORE.test(before) && !/(?:要|想|来|是)$/.test(before))) {
        this.#tell(type, name);
      } else this.#name(type, isPerformed ? 3.2 : 2.2, name, text.length - index);
    }
  }

  lastWord(text: string): void {
    const match = ONLY_ASKING.exec(text);
    if (!match) return;
    const after = text.slice(match.index + match[0].length);
    // "我就问一下你们管不管" only looks like asking.
    if (matches(RHETORICAL, after).length > 0) return;
    this.#add('consultation', 2.5, match[0]);
    this.#onlyAsks = true;
  }

  rhetorical(text: string): void {
    const words = matches(RHETORICAL, text).map(([word]) => word.trim());
    if (words.length === 0) return;
    this.#isRhetorical = true;
    this.#add('complaint', words.length > 1 ? 2.4 : 1.8, ...words);
  }

  /** What one act takes from another when both speak. */
  weigh(text: string): void {
    const has = (type: RequestType): number => this.acts.get(type)?.score ?? 0;
    const asks = has('consultation');
    if (this.#isRhetorical && !this.#onlyAsks && !this.#named.has('consultation')) {
      this.#times('consultation', 0.35);
    } else if (asks >= 1.2) {
      // A question about what is wrong asks first: "楼上漏水不肯修，这归谁管".
      if (!this.#named.has('complaint')) this.#times('complaint', this.#onlyAsks ? 0.4 : 0.7);
      if (!this.#named.has('help')) this.#times('help', this.#onlyAsks ? 0.4 : 0.75);
      if (!this.#named.has('report')) this.#times('report', this.#onlyAsks ? 0.4 : 0.7);
      this.#times('suggestion', this.#named.has('suggestion') ? 1 : 0.8);
    }
    // "谢谢你们物业，收钱比谁都快": thanks beside blame are bitter.
    if (!this.#named.has('praise') && has('complaint') >= 1 && has('praise') > 0) {
      this.#times('praise', 0.4);
      this.#add('complaint', 0.6);
    }
    // What is broken and left so is somebody's fault: no longer a call for a repairman.
    if (!this.#named.has('help') && has('complaint') >= 1.2) this.#times('help', 0.7);
    if (!this.#named.has('report') && !this.#named.has('complaint')) {
      if (OWN_STAKE.test(text)) this.#times('report', 0.65);
      else if (has('report') >= 2) this.#times('complaint', 0.7);
    }
    if (!this.#named.has('suggestion') && has('complaint') >= 2) this.#times('suggestion', 0.6);
  }

  #name(type: RequestType, weight: number, word: string, fromEnd: number): void {
    // Of two acts named outright the later one is meant; a long way after the first counts fully.
    if (this.#named.size > 0 && !this.#named.has(type)) {
      for (const earlier of this.#named) this.#times(earlier, 0.6);
    }
    this.#named.add(type);
    this.#add(type, fromEnd <= 6 ? weight + 0.4 : weight, word);
  }

  #ask(type: RequestType, word: string): void {
    this.#add('consultation', 2, word);
    this.#times(type, 0.5);
  }

  #tell(type: RequestType, word: string): void {
    if (type === 'complaint' || type === 'report') this.#add('complaint', 0.9, word);
  }

  #add(type: RequestType | undefined, weight: number, ...words: string[]): void {
    if (type === undefined) return;
    const known = this.acts.get(type);
    this.acts.set(type, {
      score: (known?.score ?? 0) + weight,
      reasons: [...new Set([...(known?.reasons ?? []), ...words])],
    });
  }

  #times(type: RequestType, factor: number): void {
    const known = this.acts.get(type);
    if (known && known.score > 0) this.acts.set(type, { ...known, score: known.score * factor });
  }
}
