import type { Point } from '../../model/place.js';
import type { Span } from '../understanding.js';

/** A point that somebody shared: a map link, "geo:", or bare coordinates. */
export interface MapLink {
  span: Span;
  point: Point;
  /** The name or address that the link carries. */
  label?: string;
}

type Datum = Point['datum'];

/**
 * Points in the text. Which datum a link has follows from who made it: Amap and Tencent write GCJ-02, Baidu
 * BD-09 unless `coord_type` says otherwise, "geo:" is WGS 84 (RFC 5870); Google links made on a phone
 * carry the phone's own WGS 84. Short links hold no point: `links` still finds them.
 */
export function mapLinks(text: string): MapLink[] {
  const found: MapLink[] = [];
  for (const { index, 0: said } of text.matchAll(LINK)) {
    const url = said.replace(/[,.;:!?)]+$/, '');
    const span = { start: index, end: index + url.length };
    const read = pointOf(url);
    if (read) found.push({ span, ...read });
  }
  for (const match of text.matchAll(COORDINATES)) {
    const { 0: said, index } = match;
    const span = { start: index, end: index + said.length };
    if (found.some((link) => span.start < link.span.end && link.span.start < span.end)) continue;
    const point = pair(match[1], match[2], 'wgs84');
    if (point) found.push({ span, point });
  }
  return found;
}

/** All links of a text, with or without a point: nothing in them is a place name. */
export const links = (text: string): Span[] =>
  Array.from(text.matchAll(LINK), ({ index, 0: said }) => ({ start: index, end: index + said.length }));

/** "[位置] 金鹰购物中心": what WeChat and other apps write for a shared location, to the end of its line. */
export function sharedPlaces(text: string): Span[] {
  return Array.from(text.matchAll(SHARED), (match) => {
    const line = (match[1] ?? '').trimEnd();
    // "[位置]香苑小区 路灯坏了": what follows a space and is no address is the story.
    const rest = /[ ]\S[^\n]*$/.exec(line);
    const said = rest && !/[省市区县镇村街号]|路(?!灯|面)/.test(rest[0]) ? line.slice(0, rest.index) : line;
    const start = match.index + match[0].indexOf(match[1] ?? '');
    return { start, end: start + said.length };
  }).filter(({ start, end }) => end > start);
}

const LINK = /(?:https?:\/\/|geo:)[\w\-.~:/?#[\]@!$&'()*+,;=%|]+|(?:https?:\/\/)[^\s,。;]+/giu;
const SHARED =
  /(?:\[(?:位置|地理位置|定位|共享位置|location)\]|📍|(?:分享|共享|发送|发了)(?:了|的)?(?:一个)?(?:位置|定位)[::])\s*([^\n\[。;]{2,80}(?:\n(?:江苏省?|[\p{Script=Han}]{2,3}[市区县])[^\n]{2,60})?)/giu;
const NUMBER = '(-?\\d{1,3}\\.\\d{3,})';
const COORDINATES = new RegExp(
  `(?<![\\d.])(?:(?:北纬|东经|纬度|经度|lat|lng|lon|N|E)[:=\\s]*)?${NUMBER}°?[NE]?\\s?[,;\\s]\\s?(?:(?:北纬|东经|纬度|经度|lat|lng|lon|N|E)[:=\\s]*)?${NUMBER}(?![\\d.])`,
  'giu',
);
const PAIR = new RegExp(`${NUMBER}(?:,|%2c|\\|)${NUMBER}`, 'iu');
/** A pair after one of the names that links use for it. */
const NAMED_PAIR = new RegExp(
  `(?:position|location|latlng|coord|coordinate|center|marker=coord|markers?|loc|ll|q|p|dest|destination|query|@)[=:/]?(?:[^,&]{1,24},)?${NUMBER}(?:,|%2c|\\|)${NUMBER}`,
  'iu',
);

function pointOf(url: string): Omit<MapLink, 'span'> | undefined {
  const datum = datumOf(url);
  if (datum === undefined) return undefined;
  const match = NAMED_PAIR.exec(url) ?? PAIR.exec(url);
  const point = pair(match?.[1], match?.[2], datum);
  if (!point) return undefined;
  const label = labelOf(url);
  return label === undefined ? { point } : { point, label };
}

function datumOf(url: string): Datum | undefined {
  const said = /coord_?type=(gcj02|bd09|wgs84)/i.exec(url)?.[1]?.toLowerCase();
  if (said === 'gcj02' || said === 'wgs84' || said === 'bd09') return said;
  if (/^geo:/i.test(url)) return 'wgs84';
  const host = /^https?:\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase() ?? '';
  if (/(?:^|\.)(?:amap|gaode|autonavi)\.com$/.test(host)) return 'gcj02';
  if (/(?:^|\.)map\.(?:qq|soso)\.com$/.test(host)) return 'gcj02';
  // In mainland China Apple's map is drawn by AutoNavi, and so are the points it shares.
  if (host === 'maps.apple.com') return 'gcj02';
  if (/(?:^|\.)map\.baidu\.com$/.test(host)) return 'bd09';
  if (/(?:^|\.)(?:google\.[a-z.]{2,6}|goo\.gl|openstreetmap\.org)$/.test(host)) return 'wgs84';
  return undefined;
}

/** Which of the two is the latitude shows in their size: China lies between 3° and 54° N, 73° and 136° E. */
function pair(one: string | undefined, other: string | undefined, datum: Datum): Point | undefined {
  const [a, b] = [Number(one), Number(other)];
  if (a > 3 && a < 54 && b > 73 && b < 136) return { lat: a, lng: b, datum };
  if (b > 3 && b < 54 && a > 73 && a < 136) return { lat: b, lng: a, datum };
  return undefined;
}

/** `name`, `title`, `addr` and what stands after the point in Amap's own links. */
function labelOf(url: string): string | undefined {
  const parts = Array.from(
    url.matchAll(/(?:[?&;]|%3b)(?:name|title|addr|address|content|q)[=:]([^&;#]{2,160})/giu),
    (match) => decoded(match[1] ?? ''),
  ).filter((part) => /\p{Script=Han}/u.test(part));
  const tail = /[?&](?:p|q)=[^&]*?\d\.\d+,\d+\.\d+,([^&#]{2,160})/i.exec(url)?.[1];
  if (parts.length === 0 && tail !== undefined) parts.push(decoded(tail).replace(/,/g, ' '));
  const label = [...new Set(parts)].join(' ').replace(/\s+/g, ' ').trim();
  return /\p{Script=Han}/u.test(label) ? label.slice(0, 80) : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    // A link cut off in the middle of a sign still has its point; its name is lost.
    return '';
  }
}
