import type { OutboundContent, StoredOutbound } from '../../../core/model/message.js';
import type { ChannelHost, SendResult } from '../../channel.js';
import type { WeiboClient } from '../api/client.js';
import { WeiboError } from '../api/errors.js';
import { fitWeibo } from '../send/length.js';
import { Outgoing } from '../send/outgoing.js';
import { SentLog } from '../send/sent-log.js';
import { MAX_MESSAGE } from './medium.js';
import type { Room, Windows } from './windows.js';

interface SenderContext {
  host: ChannelHost;
  account: string;
  client: WeiboClient;
  windows: Windows;
  report: (error: WeiboError | undefined) => void;
}

/**
 * Sends private messages, each once. Weibo cannot be asked what it took, so a doubt is left to people: a
 * second message of the same words would be seen.
 */
export class MessageSender {
  private readonly log: SentLog;
  private readonly outgoing: Outgoing;

  constructor(private readonly context: SenderContext) {
    this.log = new SentLog(context.host, context.account);
    this.outgoing = new Outgoing(context.report);
  }

  send(message: StoredOutbound, key: string): Promise<SendResult> {
    return this.outgoing.run(key, () => this.sendOnce(message, key));
  }

  stop(): Promise<void> {
    return this.outgoing.stop();
  }

  private async sendOnce({ to, content }: StoredOutbound, key: string): Promise<string> {
    const text = textOf(content);
    const earlier = await this.log.begin(key);
    if (earlier?.state === 'sent') return earlier.providerId;
    if (earlier) throw new WeiboError('unknown-outcome', 'interrupted', '发送曾中断，微博是否已送出不明');
    try {
      await this.deliver(to, text);
    } catch (error) {
      const isKnown = error instanceof WeiboError && error.kind !== 'unknown-outcome';
      if (isKnown) await this.log.forget(key);
      throw error;
    }
    // Weibo gives a message no id.
    await this.log.sent(key, key);
    return key;
  }

  private async deliver(to: string, text: string): Promise<void> {
    const room = await this.context.windows.take(to);
    assertRoom(room);
    try {
      await this.context.client.message(to, text);
    } catch (error) {
      const isUnknown = !(error instanceof WeiboError) || error.kind === 'unknown-outcome';
      if (room.type === 'once' && !isUnknown) await room.release();
      throw error;
    }
  }
}

function assertRoom({ type }: Room): void {
  if (type === 'left') throw new WeiboError('opted-out', 'unfollowed', '诉求人已取消关注');
  if (type === 'closed') {
    throw new WeiboError('window-closed', 'no-window', '诉求人超过 48 小时没有互动，微博不允许再发');
  }
}

/** Files cannot be sent and are named. */
function textOf({ text, attachments }: OutboundContent): string {
  const files = attachments.map(({ name }) => `（附件“${name}”无法用微博私信发送，可请工作人员另行提供）`);
  return fitWeibo([text, ...files].filter((line) => line !== '').join('\n'), MAX_MESSAGE);
}
