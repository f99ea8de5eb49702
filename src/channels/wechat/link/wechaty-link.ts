import type { FileBox } from 'file-box';
import type { Message, types, Wechaty, WechatyBuilder } from 'wechaty';
import { z } from 'zod';
import type { WeChatAccount } from '../config.js';
import { LinkError, toLinkError } from './errors.js';
import type { Body, Incoming, Link, LinkEvents, OutgoingFile } from './link.js';

type Build = (typeof WechatyBuilder)['build'];
type Puppet = NonNullable<Extract<Parameters<Build>[0], { puppet?: object }>['puppet']>;
interface Libraries {
  build: Build;
  Type: typeof types.Message;
  Box: typeof FileBox;
}

/**
 * Loads wechaty and the puppet, and connects them to one account. Only here are they imported: they are
 * 166 MB, and a hub without this channel must never read them.
 * @throws with the module's name when the puppet cannot be loaded.
 */
export async function openWechaty(
  settings: WeChatAccount,
  token: string | undefined,
  events: LinkEvents,
): Promise<Link> {
  const [wechaty, box] = await Promise.all([import('wechaty'), import('file-box')]);
  const { endpoint, options } = settings;
  const puppet = await loadPuppet(settings.puppet, {
    ...options,
    ...(token !== undefined && { token }),
    ...(endpoint !== undefined && { endpoint }),
  });
  const build: Build = (wanted) => wechaty.WechatyBuilder.build(wanted);
  const libraries = { build, Type: wechaty.types.Message, Box: box.FileBox };
  return new WechatyLink(libraries, puppet, events, settings.requestSeconds * 1000);
}

async function loadPuppet(module: string, options: object): Promise<Puppet> {
  const loaded: unknown = await import(module);
  const found = PuppetModule.safeParse(loaded).data;
  if (!found) throw new Error(`${module} 的默认导出不是 wechaty puppet`);
  return new found.default(options);
}
const PuppetModule = z.object({
  default: z.custom<new (options: object) => Puppet>((value) => typeof value === 'function'),
});

class WechatyLink implements Link {
  private readonly bot: Wechaty;
  private received = 0;

  constructor(
    private readonly libraries: Libraries,
    private readonly puppet: Puppet,
    private readonly events: LinkEvents,
    private readonly timeoutMs: number,
  ) {
    this.bot = libraries.build({ puppet });
    this.bot.on('message', (message) => void this.receive(message, ++this.received));
    this.bot.on('scan', (code) => events.scan(code));
    this.bot.on('login', (user) => events.login(user.name()));
    this.bot.on('logout', (_user, reason) => events.logout(reason ?? ''));
    this.bot.on('error', (error) => events.error(error));
  }

  async start(): Promise<void> {
    // wechaty tells of a puppet that did not start by an event, and resolves all the same.
    const failures: unknown[] = [];
    const note = (error: unknown): void => void failures.push(error);
    this.bot.on('error', note);
    await this.bot.start();
    this.bot.off('error', note);
    if (failures.length > 0) {
      throw new LinkError('unreachable', 'puppet-down', '连不上微信接入服务，稍后自动重试');
    }
  }

  async stop(): Promise<void> {
    await this.bot.stop();
  }

  async say(to: string, something: string | OutgoingFile): Promise<string | undefined> {
    return this.inTime(async () => {
      const contact = await this.bot.Contact.find({ id: to });
      if (!contact) throw new LinkError('rejected', 'no-contact', '微信中找不到这个诉求人');
      const sent = await contact.say(typeof something === 'string' ? something : this.boxOf(something));
      return sent ? sent.id : undefined;
    });
  }

  async sayInRoom(room: string, text: string, mention: string): Promise<void> {
    await this.inTime(async () => {
      const [found, person] = await Promise.all([
        this.bot.Room.find({ id: room }),
        this.bot.Contact.find({ id: mention }),
      ]);
      if (!found) throw new LinkError('rejected', 'no-room', '微信中找不到这个群');
      await (person ? found.say(text, person) : found.say(text));
    });
  }

  async readAgain(messageId: string): Promise<Incoming> {
    return this.inTime(async () => this.read(await this.messageOf(messageId), ++this.received));
  }

  async fetchFile(messageId: string): Promise<OutgoingFile> {
    return this.inTime(async () => {
      const message = await this.messageOf(messageId);
      const box = await message.toFileBox();
      return { name: box.name, bytes: await box.toBuffer() };
    });
  }

  private async messageOf(id: string): Promise<Message> {
    const message = await this.bot.Message.find({ id });
    if (message) return message;
    throw new LinkError('rejected', 'no-message', '接入服务已没有这条消息');
  }

  /** Takes the number at once, because reading one message may take longer than the next. */
  private async receive(message: Message, seq: number): Promise<void> {
    try {
      this.events.message(await this.read(message, seq));
    } catch (error) {
      this.events.unreadable(message.id, error);
    }
  }

  private async read(message: Message, seq: number): Promise<Incoming> {
    const [talker, room] = [message.talker(), message.room()];
    return {
      id: message.id,
      self: message.self(),
      talker: { id: talker.id, name: talker.name() },
      ...(room && { room: { id: room.id, mentioned: await message.mentionSelf() } }),
      body: await this.bodyOf(message),
      at: message.date(),
      seq,
      raw: JSON.stringify(await this.puppet.messagePayload(message.id)),
    };
  }

  private async bodyOf(message: Message): Promise<Body> {
    const { Type } = this.libraries;
    switch (message.type()) {
      case Type.Text:
        return { type: 'text', text: message.room() ? await message.mentionText() : message.text() };
      case Type.Emoticon:
        return { type: 'text', text: '[表情]' };
      case Type.Image:
        return { type: 'file', kind: 'image' };
      case Type.Audio:
        return { type: 'file', kind: 'voice', ...spoken(message.text()) };
      case Type.Video:
        return { type: 'file', kind: 'video' };
      case Type.Attachment:
        return { type: 'file', kind: 'file' };
      case Type.Location: {
        const { latitude, longitude, name, address } = await this.puppet.messageLocation(message.id);
        return { type: 'location', lat: latitude, lng: longitude, label: `${name} ${address}`.trim() };
      }
      case Type.Url: {
        const { title, description = '', url } = await this.puppet.messageUrl(message.id);
        return { type: 'link', title, description, url };
      }
      case Type.Recalled:
        return { type: 'recalled' };
      default:
        return { type: 'unknown', name: Type[message.type()] };
    }
  }

  private boxOf({ name, bytes }: OutgoingFile) {
    // From base64 and not from the buffer: only so can it be handed to a service in another process.
    return this.libraries.Box.fromBase64(bytes.toString('base64'), name);
  }

  /** A puppet that never answers may have sent: nobody knows. */
  private async inTime<T>(work: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const silent = new LinkError('unknown-outcome', 'no-answer', '已交给微信，但没有得到确认');
      timer = setTimeout(() => reject(silent), this.timeoutMs);
    });
    try {
      return await Promise.race([work(), late]);
    } catch (error) {
      throw toLinkError(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Some puppets give the words of a voice as its text, others the XML of the message. */
function spoken(text: string): { text?: string } {
  const words = text.trim();
  return words === '' || words.startsWith('<') ? {} : { text: words };
}
