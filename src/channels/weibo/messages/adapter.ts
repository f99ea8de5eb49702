import type { StoredOutbound } from '../../../core/model/message.js';
import type { ChannelAdapter, ChannelHost, Health, KeptPayload, Rate, SendResult } from '../../channel.js';
import { HourlyBudget } from '../api/budget.js';
import { WeiboClient } from '../api/client.js';
import { TokenWatch } from '../api/token-watch.js';
import { expiryOf } from '../api/token.js';
import type { MessagesAccount } from '../config.js';
import { HealthBoard } from '../health.js';
import { backoffMs } from '../pause.js';
import { readSecret } from '../secrets.js';
import { Gate } from './gate.js';
import { type IntakeContext, takePush } from './intake.js';
import { MediaInbox } from './media-inbox.js';
import { MESSAGE_MEDIUM } from './medium.js';
import { registerWebhook } from './routes.js';
import { MessageSender } from './sender.js';
import { Windows } from './windows.js';

/** The private side of a Weibo account: 粉丝服务 pushes what citizens write, and we call its API to answer. */
export class MessagesAdapter implements ChannelAdapter {
  readonly account: string;
  /** What this account can do that the channel as a whole must not. */
  readonly medium = MESSAGE_MEDIUM;
  readonly rate: Rate;
  readonly http: NonNullable<ChannelAdapter['http']>;
  private readonly board: HealthBoard;
  private readonly inbox: MediaInbox;
  private readonly sender: MessageSender;
  private readonly watch: TokenWatch;
  private readonly intake: IntakeContext;
  private gate: Gate | undefined;

  constructor(
    private readonly settings: MessagesAccount,
    private readonly host: ChannelHost,
  ) {
    const { account, hourlyReads: read, hourlyReplies: reply, fileUrl } = settings;
    const now = (): Date => host.clock.now();
    this.account = account;
    this.rate = { perHour: reply };
    const budget = new HourlyBudget(host, account, { read, reply });
    this.board = new HealthBoard(account, now, () => budget.left('reply'));
    const client = new WeiboClient(settings, () => this.readToken(), budget, now);
    const windows = new Windows(host, account);
    const pauseMs = (attempt: number): number => backoffMs(settings.retry, attempt);
    const report = (error: unknown): void => this.board.report(error);
    const ends = (at: Date): void => this.board.tokenEnds(at);
    this.watch = new TokenWatch({ client, log: host.log, ends, report, pauseMs });
    this.inbox = new MediaInbox({
      host,
      account,
      fetch: (id) => client.file(fileUrl, id),
      pauseMs,
    });
    this.sender = new MessageSender({ host, account, client, windows, report });
    const intake = (this.intake = { host, account: settings, windows, inbox: this.inbox });
    this.http = {
      prefix: `/webhooks/weibo/${account}`,
      register: (app) =>
        registerWebhook(app, { host, gate: () => this.gate, take: (body) => takePush(body, intake) }),
    };
  }

  /** Rejects only when a secret cannot be read. Weibo being away is retried; pushes are taken meanwhile. */
  async start(): Promise<void> {
    const { appSecret, appSecretFile, path, tokenIssued } = this.settings;
    await this.readToken();
    const secrets = { appSecret: await readSecret(appSecret, appSecretFile), path };
    this.gate = new Gate(secrets, this.host, this.account);
    if (tokenIssued) this.board.tokenEnds(expiryOf(tokenIssued));
    await this.inbox.start();
    this.watch.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.inbox.stop(), this.watch.stop(), this.sender.stop()]);
  }

  send(message: StoredOutbound, idempotencyKey: string): Promise<SendResult> {
    return this.sender.send(message, idempotencyKey);
  }

  retake({ bytes, receivedAt }: KeptPayload, host: ChannelHost): Promise<void> {
    return takePush(Buffer.from(bytes).toString(), { ...this.intake, host }, receivedAt);
  }

  health(): Health {
    return this.board.get();
  }

  private readToken(): Promise<string> {
    return readSecret(this.settings.accessToken, this.settings.accessTokenFile);
  }
}
