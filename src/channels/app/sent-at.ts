/** When a message was written, as far as the device can be believed. */
export interface Written {
  at: Date;
  /** For staff: why it is not now. */
  notice?: string;
}

/**
 * The device's time of writing, kept when it can be true: not in the future, and not older than an outbox
 * lives. A wrong clock must not turn "今天早上" into a day years ago, so then the time of receipt counts.
 */
export function whenWritten(sentAt: Date | undefined, now: Date, maxAgeMs: number): Written {
  if (!sentAt) return { at: now };
  const age = now.getTime() - sentAt.getTime();
  if (age < -CLOCKS_DIFFER_MS || age > maxAgeMs) {
    return { at: now, notice: `手机上的发送时间（${local(sentAt)}）不可信，已按收到的时间记录。` };
  }
  if (age > LATE_MS) return { at: sentAt, notice: `这条消息写于 ${local(sentAt)}，手机联网后才送达。` };
  return { at: age < 0 ? now : sentAt };
}

const CLOCKS_DIFFER_MS = 5 * 60_000;
/** Later than this, staff should know that "现在" in the text was another time. */
const LATE_MS = 10 * 60_000;

function local(date: Date): string {
  return date.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' });
}
