import type { City, Region } from '../../model/city.js';
import { isStreet, type Reading, standsAsPlace, SUFFIX } from './division-name.js';
import { sound } from './pinyin.js';

interface Entry {
  stem: string;
  sounds: string[];
  region: Region;
  ends: string[];
}

/**
 * Divisions written with signs of the same sound or a like shape: "停湖区", "射洋", "步风镇". A bare
 * county name needs one right sign and a place to stand, because "动态" and "监护" sound like counties too.
 */
export function createHomophones(city: City): (text: string, at: number) => Reading[] {
  const bySound = new Map<string, Map<string, Entry[]>>();
  for (const region of city.regions) {
    const stem = region.name.replace(SUFFIX, '');
    const sounds = Array.from(stem, (sign) => sound(sign) ?? sign);
    if (stem === region.name || stem.length < 2 || stem.length > 4) continue;
    const ends = /[农盐]场$/.test(region.name) ? [region.name.slice(-2)] : ENDS[region.level];
    const [one = '', two = ''] = sounds;
    const seconds = bySound.get(one) ?? new Map<string, Entry[]>();
    bySound.set(one, seconds.set(two, [...(seconds.get(two) ?? []), { stem, sounds, region, ends }]));
  }

  return (text, at) => {
    const first = heard(text, at);
    const seconds = first === undefined ? undefined : bySound.get(first);
    if (seconds === undefined) return NONE;
    const second = heard(text, at + 1);
    const entries = second === undefined ? undefined : seconds.get(second);
    if (entries === undefined) return NONE;
    return entries.flatMap(({ stem, sounds, region, ends }): Reading[] => {
      const end = at + stem.length;
      const said = text.slice(at, end);
      if (said === stem || sounds.some((one, index) => heard(text, at + index) !== one)) return [];
      if (region.not.some((word) => said.startsWith(word))) return [];
      const suffix = ends.find(
        (word) => text.startsWith(word, end) && !LONGER.test(text.charAt(end + word.length)),
      );
      if (suffix !== undefined) {
        return [{ region, length: stem.length + suffix.length, confidence: 0.78, short: false }];
      }
      const right = Array.from(stem).some((sign, index) => said.charAt(index) === sign);
      const bare = region.level === 'county' && right && !ORDINARY.has(said) && standsAsPlace(text, at, end);
      if (!bare || isStreet(text, said, end)) return [];
      return [{ region, length: stem.length, confidence: 0.68, short: true }];
    });
  };
}

const NONE: Reading[] = [];
const ENDS = { county: ['区', '县', '市'], town: ['镇', '街道', '乡', '街办'] };
/** "监护区域": the sign that seems to end the name goes on. */
const LONGER = /[域别间分场民容政]/;

/** Signs that look alike and are therefore picked or read wrongly, with the sign they stand for. */
const SHAPES = new Map([
  ['埠', '阜'],
  ['野', '墅'],
  ['京', '弶'],
  ['惊', '弶'],
  ['沣', '丰'],
  ['吁', '圩'],
  ['续', '渎'],
  ['跺', '垛'],
  ['刚', '冈'],
  ['番', '潘'],
  ['楠', '南'],
  ['漕', '曹'],
]);

const heard = (text: string, at: number): string | undefined => {
  const sign = text.charAt(at);
  return sound(SHAPES.get(sign) ?? sign);
};

/** Everyday words that sound like a county and share a sign with it. */
const ORDINARY = new Set([
  ...['大风', '大峰', '大封', '大缝', '大粪', '大份', '大疯', '大方', '打丰', '达丰'],
  ...['香水', '想水', '像水', '箱水', '享水', '乡水', '响睡', '相水', '厢水', '盐度', '盐毒', '盐堵'],
  ...['见湖', '间湖', '建户', '建护', '东抬', '东太', '听湖', '冰海', '舍阳', '社阳'],
]);
