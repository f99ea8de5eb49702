import type { SendResult } from '../../channel.js';
import { WeiboError } from '../api/errors.js';

/**
 * Sends that are under way: two calls under one key are one send, and a stop waits for those that have
 * begun. What a send throws of Weibo's becomes its result.
 */
export class Outgoing {
  private readonly running = new Map<string, Promise<SendResult>>();
  private stopping = false;

  /** @param report told how each send ended; undefined: well. */
  constructor(private readonly report: (error: WeiboError | undefined) => void) {}

  /** @param send resolves with Weibo's id of the message. */
  run(key: string, send: () => Promise<string>): Promise<SendResult> {
    const earlier = this.running.get(key);
    if (earlier) return earlier;
    if (this.stopping) return Promise.resolve(failed(new WeiboError('unreachable', 'stopped', '正在停机')));
    const sending = this.resultOf(send).finally(() => this.running.delete(key));
    this.running.set(key, sending);
    return sending;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.allSettled(this.running.values());
  }

  private async resultOf(send: () => Promise<string>): Promise<SendResult> {
    try {
      const providerId = await send();
      this.report(undefined);
      return { ok: true, providerId, status: 'sent' };
    } catch (error) {
      if (!(error instanceof WeiboError)) throw error;
      this.report(error);
      return failed(error);
    }
  }
}

function failed({ kind, code, message, more: { retryAfterMs } }: WeiboError): SendResult {
  return { ok: false, kind, code, message, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
