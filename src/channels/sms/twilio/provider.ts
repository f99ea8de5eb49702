import type { FastifyInstance } from 'fastify';
import type { Twilio } from 'twilio';
import type { ChannelHost, KeptPayload } from '../../channel.js';
import type { TwilioAccount } from '../config.js';
import { SmsError, type Sms, type SmsInbox, type SmsProvider } from '../provider.js';
import { readSecret } from '../secrets.js';
import { segmentsOf } from '../../../core/model/sms-segments.js';
import { openClient } from './client.js';
import { twilioError } from './errors.js';
import { TwilioMedia } from './media.js';
import { TwilioReceiver } from './receiver.js';
import { registerWebhook } from './webhook.js';

/** Twilio, through its official client. */
export class TwilioProvider implements SmsProvider {
  private readonly publicUrl: string;
  private client: Twilio | undefined;
  private authToken: string | undefined;
  private receiver: TwilioReceiver | undefined;

  constructor(
    private readonly account: TwilioAccount,
    private readonly host: ChannelHost,
  ) {
    this.publicUrl = account.publicUrl?.replace(/\/$/, '') ?? host.publicBaseUrl;
  }

  async open(): Promise<void> {
    const { authToken, authTokenFile, accountSid, apiRoot, requestSeconds } = this.account;
    const token = await readSecret(authToken, authTokenFile);
    if (token === '') throw new Error(`${authTokenFile ?? 'authToken'} holds no Auth Token`);
    this.authToken = token;
    this.client = openClient(this.account, token);
    const auth = { username: accountSid, password: token };
    const media = new TwilioMedia(apiRoot, auth, requestSeconds * 1000);
    this.receiver = new TwilioReceiver(this.account, media, this.host);
  }

  async check(): Promise<void> {
    await this.call(false, (client) => client.api.v2010.accounts(this.account.accountSid).fetch());
  }

  async send(sms: Sms): Promise<string> {
    const { from, messagingServiceSid } = this.account;
    const body = bodyOf(sms);
    const { segments } = segmentsOf(body);
    if (segments > MOST_SEGMENTS) {
      throw new SmsError(
        'rejected',
        'too-long',
        `短信需 ${segments} 条拼接，超过运营商的 ${MOST_SEGMENTS} 条`,
      );
    }
    const statusCallback = `${this.publicUrl}/webhooks/sms/${this.account.account}/status?id=${encodeURIComponent(sms.reference)}`;
    const sender = messagingServiceSid === undefined ? { from } : { messagingServiceSid };
    const { sid } = await this.call(true, (client) =>
      client.messages.create({ to: sms.to, body, statusCallback, ...sender }),
    );
    this.host.log.info({ outboxId: sms.reference, segments }, 'text message handed to Twilio');
    return sid;
  }

  /** Twilio takes no key of ours, so a message is known by its number, time and words. */
  async find(sms: Sms, since: Date, isOurs: (id: string) => Promise<boolean>): Promise<string | undefined> {
    const body = bodyOf(sms);
    const listed = await this.call(false, (client) => client.messages.list({ to: sms.to, limit: 50 }));
    for (const each of listed.reverse()) {
      // A trial account has words of Twilio's before ours.
      const isSame = each.direction !== 'inbound' && each.body.endsWith(body) && each.dateCreated >= since;
      if (isSame && (await isOurs(each.sid))) return each.sid;
    }
    return undefined;
  }

  async register(app: FastifyInstance, inbox: SmsInbox): Promise<void> {
    await registerWebhook(app, {
      publicUrl: this.publicUrl,
      authToken: () => this.authToken,
      log: this.host.log,
      incoming: async (body) => this.receiver?.incoming(body, inbox),
      status: async (body, outboxId) => this.receiver?.status(body, outboxId, inbox),
    });
  }

  async retake({ bytes, receivedAt }: KeptPayload, inbox: SmsInbox): Promise<void> {
    if (this.receiver === undefined) throw new SmsError('unreachable', 'not-started', '账号尚未启动');
    await this.receiver.again({ body: Buffer.from(bytes).toString(), receivedAt }, inbox);
  }

  async resume(inbox: SmsInbox): Promise<void> {
    await this.receiver?.resume(inbox);
  }

  async stop(): Promise<void> {
    await this.receiver?.stop();
  }

  private async call<T>(visible: boolean, call: (client: Twilio) => Promise<T>): Promise<T> {
    if (this.client === undefined) throw new SmsError('unreachable', 'not-started', '账号尚未启动');
    try {
      return await call(this.client);
    } catch (error) {
      throw twilioError(error, visible);
    }
  }
}

/** Of networks in China (twilio.com/guidelines/cn/sms). */
const MOST_SEGMENTS = 8;

function bodyOf({ text, replyCode }: Sms): string {
  return replyCode === undefined ? text : `${text}\n（回复此事请以“${replyCode} ”开头）`;
}
