import type { OutboundContent, StoredOutbound } from '../../../core/model/message.js';
import type { WeChatAccount } from '../config.js';

/** Longest text of a 客服消息 (errcode 45002 beyond). */
export const MAX_TEXT_BYTES = 2048;
export const MAX_BUTTONS = 6;

/** One message of WeChat's. A picture has to be uploaded first. */
export type Part = { type: 'text'; body: object } | { type: 'image'; attachmentId: string };

/**
 * The messages that show a content: its text, with choices to tap, then its pictures. Other files cannot be
 * sent and are named. The hint is added where there is room for it.
 */
export function partsOf(content: OutboundContent, hint = ''): Part[] {
  const pictures = content.attachments.filter(({ mime }) => mime.startsWith('image/'));
  const others = content.attachments.filter((attachment) => !pictures.includes(attachment));
  const files = others.map(({ name }) => `（附件“${name}”无法在微信中发送，可请工作人员另行提供）`);
  const text = cut([content.text, ...files].filter((line) => line !== '').join('\n'), MAX_TEXT_BYTES);
  const words = bytesOf(text + hint) <= MAX_TEXT_BYTES ? text + hint : text;
  return [
    ...(text === '' ? [] : wordsParts(words, content.buttons)),
    ...pictures.map(({ id }): Part => ({ type: 'image', attachmentId: id })),
  ];
}

/**
 * Joins to a message as many of those behind it as fit, in order. Only words are joined, and nothing behind
 * a question: its choices have to stand last.
 */
export function joinable(message: StoredOutbound, behind: readonly StoredOutbound[]): StoredOutbound[] {
  const joined: StoredOutbound[] = [];
  for (const next of behind) {
    const before = [message, ...joined];
    const fits = bytesOf(joinContents([...before, next]).text) <= MAX_TEXT_BYTES;
    const isPlain = before.every(({ content }) => content.text !== '' && content.buttons.length === 0);
    if (!isPlain || !fits || next.content.text === '' || next.content.attachments.length > 0) break;
    joined.push(next);
  }
  return joined;
}

export function joinContents(messages: readonly StoredOutbound[]): OutboundContent {
  const contents = messages.map(({ content }) => content);
  return {
    text: contents.map(({ text }) => text).join('\n\n'),
    buttons: contents.flatMap(({ buttons }) => buttons),
    attachments: contents.flatMap(({ attachments }) => attachments),
  };
}

/**
 * A tap on a choice comes back as a message with our value as `bizmsgmenuid`. Choices count as text: a text
 * that leaves them no room goes before them.
 */
function wordsParts(text: string, buttons: OutboundContent['buttons']): Part[] {
  const words: Part = { type: 'text', body: { msgtype: 'text', text: { content: text } } };
  if (buttons.length === 0) return [words];
  const list = buttons.map(({ label, value }) => ({ id: value, content: label }));
  const choices = (head: string): Part => ({
    type: 'text',
    body: { msgtype: 'msgmenu', msgmenu: { head_content: head, list, tail_content: '' } },
  });
  const whole = bytesOf(text + list.map(({ content }) => content).join(''));
  return whole <= MAX_TEXT_BYTES ? [choices(text)] : [words, choices('请选择：')];
}

/** A template's data: WeChat refuses line breaks, and more than 20 characters in most keywords. */
export function templateBody(
  { content, to, at }: StoredOutbound,
  { id, url, data }: NonNullable<WeChatAccount['template']>,
  publicBaseUrl: string,
): object {
  const time = CHINA_TIME.format(at);
  const text = withoutReferences(content.text).replaceAll(/\s+/g, ' ').trim();
  const fill = (value: string): string => value.replaceAll('{time}', time).replaceAll('{text}', text);
  const filled: Record<string, { value: string }> = {};
  for (const [key, value] of Object.entries(data)) {
    filled[key] = { value: shorten(fill(value), key.startsWith('thing') ? 20 : 200) };
  }
  return { touser: to, template_id: id, url: url ?? publicBaseUrl, data: filled };
}

/**
 * "您的工单 YC20261124100000020（公交站牌倒了）已转给…": number and title fill the 20 characters, and what happened is not
 * told. They stand in the whole text, which is shown when the citizen writes.
 */
function withoutReferences(text: string): string {
  const rest = text.replaceAll(/ ?[A-Z]{2}\d{15,}(?:（[^）]*）)?/g, '');
  return rest.trim() === '' ? text : rest;
}

const CHINA_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'long',
  timeStyle: 'short',
});

function shorten(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** By whole characters, visibly. */
function cut(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  let kept = '';
  let used = bytesOf('…');
  for (const character of text) {
    used += bytesOf(character);
    if (used > most) break;
    kept += character;
  }
  return `${kept}…`;
}

const bytesOf = (text: string): number => Buffer.byteLength(text);
