/**
 * How alike two matters are written. Pairs of neighbouring characters need no dictionary and do not mind
 * one typing error; what everybody writes, and numbers, say nothing about the matter and are left out.
 */
export function pairsOf(text: string): Set<string> {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(BOILERPLATE, ' ')
    .replace(/[\d.:：-]+/g, ' ');
  const pairs = new Set<string>();
  for (const run of plain.match(/[\p{L}]+/gu) ?? []) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length && pairs.size < MOST_PAIRS; i++) {
      pairs.add(characters.slice(i, i + 2).join(''));
    }
  }
  return pairs;
}

/** Greetings, courtesies and the words of asking, which every message has. */
const BOILERPLATE =
  /尊敬的|各位|领导|市长|书记|同志|您好|你好|大家好|谢谢|感谢|麻烦|请问|请求|恳请|希望|反映|投诉|举报|咨询|建议|有关|相关|部门|问题|情况|解决|处理|我们|我是|我家|本人|市民|居民|业主|老百姓|政府|多次|一直|现在|已经|因为|所以|但是|没有|可以|这个|加快|加强|力度|步伐|刻不容缓|进行|什么|小区|附近|严重|怎么|如何|为什么|联系电话|电话|手机号|身份证|此致|敬礼/g;
/** Enough to know a matter by; a novel costs no more than a page. */
const MOST_PAIRS = 600;

/**
 * 0 to 1: Jaccard's measure, or most of how far the shorter text is contained in the longer one, for one
 * citizen writes a line about what fills a page of another.
 */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [short, long] = a.size <= b.size ? [a, b] : [b, a];
  const shared = sharedBy(short, long);
  return Math.max(shared / Math.max(1, a.size + b.size - shared), 0.75 * contained(short, long));
}

/** How much of a text stands in another, 0 to 1; 0 for so short a one that it would stand there by chance. */
export function contained(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  return part.size < FEW_PAIRS ? 0 : sharedBy(part, whole) / part.size;
}

function sharedBy(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  let shared = 0;
  for (const pair of part) if (whole.has(pair)) shared++;
  return shared;
}

const FEW_PAIRS = 6;

const BANDS = 16;
const ROWS = 2;

/**
 * Keys under which alike texts find each other through an index (MinHash in 16 bands of 2): texts of a
 * Jaccard measure of 0.3 share one with 78 in 100, of 0.5 with 99, of 0.05 with 4.
 */
export function likenessKeys(text: string): string[] {
  const hashes = [...pairsOf(text)].map(hashOf);
  if (hashes.length < FEW_PAIRS) return [];
  return Array.from({ length: BANDS }, (_, band) => {
    const rows = Array.from({ length: ROWS }, (_row, row) => smallest(hashes, band * ROWS + row));
    return `${band}:${rows.map((value) => value.toString(36)).join('.')}`;
  });
}

function smallest(hashes: readonly number[], seed: number): number {
  let least = 0xffffffff;
  for (const hash of hashes) {
    const value = mix(hash ^ Math.imul(seed + 1, 0x9e3779b1));
    if (value < least) least = value;
  }
  return least;
}

function hashOf(pair: string): number {
  let hash = 0;
  for (const character of pair) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}

/** Murmur’s finaliser: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
