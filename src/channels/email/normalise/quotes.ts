/**
 * What the person wrote in this mail, without the quoted mail and the signature below it. Written for the
 * clients used in China (QQ, 163, Foxmail, Outlook, Apple, Gmail in Chinese and English), whose quote heads
 * no published stripper knows. In doubt it keeps: never an empty text, answers below a quote stay, and what a
 * person forwards is content, not a quote.
 */
export function ownWords(text: string, options: { forwarded: boolean } = { forwarded: false }): string {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u3000]/g, ' ')
    .replace(/[\u200b\u200c\u200d\ufeff]/g, '')
    .split('\n');
  const answer = options.forwarded ? lines : withoutQuote(lines);
  const words = withoutSignature(answer).join('\n').trim();
  return words === '' ? text.trim() : words;
}

function withoutQuote(lines: string[]): string[] {
  for (let i = 0; i < lines.length; i++) {
    if (FORWARD.test(trimmed(lines, i))) return lines;
    const after = quoteHeadEnd(lines, i);
    if (after === undefined) continue;
    const head = dropTrailing(lines.slice(0, i), isBlankOrQuoted);
    const next = lines.slice(after).find((line) => line.trim() !== '');
    // Marked line by line: what stands between and below the marks is the answer.
    const quotedByMarks = next !== undefined && /^\s*>/.test(next) && !/^\s*>/.test(lines[i] ?? '');
    const below = quotedByMarks ? lines.slice(after).filter((line) => !/^\s*>/.test(line)) : [];
    return [...dropSenderLine(head, lines[i] ?? ''), ...below];
  }
  // Quoted lines at the very end without any head, as some web clients leave them.
  return dropTrailing(lines, isBlankOrQuoted);
}

/** If a quote begins at line i: the index of the first line after its head. */
function quoteHeadEnd(lines: string[], i: number): number | undefined {
  const line = trimmed(lines, i);
  if (SEPARATOR.test(line)) return i + 1;
  if (/^_{10,}$/.test(line) && isLabel(lines[i + 1])) return i + 1;
  if (isLabel(lines[i]) && countLabels(lines.slice(i, i + 7)) >= 3) return i + 1;
  return attributionEnd(lines, i);
}

/** The end of "on … somebody wrote:" at line i; Gmail and Apple fold a long one over two or three lines. */
function attributionEnd(lines: string[], i: number): number | undefined {
  let joined = '';
  for (let end = i + 1; end <= Math.min(i + 3, lines.length); end++) {
    const line = trimmed(lines, end - 1);
    joined = `${joined} ${line}`.trim();
    if (line === '' || joined.length > 250) return undefined;
    // When it is complete without line i, that line is the person's own.
    if (isAttribution(joined))
      return end > i + 1 && attributionEnd(lines, i + 1) !== undefined ? undefined : end;
  }
  return undefined;
}

function isAttribution(text: string): boolean {
  return ATTRIBUTIONS.some((pattern) => pattern.test(text));
}

function withoutSignature(lines: string[]): string[] {
  const body = dropTrailing(lines, (line) => line.trim() === '');
  const delimiter = body.findIndex((line, index) => index > 0 && /^-- ?$/.test(line));
  if (delimiter > 0) return body.slice(0, delimiter);
  const device = body.findIndex(
    (line, index) => index > 0 && index >= body.length - 3 && DEVICE_SIGNATURE.test(line.trim()),
  );
  return device > 0 ? body.slice(0, device) : body;
}

/** Foxmail puts the writer's own address between the answer and the quote. */
function dropSenderLine(head: string[], quoteHead: string): string[] {
  const last = head.at(-1)?.trim() ?? '';
  return isLabel(quoteHead) && head.length > 1 && /^[\w.+-]+@[\w.-]+$/.test(last) ? head.slice(0, -1) : head;
}

function dropTrailing(lines: string[], unwanted: (line: string) => boolean): string[] {
  let end = lines.length;
  while (end > 0 && unwanted(lines[end - 1] ?? '')) end--;
  return lines.slice(0, end);
}

function isBlankOrQuoted(line: string): boolean {
  return /^\s*(>|$)/.test(line);
}

function isLabel(line: string | undefined): boolean {
  return line !== undefined && LABEL.test(line);
}

function countLabels(lines: string[]): number {
  return lines.filter(isLabel).length;
}

function trimmed(lines: string[], i: number): string {
  return (lines[i] ?? '').replace(/^[>\s]+/, '').trim();
}

const LABEL =
  /^[>\s*|]*(发件人|寄件者|寄件人|From|发送时间|发送日期|发件时间|日期|传送日期|Sent|Date|收件人|收件者|To|抄送|抄送人|副本|Cc|主题|主旨|Subject)[\s*|]*[:：|]/i;
const SEPARATOR =
  /^-{2,}\s*(原始邮件|原始郵件|原邮件|回复的原邮件|回复邮件|回复原邮件|Original Message|Original)\s*-{2,}$/i;
const FORWARD =
  /^-{2,}\s*(转发的?(原?邮件|邮件信息)|轉寄的?郵件|Forwarded message|Begin forwarded message:?)\s*-{2,}$/i;
const WHEN = String.raw`[^\n]{0,60}\d{1,4}[^\n]{2,90}`;
const ATTRIBUTIONS = [
  // 在 2026-11-20 09:00:00，"市民热线" <hub@…> 写道：
  new RegExp(String.raw`^(在|于|於)\s*${WHEN}(写道|寫道|写)\s*[:：]$`),
  // 市民热线 <hub@…> 于2026年11月20日周五 09:00写道：
  new RegExp(String.raw`^[^\n]{1,100}(于|於|在)\s*\d{4}\s*[年/-]${WHEN}(写道|寫道)\s*[:：]$`),
  // On Fri, Nov 20, 2026 at 9:00 AM Hotline <hub@…> wrote:
  new RegExp(String.raw`^On\b${WHEN}\bwrote\s*[:：]$`, 'i'),
];
const DEVICE_SIGNATURE =
  /^(发自|发送自|來自|来自我的|從我的|从我的|从\s*QQ|寄自|Sent from|Get Outlook for|获取\s*Outlook)[^。！？\n]{0,40}$/i;
