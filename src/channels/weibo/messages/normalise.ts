import type { InboundMessageInput } from '../../../core/model/message.js';
import { externalIdOf, type Push } from './push.js';
import type { GrantKind } from './windows.js';

/** What a push means to the hub. */
export interface Meaning {
  message?: Omit<InboundMessageInput, 'attachments'>;
  /** A file that has to be fetched from Weibo before the message is whole. */
  media?: { id: string; kind: 'image' | 'voice' };
  /** What the citizen did allows us to write to them for a while. */
  grants?: GrantKind;
  /** True: does not want to hear from us. */
  leaves?: boolean;
  /** Set when nobody has taught the hub what this is: kept for people to look at. */
  unknown?: string;
}

/** Makes a message of a push, or whatever else it tells. Total: what it does not know it says so. */
export function normalise(push: Push, account: string, receivedAt: Date): Meaning {
  const { sender_id: sender, created_at: sentAt, type, text, data } = push;
  const base = {
    channel: 'weibo',
    account,
    externalId: externalIdOf(push),
    from: { id: sender },
    thread: { key: `message:${sender}` },
    sentAt: sentAt < receivedAt ? sentAt : receivedAt,
    receivedAt,
  };
  switch (type) {
    case 'text':
      return { message: { ...base, kind: 'text', text }, grants: 'action' };
    case 'image':
    case 'voice': {
      const id = data.tovfid ?? data.vfid;
      const media = id === undefined ? {} : { media: { id, kind: type } };
      // The words that come with a file ("发了一张图片") are Weibo's, not the citizen's.
      return { message: { ...base, kind: type, fullText: text }, grants: 'action', ...media };
    }
    case 'position':
      return { message: { ...base, ...placeOf(push) }, grants: 'action' };
    case 'mention':
      // The feeds bring it as well, and it is answered in public; here it only opens the way for one message.
      return {
        message: { ...base, kind: 'event', event: { type: 'mention' }, fullText: text, auto: 'auto-reply' },
        grants: 'mention',
      };
    case 'event':
      return eventOf(push, base);
    default:
      return { unknown: `微博消息类型 ${type}` };
  }
}

type Base = Pick<
  InboundMessageInput,
  'channel' | 'account' | 'externalId' | 'from' | 'thread' | 'sentAt' | 'receivedAt'
>;

function eventOf({ text, data }: Push, base: Base): Meaning {
  const { subtype = '', key = '' } = data;
  const event = { type: subtype, ...(key !== '' && { key: key.slice(0, 200) }) };
  const acted = (words: { text: string; fullText: string }): Meaning => ({
    message: { ...base, kind: 'event', event, ...words },
    grants: 'action',
  });
  switch (subtype) {
    case 'follow':
    case 'subscribe':
    case 'scan':
    case 'scan_follow':
      // A way to say hello: the engine welcomes, and introduces itself the first time.
      return acted({ text: '你好', fullText: `［${text}］` });
    case 'click':
      // The key of a menu button is what it says for the citizen (docs/channels/weibo.md).
      return acted({ text: key === '' ? '你好' : key, fullText: `［点击菜单］${key}` });
    case 'unfollow':
    case 'unsubscribe':
      return {
        message: { ...base, kind: 'event', event, fullText: `［${text}］`, auto: 'opt-out' },
        leaves: true,
      };
    case 'view':
      // A page opened: nothing that anybody said, so nobody answers.
      return { message: { ...base, kind: 'event', event, auto: 'auto-reply' }, grants: 'action' };
    default:
      return { unknown: `微博事件 ${subtype}` };
  }
}

/** Weibo's places come from maps of GCJ-02. */
function placeOf({
  text,
  data,
}: Push): Pick<InboundMessageInput, 'kind' | 'text' | 'fullText' | 'location' | 'notices'> {
  const [lat, lng] = [Number(data.latitude), Number(data.longitude)];
  if (Math.abs(lat) <= 90 && Math.abs(lng) <= 180) {
    return { kind: 'location', fullText: text, location: { lat, lng, datum: 'gcj02' } };
  }
  return { kind: 'text', text, notices: ['收到定位，但坐标无法读取'] };
}
