import type { AliyunAccount, Template } from '../config.js';
import { SmsError, type Sms } from '../provider.js';

/** The approved template of a message. @throws SmsError when the settings have none for it. */
export function templateFor(sms: Pick<Sms, 'template'>, templates: AliyunAccount['templates']): Template {
  const found = templates[sms.template ?? '*'] ?? templates['*'];
  if (found !== undefined) return found;
  const key = sms.template ?? '*';
  throw new SmsError('rejected', 'no-template', `没有为“${key}”设置短信模板，请在 templates 中补充`);
}

/**
 * The variables of an approved template. Aliyun limits each, so a long text goes over several `{text}`, one
 * after the other; what does not fit is cut visibly. Line breaks and empty variables are refused by Aliyun.
 */
export function fillTemplate(sms: Sms, { params }: Template, most: number, at: Date): Record<string, string> {
  const slots = Object.values(params).filter((pattern) => pattern.includes('{text}')).length;
  const pieces = piecesOf(oneLine(sms.text), slots, most);
  const known: Record<string, string> = {
    digits: /(?<!\d)\d{4,8}(?!\d)/.exec(sms.text)?.[0] ?? '',
    no: /(?<![A-Z])[A-Z]{2}\d{17}(?!\d)/.exec(sms.text)?.[0] ?? '',
    reply: sms.replyCode ?? '',
    time: CHINA_TIME.format(at),
  };
  const fill = (pattern: string): string => {
    const whole = pattern.replaceAll(/\{(\w+)\}/g, (all, name: string) =>
      name === 'text' ? (pieces.shift() ?? '') : (known[name] ?? all),
    );
    return whole.trim() === '' ? '-' : [...whole].slice(0, most).join('');
  };
  return Object.fromEntries(Object.entries(params).map(([name, pattern]) => [name, fill(pattern)]));
}

/** A text in at most so many pieces of at most so many characters, no character torn apart. */
function piecesOf(text: string, slots: number, most: number): string[] {
  const characters = [...text];
  const room = slots * most;
  const shown = characters.length <= room ? characters : [...characters.slice(0, room - 1), '…'];
  return Array.from({ length: slots }, (_, n) => shown.slice(n * most, (n + 1) * most).join(''));
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

const CHINA_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
