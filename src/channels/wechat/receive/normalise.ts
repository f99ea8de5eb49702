import type { InboundMessageInput } from '../../../core/model/message.js';
import type { Body, Incoming } from '../link/link.js';

export interface NormaliseContext {
  account: string;
  receivedAt: Date;
}
export type Handed = Omit<InboundMessageInput, 'attachments'>;

/** What a message means to the hub. */
export type Meaning =
  | { type: 'message'; message: Handed; file: boolean; room?: string }
  /** Our own words, talk in a room. */
  | { type: 'nothing' }
  /** Nobody has taught the hub what this is: kept for people to look at. */
  | { type: 'unknown'; what: string };

/** Makes a message of what came in. Total: what it does not know it says so. */
export function normalise(incoming: Incoming, { account, receivedAt }: NormaliseContext): Meaning {
  const { id, self, talker, room, body, at } = incoming;
  if (self || (room && !room.mentioned)) return { type: 'nothing' };
  if (body.type === 'unknown') return { type: 'unknown', what: body.name };
  const message: Handed = {
    channel: 'wechat',
    account,
    externalId: id,
    from: { id: talker.id, ...(talker.name !== '' && { name: talker.name }) },
    // A room is only marked: answers go to the person, because a room must read nobody's case.
    thread: { key: room ? `room:${room.id}` : talker.id },
    sentAt: at < receivedAt ? at : receivedAt,
    receivedAt,
    ...wordsOf(body),
  };
  return { type: 'message', message, file: body.type === 'file', ...(room && { room: room.id }) };
}

type Words = Pick<Handed, 'kind' | 'text' | 'event' | 'location' | 'notices' | 'auto' | 'fullText'>;

function wordsOf(body: Exclude<Body, { type: 'unknown' }>): Words {
  switch (body.type) {
    case 'text':
      return textOf(body.text);
    case 'file':
      return { kind: body.kind, ...(body.text !== undefined && { text: body.text }) };
    case 'location':
      return placeOf(body);
    case 'link':
      return { kind: 'text', text: linesOf([body.title, body.description, body.url]) };
    case 'recalled':
      // What was said has been read; that it was taken back is for staff to know.
      return {
        kind: 'event',
        event: { type: 'recalled' },
        fullText: '［撤回了一条消息］',
        auto: 'auto-reply',
      };
  }
}

function textOf(text: string): Words {
  // Naming the bot in a room and saying nothing is a greeting.
  if (text.trim() === '') return { kind: 'text', text: '你好' };
  if (text.length <= MOST_CHARS) return { kind: 'text', text };
  const notices = [`消息过长，只取了前 ${MOST_CHARS} 字，全文见原件`];
  return { kind: 'text', text: text.slice(0, MOST_CHARS), notices };
}
/** WeChat itself sends no more than 16384 bytes. */
const MOST_CHARS = 16_384;

/** WeChat gives GCJ-02. */
function placeOf({ lat, lng, label }: Extract<Body, { type: 'location' }>): Words {
  const isPoint = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
  if (!isPoint) return { kind: 'text', text: label, notices: ['收到定位，但坐标无法读取'] };
  return { kind: 'location', location: { lat, lng, datum: 'gcj02', ...(label !== '' && { label }) } };
}

function linesOf(parts: string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n');
}
