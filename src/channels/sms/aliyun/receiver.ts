import { z } from 'zod';
import type { ChannelHost } from '../../channel.js';
import type { AliyunAccount } from '../config.js';
import type { SmsInbox } from '../provider.js';
import { Backlog, type Pushed } from '../receive/backlog.js';
import { readPush, receiptOf, refusedBy, Report, Uplink } from './push.js';

/**
 * Takes what Aliyun pushes: a push can hold hundreds of messages and leaves 700 ms, so it is stored whole in
 * one write, answered, and taken apart afterwards.
 */
export class AliyunReceiver {
  private readonly backlogs: { up: Backlog; report: Backlog };

  constructor(
    account: Pick<AliyunAccount, 'account' | 'retry'>,
    private readonly host: ChannelHost,
    inbox: SmsInbox,
  ) {
    const backlog = (name: string, each: Each): Backlog =>
      new Backlog(host, account.retry, {
        name: `${account.account}/${name}`,
        lanesOf: ({ body }) => [...byTelephone(readPush(body) ?? []).keys()],
        work: (pushed) => this.takeApart(pushed, each, inbox),
      });
    this.backlogs = {
      up: backlog('up', (...args) => this.uplink(...args)),
      report: backlog('report', (...args) => this.report(...args)),
    };
  }

  async resume(): Promise<void> {
    await this.backlogs.up.resume();
    await this.backlogs.report.resume();
  }

  async stop(): Promise<void> {
    await Promise.all([this.backlogs.up.stop(), this.backlogs.report.stop()]);
  }

  uplinks(body: string): Promise<void> {
    return this.backlogs.up.put({ body, receivedAt: this.host.clock.now() });
  }
  reports(body: string): Promise<void> {
    return this.backlogs.report.put({ body, receivedAt: this.host.clock.now() });
  }

  /** What lay in quarantine: a push that was no list, or one element of a push. */
  async again(pushed: Pushed, inbox: SmsInbox): Promise<void> {
    const elements = readPush(pushed.body) ?? readPush(`[${pushed.body}]`);
    if (elements === undefined) await this.keep(pushed.body, pushed, inbox);
    for (const element of elements ?? [])
      await (isReport(element) ? this.report(element, pushed, inbox) : this.uplink(element, pushed, inbox));
  }

  private async takeApart(pushed: Pushed, each: Each, inbox: SmsInbox): Promise<'done'> {
    const elements = readPush(pushed.body);
    if (elements === undefined) await this.keep(pushed.body, pushed, inbox);
    const lanes = [...byTelephone(elements ?? []).values()].map(async (lane) => {
      for (const element of lane) await each(element, pushed, inbox);
    });
    // All of them end before the push is tried again, so that none overtakes itself.
    for (const lane of await Promise.allSettled(lanes)) if (lane.status === 'rejected') throw lane.reason;
    return 'done';
  }

  private async uplink(element: unknown, pushed: Pushed, inbox: SmsInbox): Promise<void> {
    const uplink = Uplink.safeParse(element).data;
    if (uplink === undefined) return this.keep(JSON.stringify(element), pushed, inbox);
    const { externalId, from, content, sentAt = pushed.receivedAt } = uplink;
    const raw = rawOf(JSON.stringify(element), pushed);
    await inbox.texted({ externalId, from, text: content, sentAt, raw });
  }

  private async report(element: unknown, pushed: Pushed, inbox: SmsInbox): Promise<void> {
    const report = Report.safeParse(element).data;
    if (report === undefined) return this.keep(JSON.stringify(element), pushed, inbox);
    await inbox.receipt(receiptOf(report, pushed.receivedAt));
    const phone = refusedBy(report);
    if (phone !== undefined) await inbox.optedOut(phone);
  }

  private async keep(body: string, pushed: Pushed, inbox: SmsInbox): Promise<void> {
    await inbox.unreadable(rawOf(body, pushed), 'unreadable', '阿里云推送的内容无法理解，请人工查看原件');
  }
}

type Each = (element: unknown, pushed: Pushed, inbox: SmsInbox) => Promise<void>;

/** Only a report says whether something succeeded. */
function isReport(element: unknown): boolean {
  return z.object({ success: z.unknown().refine((told) => told !== undefined) }).safeParse(element).success;
}

/** The texts of one citizen stay in their order; nobody waits for another's. */
function byTelephone(elements: readonly unknown[]): Map<string, unknown[]> {
  const lanes = new Map<string, unknown[]>();
  for (const element of elements) {
    const phone = Telephone.parse(element).phone_number;
    lanes.set(phone, [...(lanes.get(phone) ?? []), element]);
  }
  return lanes;
}
const Telephone = z.object({ phone_number: z.string() }).catch({ phone_number: '' });

function rawOf(body: string, { receivedAt }: Pushed) {
  return { bytes: Buffer.from(body), mime: 'application/json', receivedAt };
}
