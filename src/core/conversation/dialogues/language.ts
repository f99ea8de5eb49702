import type { Language } from '../../model/codes.js';
import { hasBegun } from '../draft.js';
import type { Next } from '../composer.js';
import type { Turn } from '../turn.js';
import { repeatPending } from './gather.js';

/**
 * Chooses how to speak before anybody answers, so that even a first cry for help is answered in its own
 * language: by wish at any time, else by what the citizen writes. Says nothing.
 */
export function tune(turn: Turn, next: Next): void {
  const wish = wishOf(turn);
  if (wish?.language !== undefined) turn.update({ language: wish.language, languageChosen: true });
  else if (!turn.state.languageChosen && tellsLanguage(turn)) {
    turn.update({ language: turn.understanding.language });
  }
  const plain = wish?.plain ?? (isElder(turn.heard) || undefined);
  if (plain !== undefined) turn.update({ plain });
  next();
}

/** Grants the wish in words when it is all the turn says; else what else it says is answered. */
export function language(turn: Turn, next: Next): void {
  const wish = wishOf(turn);
  if (!wish?.isAll) return next();
  if (wish.language !== undefined) turn.say('talk.language');
  else if (wish.plain) turn.say('talk.plain', { areaCode: turn.context.city.profile.areaCode });
  else turn.say('talk.ok');
  if (turn.dialogue.type === 'emergency') return next();
  if (hasBegun(turn.state.draft)) repeatPending(turn);
}

interface Wish {
  language?: Language;
  plain?: boolean;
  /** The turn says nothing else. */
  isAll: boolean;
}

/** A wish is a clause of its own: "他们不讲普通话" tells of others. */
function wishOf({ heard }: Turn): Wish | undefined {
  if (heard.length > MOST_WISHED) return undefined;
  const clauses = heard.split(CLAUSE_END).filter((clause) => /\p{L}/u.test(clause));
  const wishes = clauses.map((clause) => clauseWish(clause.trim()));
  const found = wishes.findLast((wish) => wish !== undefined);
  return found && { ...found, isAll: !clauses.some((clause, index) => !wishes[index] && !isPolite(clause)) };
}
const MOST_WISHED = 300;
const CLAUSE_END = /[,，.。!！?？;；、~\n]+|(?<=\p{Script=Han})\s+|\s+(?=\p{Script=Han})/u;

function clauseWish(clause: string): Omit<Wish, 'isAll'> | undefined {
  if (clause.length > 40) return undefined;
  if (CHINESE.test(clause)) return { language: 'zh-CN' };
  if (ENGLISH.test(clause)) return { language: 'en' };
  if (PLAIN.test(clause)) return { plain: true };
  if (NOT_PLAIN.test(clause)) return { plain: false };
  return undefined;
}

const ASKING =
  '(?:请|麻烦|还是|我们|咱们?|你们?|您|跟我|和我|对我|能不能|可不可以|能|可以|我只?(?:想|要|会)|想|要|那|就|都|全)*';
const SPEAKING = '(?:说|讲|用|换成?|换回|切换?(?:到|成)?|改成?|改回|改用|回到|聊|写)?(?:一下)?';
const ASKED =
  '(?:来?(?:说|讲|聊|回复|回答|交流|沟通|服务))?(?:版|就行|可以吗|好吗|行吗|吗|吧|了|谢谢|please|pls|\\s)*$';
const POLITELY =
  "^(?:(?:please|pls|ok|okay|sorry|hi|hello|can|could|may|shall|we|you|i|let's|let|us|me|would|like|want|to|prefer|only|speak|talk|use|switch|change|go|back|reply|answer|write|in|into|continue)\\s+)*";
const POLITE_END = '(?:\\s+(?:please|pls|version|instead|now|thanks|thank you|only))*$';
const CHINESE = new RegExp(
  `^${ASKING}${SPEAKING}(?:简体)?(?:中文|汉语|普通话|国语|中国话)${ASKED}|${POLITELY}(?:chinese|mandarin)${POLITE_END}`,
  'i',
);
const ENGLISH = new RegExp(`^${ASKING}${SPEAKING}(?:英文|英语)${ASKED}|${POLITELY}english${POLITE_END}`, 'i');

/** "看不懂" and its like, said of us: "收费单看不懂" is a matter. */
const PLAIN = new RegExp(
  [
    '^(?:你|您)?(?:能不能|可不可以|请|麻烦)?(?:说|讲|写|问|话)?(?:得|的)?(?:简单|通俗|直白|明白|短|慢)(?:一?点|些|一些)(?:儿|吧|说|讲|问|好吗|行吗|吗|啊|呢)*$',
    '^(?:我|俺|实在|有点|太|真的?|这个?|这些|你(?:说|讲|写)的?(?:啥|什么|这些|话)?|您(?:说|讲|写)的?(?:什么|这些)?|都|又|也|字)*(?:看|听|弄|搞)不(?:太|大|怎么)?(?:懂|明白|清楚?|来|见)(?:啊|呢|了|啦|呀|你们?说(?:的|什么|啥))*$',
    '^(?:字|字体)(?:写|弄|放)?(?:大|太小)(?:一?点|些|了)*(?:儿|吧|行吗|好吗|看不清)*$',
    '^(?:太|好|有点)?(?:复杂|麻烦|啰嗦|绕)了?$',
    '^(?:please )?(?:use |in )?(?:simpler|simple|plain|easy)(?: words| english)?(?: please)?$',
    "^(?:it's |this is |that's )?too (?:complicated|hard|difficult|long)$",
    "^(?:sorry )?i (?:don't|do not|can't|cannot) (?:understand|read|follow|get)(?: (?:you|this|that|it))?$",
  ].join('|'),
  'i',
);
const NOT_PLAIN =
  /^(?:你|您)?(?:可以|请)?(?:正常说(?:话)?|说?详细(?:一?点|些)|不用这么简单|normal words)(?:吧|就行|就好)*$/i;

/** Somebody who says that they are old is spoken to plainly without having to ask for it. */
const isElder = (heard: string): boolean => heard.length <= MOST_WISHED && ELDER.test(heard);
const ELDER =
  /(?:^|[,，。!！\s])(?:我|俺|本人)(?:现在|已经|都|今年|也)*(?:人?老了|(?:年纪|岁数|年龄)(?:太|很|比较)?大|上了?年纪|是?个?(?:老年人|老人家?|老太(?:太|婆)|老头子?|老太)|不识字|不认(?:识)?字|不(?:太|大)?会(?:打字|用手机|弄手机)|眼睛?(?:花|不好|看不清)|老眼昏花|(?:[789]\d|[七八九]十[一二三四五六七八九多几]?)多?(?:岁|了|的人))|\bi(?:'m| am) (?:(?:an? )?(?:old|elderly)|(?:[789]\d)\b)/i;

const isPolite = (clause: string): boolean =>
  /^(?:你好|您好|谢谢(?:你|您)?|[你您](?:这|在)?(?:说|讲|写)的?(?:都是|是)?(?:啥|什么|这些)(?:啊|呀|呢)?|不好意思|对不起|请|hi|hello|please|thanks?|thank you|sorry|ok(?:ay)?)$/i.test(
    clause.trim(),
  ) || isElder(clause.trim());

/** A bare number or an "ok" tells nothing of a language. */
function tellsLanguage({ understanding, state, heard }: Turn): boolean {
  const { matter, danger, sealed } = understanding;
  const tells = matter !== undefined || danger !== undefined || sealed !== undefined || !state.greeted;
  return tells && /\p{L}{2}/u.test(heard);
}
