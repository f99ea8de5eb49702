/** Words of a mark, in the order they are tried: "不太满意" holds "太满意" and "满意". */
const WORDS: [mark: number, pattern: RegExp][] = [
  [
    1,
    /非常不满|很不满|极不满|太不满|十分不满|特别不满|太差|极差|很差|差评|垃圾服务|very (?:bad|dissatisfied|unhappy)|terrible|awful|😡|🤬|💩/iu,
  ],
  [
    2,
    /不太满意|不满意|不满|不怎么样|不好|不行|dissatisfied|unhappy|not (?:good|satisfied|happy)|👎|😠|😞|🙁/iu,
  ],
  [
    5,
    /非常满意|很满意|十分满意|特别满意|超级?满意|太满意|excellent|very (?:good|satisfied|happy)|perfect|great|👍|😊|😄|🥰|❤|💯|🌹/iu,
  ],
  [4, /基本满意|还算满意|比较满意|较满意|挺好|不错|good|satisfied|happy|🙂/iu],
  [3, /一般|凑合|还行|还可以|马马虎虎|过得去|将就|中评|so-?so|average|okay|😐|😑/iu],
  [5, /满意|好评|很好|真好|点赞/u],
];
const NUMBER = /(?:^|[^\d.])([1-5]|[一二两三四五])\s*(?:分(?!钟|之)|颗?星(?!街|级|期|手机)|stars?|points?)/iu;
const DIGITS: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5 };
/** More than this is a story, not a mark: "物业的态度太差了，上个月…" is a complaint. */
const LONGEST = 16;

/** A mark of 1–5 where the text is nothing but one: digits, words, stars, emoji. */
export function rating(text: string): number | undefined {
  const stars = /^[^\p{L}\d]*?((?:[★⭐]\s*){1,5})(?:☆\s*)*[^\p{L}\d]*$/u.exec(text);
  if (stars?.[1] !== undefined) return stars[1].replace(/\s/g, '').length;
  if (Array.from(text).length > LONGEST) return undefined;
  const alone = /^\s*([1-5])\s*[.。!]?\s*$/.exec(text);
  if (alone) return Number(alone[1]);
  const number = NUMBER.exec(text)?.[1];
  if (number !== undefined) return DIGITS[number] ?? Number(number);
  return WORDS.find(([, pattern]) => pattern.test(text))?.[0];
}
