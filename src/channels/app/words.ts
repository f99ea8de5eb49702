/** The citizen's words as they go in, with notes for staff about what was taken out. */
export interface CleanText {
  text: string;
  notices: string[];
}

/**
 * Text without control characters and without those that hide or reorder others, because triage must read
 * what a person sees. The raw payload keeps them. Undefined for broken Unicode.
 */
export function cleanText(raw: string): CleanText | undefined {
  if (/\p{Surrogate}/u.test(raw)) return undefined;
  const printable = raw.replace(/\r\n?/g, '\n').replace(CONTROL, '');
  const visible = printable.replace(HIDDEN, '');
  const notices = visible === printable ? [] : ['原文含看不见或改变文字方向的字符，已去除；原始内容已存档。'];
  return { text: visible.trim(), notices };
}

/** A file name without folders, control or hidden characters; `file` when nothing is left. */
export function cleanFileName(raw: string): string {
  const base = raw.replace(/^.*[/\\]/s, '').replace(/[\p{Cc}\p{Surrogate}]/gu, '');
  const name = Array.from(base.replace(HIDDEN, '').trim()).slice(-100).join('');
  return /^\.*$/.test(name) ? 'file' : name;
}

/** Length as people count: code points, not UTF-16 units. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** All C0 and C1 controls but tab and line feed. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Bidirectional controls and zero-width characters; a joiner stays where it joins two emoji into one. */
const HIDDEN =
  /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad\u180e\u200b\u200c\u2060-\u2064\ufeff]|(?<![\p{Extended_Pictographic}\ufe0f\u{1f3fb}-\u{1f3ff}])\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
