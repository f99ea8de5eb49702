import { idNumbers } from '../language/extract/id-number.js';
import type { Request } from '../model/request.js';

/** A mobile number however it is grouped. Landlines are offices' numbers and stay. */
const MOBILE = /(?<!\d)(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d){8}(?!\d)/;
const HOME = /\d+(?:号楼|幢|栋|单元|室)/;

/** Kinds of personal data in words that a citizen, and perhaps the public, will read; empty when clean. */
export function personalDataIn(words: string, request: Pick<Request, 'name' | 'phone' | 'place'>): string[] {
  const text = words.normalize('NFKC');
  const digits = text.replace(/[ -]/g, '');
  const national = request.phone?.national.replace(/\D/g, '');
  const found: string[] = [];
  if (MOBILE.test(text) || (national !== undefined && national.length >= 7 && digits.includes(national))) {
    found.push('手机号或诉求人电话');
  }
  if (idNumbers(text).length > 0) found.push('身份证号');
  if (request.name !== undefined && request.name.length >= 2 && text.includes(request.name))
    found.push('诉求人姓名');
  const home = request.place?.detail;
  if (home !== undefined && HOME.test(home) && text.includes(home)) found.push('诉求人住址门牌');
  return found;
}
