import type { InboundMessageInput } from '../../../core/model/message.js';
import { fileOf, type RemoteFile } from './files.js';
import { isForBot, withoutName, type KnownBot } from './group.js';
import type { Message, Press, Update } from './update.js';

export interface NormaliseContext {
  account: string;
  bot: KnownBot;
  receivedAt: Date;
}

/** What an update means to the hub. */
export type Meaning =
  | {
      type: 'message';
      message: Handed;
      /** Has to be fetched from Telegram before the message is whole. */
      file?: RemoteFile;
      /** A button was pressed, and Telegram waits to hear that we know. */
      press?: string;
      /** Said in a group: the answer goes to the person, the group is shown the way. */
      group?: string;
    }
  /** Not for us: talk in a group, a step of a live location. */
  | { type: 'nothing' }
  /** Set when nobody has taught the hub what this is: kept for people to look at. */
  | { type: 'unknown'; externalId: string };
export type Handed = Omit<InboundMessageInput, 'attachments'>;

/** Makes a message of an update. Total: what it does not know it says so. */
export function normalise(update: Update, context: NormaliseContext): Meaning {
  const { message, edited_message: edited, callback_query: press, my_chat_member: membership } = update;
  if (message) return messageOf(message, context);
  if (edited) return editOf(edited, update.update_id, context);
  if (press) return pressOf(press, context);
  if (membership) return membershipOf(membership, update.update_id, context);
  return { type: 'unknown', externalId: `update:${update.update_id}` };
}

type Words = Pick<InboundMessageInput, 'kind' | 'text' | 'fullText' | 'event' | 'location' | 'notices'>;

function messageOf(message: Message, context: NormaliseContext): Meaning {
  const { from, chat } = message;
  const inGroup = chat.type !== 'private';
  if (inGroup && !isForBot(message, context.bot)) return { type: 'nothing' };
  // No person stands behind it: a channel's post, another bot, which would answer our answers.
  if (from === undefined || from.is_bot) return { type: 'nothing' };
  const externalId = idOf(message);
  const file = fileOf(message);
  const words = wordsOf(message, file, context.bot);
  if (words === undefined) return { type: 'unknown', externalId };
  const handed: Handed = {
    ...baseOf({ from, chat, date: message.edit_date ?? message.date }, context),
    externalId,
    ...words,
  };
  return {
    type: 'message',
    message: handed,
    ...(file && { file }),
    ...(inGroup && { group: String(chat.id) }),
  };
}

/** A message put right: new words under an id of their own, because the first have long been read. */
function editOf(edited: Message, updateId: number, context: NormaliseContext): Meaning {
  // Where somebody walks while sharing a live location is more than a hotline should know.
  if (edited.location) return { type: 'nothing' };
  const meaning = messageOf(edited, context);
  if (meaning.type !== 'message') return meaning;
  const { message } = meaning;
  return {
    ...meaning,
    message: {
      ...message,
      externalId: `${message.externalId}:edit:${updateId}`,
      thread: { ...message.thread, inReplyTo: message.externalId },
      event: { type: 'edited' },
      notices: [...(message.notices ?? []), '诉求人修改了先前发出的消息，这是修改后的内容'],
    },
  };
}

/** A pressed button is not something the citizen wrote: its label must not be read as a part of the matter. */
function pressOf({ id, from, data = '', message }: Press, context: NormaliseContext): Meaning {
  const buttons = message?.reply_markup?.inline_keyboard.flat() ?? [];
  const label = buttons.find(({ callback_data }) => callback_data === data)?.text;
  const date = Math.floor(context.receivedAt.getTime() / 1000);
  const place = POSITION.exec(data)?.[1];
  return {
    type: 'message',
    press: id,
    message: {
      ...baseOf({ from, chat: { id: from.id, type: 'private' }, date }, context),
      externalId: `press:${id}`,
      kind: 'event',
      ...(place === undefined
        ? { event: { type: 'button', key: data.slice(0, 200) } }
        : { event: { type: 'button' }, text: place }),
      ...(label !== undefined && { fullText: label }),
    },
  };
}
/** Choices too long for Telegram come back as their number; see `choicesOf`. */
const POSITION = /^#(\d{1,3})$/;

