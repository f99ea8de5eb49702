import type { StoredOutbound } from '../../../core/model/message.js';
import type { ChannelAdapter, ChannelHost, Health, KeptPayload, Rate, SendResult } from '../../channel.js';
import { parseJson } from '../api/json.js';
import { WeiboClient } from '../api/client.js';
import { HourlyBudget } from '../api/budget.js';
import { TokenWatch } from '../api/token-watch.js';
import { expiryOf } from '../api/token.js';
import type { CommentsAccount } from '../config.js';
import { HealthBoard } from '../health.js';
import { backoffMs } from '../pause.js';
import { readSecret } from '../secrets.js';
import { feedOf, takeItem } from './intake.js';
import { Poller } from './poller.js';
import { CommentSender } from './sender.js';

/** The public side of a Weibo account: feeds are read by asking, replies stand where everybody sees them. */
export class CommentsAdapter implements ChannelAdapter {
  readonly account: string;
  readonly rate: Rate;
  private readonly board: HealthBoard;
  private readonly poller: Poller;
  private readonly sender: CommentSender;
  private readonly watch: TokenWatch;

  constructor(
    private readonly settings: CommentsAccount,
    private readonly host: ChannelHost,
  ) {
    const { account, hourlyReads: read, hourlyReplies: reply, rip } = settings;
    const now = (): Date => host.clock.now();
    this.account = account;
    this.rate = { perHour: reply };
    const budget = new HourlyBudget(host, account, { read, reply });
    this.board = new HealthBoard(account, now, () => budget.left('reply'));
    const client = new WeiboClient(settings, () => this.readToken(), budget, now);
    this.poller = new Poller({ host, account: settings, client, report: (e) => this.board.report(e) });
    this.watch = new TokenWatch({
      client,
      log: host.log,
      ends: (at) => this.board.tokenEnds(at),
      // Whether Weibo is there, the feeds tell.
      report: () => {},
      pauseMs: (attempt) => backoffMs(settings.retry, attempt),
    });
    this.sender = new CommentSender({ host, account, rip, client, report: (e) => this.board.report(e) });
  }

  /** Rejects only when the token cannot be read. Weibo being away is retried inside. */
  async start(): Promise<void> {
    await this.readToken();
    const { tokenIssued } = this.settings;
    if (tokenIssued) this.board.tokenEnds(expiryOf(tokenIssued));
    this.poller.start();
    this.watch.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.poller.stop(), this.watch.stop(), this.sender.stop()]);
  }

  send(message: StoredOutbound, idempotencyKey: string): Promise<SendResult> {
    return this.sender.send(message, idempotencyKey);
  }

  async retake(kept: KeptPayload, host: ChannelHost): Promise<void> {
    const item = parseJson(Buffer.from(kept.bytes).toString());
    await takeItem(item, feedOf(item), kept, { host, account: this.settings });
  }

  health(): Health {
    return this.board.get();
  }

  private readToken(): Promise<string> {
    return readSecret(this.settings.accessToken, this.settings.accessTokenFile);
  }
}
