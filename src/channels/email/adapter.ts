import type { ChannelAdapter, ChannelHost, Health, KeptPayload, SendResult } from '../channel.js';
import type { StoredOutbound } from '../../core/model/message.js';
import { OwnAddresses } from './address.js';
import type { EmailAccount } from './config.js';
import { HealthBoard, worse } from './health.js';
import { type IntakeContext, takeMail } from './receive/intake.js';
import { MailReceiver } from './receive/receiver.js';
import { MailSender } from './send/sender.js';
import { MailTokens } from './tokens.js';

/** One mailbox of the hotline: what comes in by IMAP, what goes out by SMTP. */
export class EmailAdapter implements ChannelAdapter {
  readonly account: string;
  private readonly receiving: HealthBoard;
  private readonly sending: HealthBoard;
  private readonly intake: IntakeContext;
  private readonly receiver: MailReceiver;
  private readonly sender: MailSender;

  constructor(account: EmailAccount, host: ChannelHost) {
    this.account = account.address;
    const tokens = new MailTokens(host.secret('email-tokens'));
    const now = (): Date => host.clock.now();
    this.receiving = new HealthBoard(now, 'starting');
    this.sending = new HealthBoard(now, 'up');
    const own = new OwnAddresses(account.address, account.aliases);
    this.intake = { host, account: account.address, own, tokens, maxBytes: account.maxBytes };
    this.receiver = new MailReceiver(account, this.intake, this.receiving);
    this.sender = new MailSender(account, host, tokens, this.sending);
  }

  async start(): Promise<void> {
    await this.sender.start();
    await this.receiver.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.receiver.stop(), this.sender.stop()]);
  }

  send(message: StoredOutbound, idempotencyKey: string): Promise<SendResult> {
    return this.sender.send(message, idempotencyKey);
  }

  async retake({ bytes, receivedAt }: KeptPayload, host: ChannelHost): Promise<void> {
    const mail = { bytes: Buffer.from(bytes), size: bytes.length, receivedAt };
    await takeMail(mail, { ...this.intake, host });
  }

  health(): Health {
    return worse(this.receiving.get(), this.sending.get());
  }
}
