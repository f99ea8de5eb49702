import type { City, Region } from '../../model/city.js';

/** A division named in a text. Several regions may bear the name: then all are candidates. */
export interface Division {
  start: number;
  end: number;
  regions: Region[];
  confidence: number;
}

/** Signs that are confused in typing or by sound, for the names of divisions only. */
const CONFUSED: Record<string, string> = {
  亭: '廷停婷庭',
  盐: '严言沿岩延',
  都: '督',
  丰: '风锋封峰',
  响: '向',
  滨: '宾斌彬',
  阜: '府富埠福',
  射: '涉设社',
  建: '健件',
  湖: '胡',
  台: '抬苔',
  潘: '番',
  黄: '皇',
  冈: '岗刚',
  弶: '强犟琼',
  龙: '隆',
  洋: '阳羊',
  阳: '洋杨',
  渎: '读犊',
  毓: '育玉',
  伍: '五',
  佑: '右祐',
  纵: '丛从',
  堰: '偃燕',
  溱: '秦',
  垛: '朵',
  颜: '严',
  滩: '摊',
  墩: '敦',
  淮: '准',
  浦: '蒲',
  芦: '卢',
  榆: '渝余',
  鲍: '包',
};
/** Variants that are ordinary words: never read as a division. */
const ORDINARY = new Set(['大风', '大峰', '上岗', '社阳', '件湖', '沿都', '言都']);

/** Ends of division names; without them a name is short and needs help from its neighbours. */
const SUFFIX = /(?:区|县|市|镇|街道|农场|盐场|乡)$/;
const HERE_BEFORE = /(?:在|住|到|去|从|来自|是|位于|家|我们|县|区|市|[,。\s]|^)$/;
const HERE_AFTER =
  /^(?:镇|街道|街|乡|村|那边|这边|这里|那里|境内|的|有|人|在|,|\s|$|老街|中学|小学|医院|法院|人民|城区|县城|路)/;

interface Name {
  name: string;
  region: Region;
  confidence: number;
  /** A bare town name counts only where a place may stand. */
  short: boolean;
}

/** Finds the city's divisions: full names, aliases of the config, short names, and likely typos. */
export function createGazetteer(city: City): (text: string) => Division[] {
  const byFirst = new Map<string, Name[]>();
  const known = new Set(city.regions.flatMap(({ name, aliases }) => [name, ...aliases]));
  const add = (entry: Name) => {
    if (entry.name.length < 2) return;
    const list = byFirst.get(entry.name.charAt(0));
    if (list === undefined) byFirst.set(entry.name.charAt(0), [entry]);
    else if (!list.some((other) => other.name === entry.name && other.region === entry.region))
      list.push(entry);
  };
  for (const region of city.regions) {
    const county = region.level === 'county';
    const stem = region.name.replace(SUFFIX, '');
    add({ name: region.name, region, confidence: 0.97, short: false });
    for (const alias of region.aliases) {
      add({ name: alias, region, confidence: 0.92, short: !county && alias.length <= 2 && alias === stem });
    }
    if (stem.length >= 2 && stem !== region.name) {
      add({ name: stem, region, confidence: county ? 0.93 : 0.75, short: !county });
      if (!county && /镇$/.test(region.name))
        add({ name: `${stem}乡`, region, confidence: 0.85, short: false });
      if (!county) add({ name: `${stem}街道`, region, confidence: 0.9, short: false });
    }
    for (const [index, sign] of Array.from(stem).entries()) {
      for (const typo of CONFUSED[sign] ?? '') {
        const wrong = stem.slice(0, index) + typo + stem.slice(index + 1);
        const full = wrong + region.name.slice(stem.length);
        if (stem !== region.name && !known.has(full))
          add({ name: full, region, confidence: 0.8, short: false });
        if (county && !known.has(wrong) && !ORDINARY.has(wrong))
          add({ name: wrong, region, confidence: 0.7, short: false });
      }
    }
  }

  return (text) => {
    const found: Division[] = [];
    let county: Division | undefined;
    for (let i = 0; i < text.length; i++) {
      const here = (byFirst.get(text.charAt(i)) ?? []).filter(({ name }) => text.startsWith(name, i));
      const longest = Math.max(0, ...here.map(({ name }) => name.length));
      const sameLength = here.filter(({ name }) => name.length === longest);
      // "东台" is the city before it is the town of that name within it.
      const candidates = sameLength.filter(
        ({ region }) => !sameLength.some((other) => other.region.code === region.parent),
      );
      const first = candidates[0];
      if (first === undefined) continue;
      const end = i + longest;
      if (isStreet(text, first, end) || WORD_AHEAD.test(text.slice(i, i + 4))) continue;
      const within = candidates.filter(({ region }) =>
        county?.regions.some(({ code }) => code === region.parent),
      );
      const near = county !== undefined && i - county.end <= 1;
      const fitting = within.length > 0 ? within : candidates;
      if (fitting.every(({ short }) => short) && !(within.length > 0 && near) && !standsAsPlace(text, i, end))
        continue;
      const division = {
        start: i,
        end,
        regions: [...new Set(fitting.map(({ region }) => region))],
        confidence: Math.max(...fitting.map(({ confidence }) => confidence)),
      };
      found.push(division);
      if (division.regions[0]?.level === 'county') county = division;
      i = end - 1;
    }
    return found;
  };
}

/** Words that begin like a division's short name. */
const WORD_AHEAD = /^(?:大丰[收富]|响水[声流]|东台阶|滨海湾|花园[式里])/;

/** "大丰路", "响水路", "建湖大道" name streets; "亭湖区路灯" does not. */
function isStreet(text: string, { name }: Name, end: number): boolean {
  return (
    !SUFFIX.test(name) &&
    /^(?:[东西南北中]?(?:路(?!灯|上|口|面|边)|大道|街(?!道|上)|大街|大桥|巷))/.test(text.slice(end, end + 4))
  );
}

function standsAsPlace(text: string, start: number, end: number): boolean {
  return (
    HERE_BEFORE.test(text.slice(Math.max(0, start - 3), start)) && HERE_AFTER.test(text.slice(end, end + 3))
  );
}
