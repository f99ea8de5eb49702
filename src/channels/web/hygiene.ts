/** The citizen's words as they go in, with notes for staff about what was taken out. */
export interface CleanText {
  text: string;
  notices: string[];
}

/**
 * Makes text safe to show and to understand: no control characters, none that hide or reorder others
 * ("跳<zero width space>楼" must be read as what it says). What is taken out stays in the archived raw
 * payload. Undefined for broken Unicode.
 */
export function cleanText(raw: string): CleanText | undefined {
  if (LONE_SURROGATE.test(raw)) return undefined;
  const printable = raw.replace(/\r\n?/g, '\n').replace(CONTROL, '');
  const ordered = printable.replace(REORDERING, '');
  const visible = ordered.replace(ZERO_WIDTH, '');
  const notices = [];
  if (ordered !== printable) notices.push('原文含改变文字方向的控制符，已去除；原始内容已存档。');
  if (visible !== ordered) notices.push('原文含看不见的零宽字符，已去除；原始内容已存档。');
  return { text: visible.trim(), notices };
}

/** A file name without folders, control or hidden characters, of a length every file system takes. */
export function cleanFileName(raw: string): string {
  const base = raw.replace(/^.*[/\\]/s, '').replace(/\p{Surrogate}/gu, '');
  const name = base
    .replace(/\p{Cc}/gu, '')
    .replace(REORDERING, '')
    .replace(ZERO_WIDTH, '')
    .trim();
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  const stem = Array.from(extension ? name.slice(0, -extension.length) : name);
  const short = `${stem.slice(0, 100).join('')}${extension}`;
  return /^\.*$/.test(short) ? 'file' : short;
}

/** Length as people count: code points, not UTF-16 units. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
/** All C0 and C1 controls but tab and line feed. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Bidirectional embeddings, overrides, isolates and marks. */
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Invisible characters; a zero width joiner stays where it joins two emoji into one. */
const ZERO_WIDTH =
  /[\u00ad\u180e\u200b\u200c\u2060-\u2064\ufeff]|(?<![\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
