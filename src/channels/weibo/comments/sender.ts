import type { StoredOutbound } from '../../../core/model/message.js';
import type { ChannelHost, SendResult } from '../../channel.js';
import type { ReplyTarget, WeiboClient } from '../api/client.js';
import { WeiboError } from '../api/errors.js';
import { fitWeibo } from '../send/length.js';
import { Outgoing } from '../send/outgoing.js';
import { type Entry, SentLog } from '../send/sent-log.js';
import { caseDataIn } from './case-data.js';
import { findOwn } from './find-own.js';
import { targetOf } from './thread.js';

/** Longest comment, in Chinese characters. */
export const MAX_COMMENT = 140;

interface SenderContext {
  host: ChannelHost;
  account: string;
  /** The operator's address, which Weibo asks for with everything written for somebody. */
  rip: string;
  client: WeiboClient;
  report: (error: WeiboError | undefined) => void;
}

/**
 * Writes public replies, each once. A reply of which Weibo did not say whether it took it is looked up among
 * our own comments before it is tried again, and then "repeat content" means that it had been taken.
 */
export class CommentSender {
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

  private async sendOnce(message: StoredOutbound, key: string): Promise<string> {
    const target = targetOf(message.thread.key);
    if (target === undefined) throw new WeiboError('rejected', 'no-thread', '找不到要回复的微博或评论');
    const caseData = caseDataIn(message);
    if (caseData !== undefined) {
      throw new WeiboError('rejected', 'not-in-public', `${caseData}，不能公开回复，请改用私信或电话`);
    }
    const { text } = message.content;
    const earlier = await this.log.begin(key);
    if (earlier === undefined) return this.first({ key, target, text });
    return earlier.state === 'sent' ? earlier.providerId : this.afterDoubt({ key, target, text }, earlier);
  }

  /** Nobody has tried it yet, so "repeat content" means that we said the same to somebody else. */
  private async first(reply: Reply): Promise<string> {
    try {
      return await this.write(reply);
    } catch (error) {
      if (!(error instanceof WeiboError && error.isRepeat)) throw error;
    }
    const ending = this.timeStamp();
    await this.log.again(reply.key, ending);
    return this.write(reply, ending);
  }

  private async afterDoubt(reply: Reply, { at, ending }: Entry): Promise<string> {
    const { client, host } = this.context;
    const wait = at.getTime() + SETTLE_MS - host.clock.now().getTime();
    if (wait > 0) {
      const message = '上一次发送有没有成功还不清楚，稍后到微博核对';
      throw new WeiboError('unknown-outcome', 'interrupted', message, { retryAfterMs: wait });
    }
    const attempt = { text: fitWeibo(reply.text, MAX_COMMENT, ending), at };
    const own = findOwn(await client.ownComments(), reply.target, attempt);
    if (own !== undefined) return this.noteSent(reply.key, own);
    await this.log.again(reply.key, ending);
    try {
      return await this.post(reply, ending);
    } catch (error) {
      if (error instanceof WeiboError && error.isRepeat) return this.noteSent(reply.key, reply.key);
      throw error;
    }
  }

  /** A refusal leaves no trace; a doubt stays written down. */
  private async write(reply: Reply, ending = ''): Promise<string> {
    try {
      return await this.post(reply, ending);
    } catch (error) {
      const isDoubtful =
        !(error instanceof WeiboError) || error.kind === 'unknown-outcome' || error.more.isDoubtful;
      if (!isDoubtful) await this.log.forget(reply.key);
      throw error;
    }
  }

  private async post({ key, target, text }: Reply, ending: string): Promise<string> {
    const { client, rip } = this.context;
    return this.noteSent(key, await client.comment(target, fitWeibo(text, MAX_COMMENT, ending), rip));
  }

  private async noteSent(key: string, providerId: string): Promise<string> {
    await this.log.sent(key, providerId);
    return providerId;
  }

  /** Makes a text different from what we said a moment ago to somebody else. */
  private timeStamp(): string {
    return `（${CHINA_TIME.format(this.context.host.clock.now())}）`;
  }
}

/** A message on its way: its outbox id, what it answers, and what it says. */
interface Reply {
  key: string;
  target: ReplyTarget;
  text: string;
}

/** A comment that Weibo took is among our own by then. */
const SETTLE_MS = 20_000;
const CHINA_TIME = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', timeStyle: 'medium' });
