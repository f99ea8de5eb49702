import type { City, Region } from '../../model/city.js';
import type { Span } from '../understanding.js';
import { isBusiness } from './business-name.js';
import { isStreet, type Reading, standsAsPlace, SUFFIX } from './division-name.js';
import { createHomophones } from './homophones.js';
import { surnameLength } from './surnames.js';

/** A division named in a text. Several regions may bear the name: then all are candidates. */
export interface Division extends Span {
  regions: Region[];
  confidence: number;
}

/** Finds the city's divisions: full names, aliases of the config, short names, and likely typos. */
export function createGazetteer(city: City): (text: string) => Division[] {
  const exact = exactNames(city);
  const homophones = createHomophones(city);

  return (text) => {
    const found: Division[] = [];
    let county: Division | undefined;
    for (let i = 0; i < text.length; i++) {
      const near = county !== undefined && i - county.end <= 3;
      const within = ({ region }: Reading) =>
        near && county?.regions.some(({ code }) => code === region.parent) === true;
      const named = exact(text, i);
      // "大丰南洋镇": a town of that sound in the county that was said comes before its namesake elsewhere.
      const heard = named.some((reading) => within(reading) || reading.region.level === 'county')
        ? []
        : homophones(text, i);
      if (named.length === 0 && heard.length === 0) continue;
      const readings = choose(named, heard, within);
      const length = readings[0]?.length ?? 0;
      const end = i + length;
      const first = readings[0];
      if (first === undefined || isPerson(text, i, end)) continue;
      if (
        bearsName(first.region.level, text.slice(i, end)) &&
        isBusiness(text, end, SUFFIX.test(text.slice(i, end)))
      )
        continue;
      if (near && first.region.level === 'county' && ZONES.includes(text.slice(i, end))) continue;
      if (first.short && !readings.some(within) && !standsAsPlace(text, i, end)) continue;
      const division = {
        start: i,
        end,
        regions: [...new Set(readings.map(({ region }) => region))],
        confidence: Math.max(...readings.map(({ confidence }) => confidence)) || 0.85,
      };
      found.push(division);
      if (first.region.level === 'county') county = division;
      i = end - 1;
    }
    return found;
  };
}

/** Which readings stand: those in the county just said, else the names as written, else what sounds alike. */
function choose(named: Reading[], heard: Reading[], within: (reading: Reading) => boolean): Reading[] {
  const free = named.filter(({ confidence }) => confidence > 0);
  for (const readings of [named.filter(within), heard.filter(within), free, heard]) {
    const longest = Math.max(0, ...readings.map(({ length }) => length));
    const same = readings.filter(({ length }) => length === longest);
    // "东台" is the city before it is the town of that name within it.
    const widest = same.filter(({ region }) => !same.some((other) => other.region.code === region.parent));
    if (widest.length > 0) return widest;
  }
  return [];
}

/** The names as they are written: of the config, and what people leave out of them. */
function exactNames(city: City): (text: string, at: number) => Reading[] {
  interface Name extends Omit<Reading, 'length'> {
    name: string;
  }
  const byStart = new Map<string, Name[]>();
  const add = (entry: Name) => {
    if (entry.name.length < 2) return;
    const start = entry.name.slice(0, 2);
    const list = byStart.get(start);
    if (list === undefined) byStart.set(start, [entry]);
    else if (!list.some((other) => other.name === entry.name && other.region === entry.region))
      list.push(entry);
  };
  for (const region of city.regions) {
    const county = region.level === 'county';
    const stem = region.name.replace(SUFFIX, '');
    if (region.name.endsWith('农场'))
      add({ name: region.name.replace(/场$/, '厂'), region, confidence: 0.85, short: false });
    add({ name: region.name, region, confidence: 0.97, short: false });
    for (const alias of region.aliases.filter((name) => /\p{Script=Han}/u.test(name))) {
      add({ name: alias, region, confidence: 0.92, short: false });
      if (county && !SUFFIX.test(alias))
        for (const end of COUNTY_ENDS) add({ name: alias + end, region, confidence: 0.85, short: false });
    }
    // "弶港" is the town and not the farm of that name.
    if (stem.length < 2 || stem === region.name || /[农盐]场$/.test(region.name)) continue;
    add({ name: stem, region, confidence: county ? 0.93 : 0.75, short: !county });
    if (county) {
      for (const end of COUNTY_ENDS) add({ name: stem + end, region, confidence: 0.85, short: false });
    } else {
      for (const end of ['镇', '乡', '街道', '街办', '办事处'])
        add({ name: stem + end, region, confidence: 0.87, short: false });
    }
  }
  const zones = ZONES.map((end): [string, Region[]] => [
    end,
    city.regions.filter(({ level, name }) => level === 'town' && name.endsWith(end)),
  ]);
  for (const [end, regions] of zones)
    for (const region of regions) add({ name: end, region, confidence: 0, short: true });

  return (text, at) => {
    const entries = byStart.get(text.slice(at, at + 2));
    if (entries === undefined) return NONE;
    return entries
      .filter(
        ({ name, region }) =>
          text.startsWith(name, at) &&
          !isStreet(text, name, at + name.length) &&
          !(ENDS_IN_QU.test(name) && /^[域别间分]/.test(text.charAt(at + name.length))) &&
          !isInWord(text, at, name, region) &&
          !(
            region.level === 'town' &&
            !SUFFIX.test(name) &&
            NAMESAKE.test(text.slice(at + name.length, at + name.length + 3))
          ),
      )
      .map(({ name, ...reading }) => ({ ...reading, length: name.length }));
  };
}

const NONE: Reading[] = [];

/** "东台区", "大丰市": the wrong or the former end. */
const COUNTY_ENDS = ['区', '县', '市'];
/** "射阳的开发区": kinds of zones that nearly every county has one of; they need the county before them. */
const ZONES = ['经济开发区', '开发区', '高新区'];
/** "刘庄村", "通榆河", "沿河小区" bear the name of a town and lie anywhere. */
const NAMESAKE =
  /^(?:村|公园|口(?!味)|河(?!里|边)|桥|大桥|小区|花园|家园|新村|闸|花苑|苑|佳苑|公寓|大厦|先生|女士|师傅|宾馆|饭店)/;
const ENDS_IN_QU = /区$/;

/** True inside one of the words in which, says the config, the name is no place: "影响水压". */
function isInWord(text: string, at: number, name: string, { not }: Region): boolean {
  return not.some((word) => {
    const offset = word.indexOf(name);
    return offset >= 0 && text.startsWith(word, at - offset);
  });
}

/** A registered name begins with the county, or with a town's name that lost its ending. */
const bearsName = (level: Region['level'], said: string): boolean => level === 'county' || !SUFFIX.test(said);

/** "我叫李建湖", "张亭湖先生" are people. */
function isPerson(text: string, start: number, end: number): boolean {
  if (surnameLength(text.charAt(start - 1)) === 0) return false;
  return (
    /(?:叫|姓名[:是]?|联系人[:是]?|本人)$/.test(text.slice(Math.max(0, start - 6), start - 1)) ||
    /^(?:先生|女士|小姐|师傅|老师|同志|大爷|阿姨|医生)/.test(text.slice(end, end + 2))
  );
}
