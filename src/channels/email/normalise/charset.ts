/**
 * Text of bytes whose character set nobody declared: strict UTF-8, else strict GB18030 (which contains GBK
 * and GB2312), else Latin-1, which can read anything. The order matters: hardly any Chinese GBK text is
 * valid UTF-8 by chance, while a third of all UTF-8 text is valid GBK.
 */
export function decodeUndeclared(bytes: Uint8Array): string {
  return strict('utf-8', bytes) ?? strict('gb18030', bytes) ?? Buffer.from(bytes).toString('latin1');
}

/**
 * The character set that a text part should have declared, or undefined where its declaration may stand.
 * Mends what senders get wrong in practice: nothing declared, "us-ascii" or "iso-8859-1" over Chinese bytes,
 * UTF-8 declared and GBK sent, and the reverse.
 */
export function mendCharset(
  declared: string | undefined,
  bytes: Uint8Array,
): 'utf-8' | 'gb18030' | undefined {
  const high = highBytes(bytes);
  if (high === 0) return undefined;
  const name = declared?.toLowerCase().trim() ?? '';
  const isUtf8 = strict('utf-8', bytes) !== undefined;
  if (NAMELESS.has(name)) {
    if (isUtf8) return 'utf-8';
    return strict('gb18030', bytes) === undefined ? undefined : 'gb18030';
  }
  if (WESTERN.has(name)) {
    if (isUtf8) return 'utf-8';
    return isMostlyChinese(strict('gb18030', bytes)) ? 'gb18030' : undefined;
  }
  if (name === 'utf-8' || name === 'utf8') {
    return !isUtf8 && isMostlyChinese(strict('gb18030', bytes)) ? 'gb18030' : undefined;
  }
  // Twelve bytes, four characters: less than that can be valid UTF-8 and still be GBK.
  if (CHINESE.has(name) && isUtf8 && high >= 12) return 'utf-8';
  return undefined;
}

const NAMELESS = new Set([
  '',
  'us-ascii',
  'ascii',
  'unknown-8bit',
  'unknown',
  'x-unknown',
  'default',
  '8bit',
  'none',
]);
const WESTERN = new Set(['iso-8859-1', 'iso8859-1', 'latin1', 'iso-8859-15', 'windows-1252', 'cp1252']);
const CHINESE = new Set(['gb2312', 'gbk', 'gb18030', 'cp936', 'x-gbk', 'gb_2312-80', 'euc-cn', 'hz-gb-2312']);

function strict(charset: 'utf-8' | 'gb18030', bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isMostlyChinese(text: string | undefined): boolean {
  if (text === undefined) return false;
  const foreign = [...text.replace(/[\0-\x7f]+/g, '').slice(0, 5000)];
  const chinese = foreign.filter((c) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(c));
  return chinese.length * 2 > foreign.length;
}

function highBytes(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if (byte >= 0x80) count++;
  return count;
}
