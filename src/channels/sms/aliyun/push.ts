import { z } from 'zod';
import type { Receipt } from '../../channel.js';
import { toE164 } from '../phone.js';

/** 上行短信 (help.aliyun.com/zh/sms/developer-reference/smsup-http). */
export const Uplink = z
  .object({
    phone_number: z.string(),
    content: z.string(),
    send_time: z.string().default(''),
    dest_code: z.string().default(''),
    sequence_id: z.string().min(1),
  })
  .transform(({ phone_number, content, send_time, sequence_id }, context) => {
    const from = toE164(phone_number);
    if (from !== undefined)
      return { from, content, sentAt: chinaTime(send_time), externalId: `${from}:${sequence_id}` };
    context.addIssue({ code: 'custom', message: 'no telephone number' });
    return z.NEVER;
  });
export type Uplink = z.infer<typeof Uplink>;

/** 状态报告 (help.aliyun.com/zh/sms/developer-reference/smsreport-http). */
export const Report = z.object({
  phone_number: z.string().default(''),
  success: z.boolean(),
  biz_id: z.string().min(1),
  out_id: z.string().optional(),
  report_time: z.string().default(''),
  err_code: z.string().default(''),
  err_msg: z.string().default(''),
});

export type Report = z.infer<typeof Report>;

/** Carriers refuse texts to whoever has complained of them ("W-BLACK"): to send more would be another complaint. */
export function refusedBy({ success, err_code, phone_number }: Report): string | undefined {
  return !success && /BLACK/i.test(err_code) ? toE164(phone_number) : undefined;
}

export function receiptOf(report: Report, now: Date): Omit<Receipt, 'account'> {
  const { success, biz_id, out_id, report_time, err_code, err_msg } = report;
  const outboxId = out_id === undefined || out_id === '' ? undefined : out_id;
  const base = { outboxId, providerId: biz_id, at: chinaTime(report_time) ?? now };
  if (success) return { ...base, status: 'delivered' };
  return {
    ...base,
    status: 'failed',
    error: { code: err_code || 'undelivered', message: err_msg || '短信未能送达' },
  };
}

/** The elements of a push, each as it came; undefined when it is no list. */
export function readPush(body: string): unknown[] | undefined {
  try {
    // Numbers in some documents, strings in others; longer than a JSON number keeps.
    const exact = body.replace(/("(?:sequence_id|biz_id|out_id|dest_code)"\s*:\s*)(\d+)/g, '$1"$2"');
    return z.array(z.unknown()).safeParse(JSON.parse(exact)).data;
  } catch {
    return undefined;
  }
}

/** "2017-09-01 00:00:00", "20170901000000" in some older pushes: Chinese time. */
function chinaTime(text: string): Date | undefined {
  const [, y, mo, d, h, mi, s] = /^(\d{4})-?(\d\d)-?(\d\d) ?(\d\d):?(\d\d):?(\d\d)$/.exec(text) ?? [];
  const at = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
