import type { InboundMessageInput } from '../../../core/model/message.js';
import type { Receipt } from '../../channel.js';
import type { Menu } from '../config.js';
import { saysOf } from '../menu.js';
import type { GrantKind } from '../send/quota.js';
import { externalIdOf, type Push } from './push.js';

export interface NormaliseContext {
  account: string;
  menu: Menu | undefined;
  receivedAt: Date;
}

/** What a push means to the hub. */
export interface Meaning {
  message?: Omit<InboundMessageInput, 'attachments'>;
  /** A file that has to be fetched from WeChat before the message is whole. */
  media?: { id: string; kind: 'image' | 'voice' | 'video' };
  receipt?: Receipt;
  /** What the citizen did allows us to write to them for a while. */
  grants?: GrantKind;
  follows?: boolean;
  /** Set when nobody has taught the hub what this is: kept for people to look at. */
  unknown?: string;
}

/** Makes a message of a push, or whatever else it tells. Total: what it does not know it says so. */
export function normalise(push: Push, context: NormaliseContext): Meaning {
  const base = baseOf(push, context);
  const written = (words: Words): Meaning => ({
    message: { ...base, ...words },
    grants: 'message',
    follows: true,
  });
  switch (push.MsgType) {
    case 'text':
      return written(wordsOf(push));
    case 'image':
      return { ...written({ kind: 'image' }), ...mediaOf(push, 'image') };
    case 'voice':
      return { ...written({ kind: 'voice', ...spoken(push) }), ...mediaOf(push, 'voice') };
    case 'video':
    case 'shortvideo':
      return { ...written({ kind: 'video' }), ...mediaOf(push, 'video') };
    case 'location':
      return written(placeOf(push));
    case 'link':
      return written({ kind: 'text', text: linesOf([push.Title, push.Description, push.Url]) });
    case 'event':
      return eventOf(push, context, base);
    default:
      return { unknown: `微信消息类型 ${push.MsgType}`, grants: 'message', follows: true };
  }
}

type Base = Omit<InboundMessageInput, 'attachments' | 'kind'>;
type Words = Pick<InboundMessageInput, 'kind' | 'text' | 'fullText' | 'event' | 'location' | 'notices'>;

function baseOf(push: Push, { account, receivedAt }: NormaliseContext): Base {
  const written = new Date(Number(push.CreateTime) * 1000);
  return {
    channel: 'wechat-official',
    account,
    externalId: externalIdOf(push),
    from: { id: push.FromUserName },
    thread: { key: push.FromUserName },
    sentAt: written < receivedAt ? written : receivedAt,
    receivedAt,
  };
}

/** A tapped choice is not something the citizen wrote: its label must not be read as a part of the matter. */
function wordsOf({ Content = '', bizmsgmenuid }: Push): Words {
  if (bizmsgmenuid === undefined || bizmsgmenuid === '') return { kind: 'text', text: Content };
  return { kind: 'event', event: { type: 'button', key: bizmsgmenuid }, fullText: Content };
}

/** WeChat's own 语音识别, when it is switched on for the account. */
function spoken({ Recognition = '' }: Push): { text?: string } {
  const words = Recognition.trim();
  return words === '' ? {} : { text: words };
}

function mediaOf({ MediaId }: Push, kind: 'image' | 'voice' | 'video'): Pick<Meaning, 'media'> {
  return MediaId === undefined ? {} : { media: { id: MediaId, kind } };
}

/** WeChat gives GCJ-02, latitude as X. */
function placeOf({ Location_X, Location_Y, Label }: Push): Words {
  const [lat, lng] = [Number(Location_X), Number(Location_Y)];
  const label = Label?.trim() || undefined;
  const isPoint = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
  if (!isPoint) return { kind: 'text', text: label ?? '', notices: ['收到定位，但坐标无法读取'] };
  return { kind: 'location', location: { lat, lng, datum: 'gcj02', ...(label !== undefined && { label }) } };
}

function eventOf(push: Push, { menu, account, receivedAt }: NormaliseContext, base: Base): Meaning {
  const { Event = '', EventKey = '' } = push;
  const type = Event.toLowerCase();
  const event = { type, ...(EventKey !== '' && { key: EventKey.slice(0, 200) }) };
  const acted = (words: Omit<Words, 'kind' | 'event'>): Meaning => ({
    message: { ...base, kind: 'event', event, ...words },
    grants: 'action',
    follows: true,
  });
  switch (type) {
    case 'subscribe':
      // Following is a way to say hello: the engine welcomes, and introduces itself the first time.
      return acted({ text: '你好', fullText: '［关注公众号］' });
    case 'scan':
      return acted({ text: '你好', fullText: '［扫描二维码］' });
    case 'click':
      return acted({ text: saysOf(menu, EventKey) ?? '你好', fullText: `［点击菜单］${EventKey}` });
    case 'unsubscribe':
      return {
        message: { ...base, kind: 'event', event, fullText: '［取消关注］', auto: 'opt-out' },
        follows: false,
      };
    case 'templatesendjobfinish':
      return { receipt: receiptOf(push, account, receivedAt) };
    default:
      // A page opened, a place reported in passing: nothing that anybody said, so nobody answers.
      return { message: { ...base, kind: 'event', event, auto: 'auto-reply' } };
  }
}

/** "success", "failed:user block" or "failed: system failed". */
function receiptOf({ MsgID, Status = '' }: Push, account: string, at: Date): Receipt {
  const base = { providerId: MsgID, account, at };
  if (Status === 'success') return { ...base, status: 'delivered' };
  const message = Status.includes('block') ? '诉求人拒收公众号的模板消息' : '微信未能送达模板消息';
  return { ...base, status: 'failed', error: { code: Status.slice(0, 60), message } };
}

function linesOf(parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part.trim() !== '').join('\n');
}
