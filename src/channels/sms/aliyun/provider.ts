import type { FastifyInstance } from 'fastify';
import type { ChannelHost, KeptPayload } from '../../channel.js';
import type { AliyunAccount, Template } from '../config.js';
import { SmsError, type Sms, type SmsInbox, type SmsProvider } from '../provider.js';
import { readSecret } from '../secrets.js';
import { AliyunClient } from './client.js';
import { AliyunReceiver } from './receiver.js';
import { fillTemplate, templateFor } from './template.js';
import { registerWebhook } from './webhook.js';

/** 阿里云短信服务: approved templates out, pushes in. */
export class AliyunProvider implements SmsProvider {
  private client: AliyunClient | undefined;
  private pushSecret: string | undefined;
  private receiver: AliyunReceiver | undefined;

  constructor(
    private readonly account: AliyunAccount,
    private readonly host: ChannelHost,
  ) {}

  async open(): Promise<void> {
    const { accessKeyId, accessKeySecret, accessKeySecretFile, pushSecret, pushSecretFile } = this.account;
    const secret = await readSecret(accessKeySecret, accessKeySecretFile);
    if (secret === '')
      throw new Error(`${accessKeySecretFile ?? 'accessKeySecret'} holds no AccessKey Secret`);
    const path = await readSecret(pushSecret, pushSecretFile);
    if (!/^[\w-]{16,128}$/.test(path)) {
      throw new Error(
        `${pushSecretFile ?? 'pushSecret'} holds no secret of 16 to 128 letters, digits, - and _`,
      );
    }
    this.pushSecret = path;
    this.client = new AliyunClient(this.account, { accessKeyId, accessKeySecret: secret }, this.host.clock);
  }

  /** Whether every template of the settings is approved and has the variables that the settings fill. */
  async check(): Promise<void> {
    for (const template of Object.values(this.account.templates)) {
      const { TemplateStatus, TemplateContent } = await this.api.template(template.code);
      const wrong = TemplateStatus === 1 ? mismatchOf(template, TemplateContent) : '未通过审核';
      if (wrong === undefined) continue;
      throw new SmsError('rejected', 'template', `模板 ${template.code} ${wrong}`, { alarm: true });
    }
  }

  async send(sms: Sms): Promise<string> {
    const { templates, variableChars, signName } = this.account;
    const template = templateFor(sms, templates);
    return this.api.sendSms({
      PhoneNumbers: aliyunNumber(sms.to),
      SignName: signName,
      TemplateCode: template.code,
      TemplateParam: JSON.stringify(fillTemplate(sms, template, variableChars, this.host.clock.now())),
      OutId: sms.reference,
    });
  }

  /** Aliyun keeps our id; the records are by day in China, and a message may have come in after midnight. */
  async find(sms: Sms, since: Date): Promise<string | undefined> {
    for (const day of new Set([dayOf(since), dayOf(this.host.clock.now())])) {
      const references = await this.api.sentOn(aliyunNumber(sms.to), day);
      if (references.includes(sms.reference)) return sms.reference;
    }
    return undefined;
  }

  async register(app: FastifyInstance, inbox: SmsInbox): Promise<void> {
    const receiver = this.receiverFor(inbox);
    await registerWebhook(app, {
      pushSecret: () => this.pushSecret,
      pushFrom: this.account.pushFrom,
      log: this.host.log,
      take: { up: (body) => receiver.uplinks(body), report: (body) => receiver.reports(body) },
    });
  }

  async retake({ bytes, receivedAt }: KeptPayload, inbox: SmsInbox): Promise<void> {
    await this.receiverFor(inbox).again({ body: Buffer.from(bytes).toString(), receivedAt }, inbox);
  }

  async resume(inbox: SmsInbox): Promise<void> {
    await this.receiverFor(inbox).resume();
  }

  async stop(): Promise<void> {
    await this.receiver?.stop();
  }

  private receiverFor(inbox: SmsInbox): AliyunReceiver {
    return (this.receiver ??= new AliyunReceiver(this.account, this.host, inbox));
  }

  private get api(): AliyunClient {
    if (this.client === undefined) throw new SmsError('unreachable', 'not-started', '账号尚未启动');
    return this.client;
  }
}

/** How the variables of the approved text ("${no}") and those of the settings differ. */
function mismatchOf({ params }: Template, content: string): string | undefined {
  const wanted = [...content.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  const missing = wanted.filter((name) => !(name in params));
  return missing.length === 0 ? undefined : `的变量 ${missing.join('、')} 没有设置`;
}

/** Numbers of the mainland without a country code, others with it and without the plus sign. */
function aliyunNumber(phone: string): string {
  return phone.startsWith('+86') ? phone.slice(3) : phone.replace('+', '');
}

function dayOf(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
}