/** Blocking the bot is a wish to hear no more; so is nothing else here. */
function membershipOf(
  { chat, from, date, new_chat_member: { status } }: NonNullable<Update['my_chat_member']>,
  updateId: number,
  context: NormaliseContext,
): Meaning {
  if (chat.type !== 'private') return { type: 'nothing' };
  const blocked = status === 'kicked';
  return {
    type: 'message',
    message: {
      ...baseOf({ from, chat, date }, context),
      externalId: `member:${updateId}`,
      kind: 'event',
      event: { type: blocked ? 'blocked' : 'unblocked' },
      fullText: blocked ? '［停用机器人］' : '［重新启用机器人］',
      auto: blocked ? 'opt-out' : 'auto-reply',
    },
  };
}

interface Said {
  from: NonNullable<Message['from']>;
  chat: Message['chat'];
  /** Seconds since 1970. */
  date: number;
}

/** A group is only marked in the thread: answers go to the person, because a group must read nobody's case. */
function baseOf({ from, chat, date }: Said, { account, receivedAt }: NormaliseContext) {
  const written = new Date(date * 1000);
  const name = `${from.first_name} ${from.last_name}`.trim();
  return {
    channel: 'telegram',
    account,
    from: { id: String(from.id), ...(name !== '' && { name }) },
    thread: { key: chat.type === 'private' ? String(from.id) : `group:${chat.id}` },
    sentAt: written < receivedAt ? written : receivedAt,
    receivedAt,
  };
}

/** Ids are counted per chat. */
function idOf({ chat, message_id }: Message): string {
  return `${chat.id}:${message_id}`;
}

function wordsOf(message: Message, file: RemoteFile | undefined, bot: KnownBot): Words | undefined {
  const { location, venue, contact, sticker } = message;
  const text = withoutName(message.text ?? message.caption ?? '', bot);
  if (text.length > MOST_CHARS) return tooLong(text);
  if (file) return { kind: file.kind, ...(text !== '' && { text }) };
  if (location) return placeOf(location, venue);
  if (contact) return { kind: 'text', text: contactText(contact, message.from?.id) };
  if (sticker) return { kind: 'text', text: sticker.emoji ?? '' };
  if (message.text === undefined) return undefined;
  const start = START.exec(text);
  if (start) return startOf(start[1]);
  return { kind: 'text', text: text === '' ? GREETING : text };
}

/** Telegram's own limit is 4096: what is longer comes from a server of somebody's making. */
const MOST_CHARS = 10_000;
function tooLong(text: string): Words {
  const notices = [`消息过长，只取了前 ${MOST_CHARS} 字，全文见原件`];
  return { kind: 'text', text: text.slice(0, MOST_CHARS), notices };
}

/** Opening the chat is a way to say hello; what a link carried comes as the key. */
function startOf(payload: string | undefined): Words {
  const event = { type: 'start', ...(payload !== undefined && { key: payload }) };
  return { kind: 'event', event, text: GREETING, fullText: '［打开对话］' };
}
const START = /^\/start(?:\s+([A-Za-z0-9_-]{1,64}))?\s*$/;
const GREETING = '你好';

/** Devices give GPS coordinates. */
function placeOf(
  { latitude: lat, longitude: lng }: NonNullable<Message['location']>,
  venue: Message['venue'],
): Words {
  const label = venue && `${venue.title} ${venue.address}`.trim();
  return { kind: 'location', location: { lat, lng, datum: 'wgs84', ...(label !== undefined && { label }) } };
}

function contactText(contact: NonNullable<Message['contact']>, sender: number | undefined): string {
  const phone = contact.phone_number.startsWith('86') ? `+${contact.phone_number}` : contact.phone_number;
  if (contact.user_id !== undefined && contact.user_id === sender) return `我的电话是 ${phone}`;
  return `名片：${contact.last_name}${contact.first_name}，电话 ${phone}`;
}
