import type { Region } from '../../model/city.js';

/** A division that may be named at some position of a text. */
export interface Reading {
  region: Region;
  length: number;
  /** 0: only behind the name of the county it lies in. */
  confidence: number;
  /** A bare town name, or a bare name with a typo, counts only where a place may stand. */
  short: boolean;
}

/** Ends of division names; without them a name is short and needs help from its neighbours. */
export const SUFFIX = /(?:区|县|市|镇|街道|农场|盐场|乡)$/;

/** True where the words around say that a place is named here: "在合德有人…", "合德镇". */
export function standsAsPlace(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 3), start);
  if (/(?:[^正存现实不内好自旨]在|住在?|位于|来自)$/.test(before)) return true;
  return HERE_BEFORE.test(before) && HERE_AFTER.test(text.slice(end, end + 6));
}

/** "大丰路", "响水路", "建湖大道" name streets; "亭湖区路灯" does not. */
export function isStreet(text: string, name: string, end: number): boolean {
  return (
    !SUFFIX.test(name) &&
    /^(?:[东西南北中]?(?:路(?!灯|上|口|面|边)|大道|街(?!道|上)|大街|大桥|巷))/.test(text.slice(end, end + 4))
  );
}

const HERE_BEFORE = /(?:在|住|到|去|从|来自|是|位于|家|我们|县|区|市|咱|俺|[,。、;:!?\s]|^)$/;
/** "黄海医院" and "新都中学" bear a name and lie anywhere, so sites are not among these. */
const HERE_AFTER =
  /^(?:镇|街道|街|乡|那边|这边|这里|那里|那儿|境内|的|有|人|在|[,。、;!?]|\s|$|老街|法院|城区|县城|卫生院|派出所|政府|住|这|附近|[\p{Script=Han}]{1,4}(?:村|社区|居委会))/u;
