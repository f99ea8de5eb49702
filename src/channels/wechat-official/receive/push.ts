import { z } from 'zod';

const text = z.union([z.string(), z.number()]).transform(String);
/** Elements with children (SendPicsInfo and the like) and anything else that is no text are left out. */
const field = text.optional().catch(undefined);

/**
 * What WeChat pushes, in its own names: a message (`MsgId`) or an event (`Event`). All values are text, so
 * that ids keep their digits and "0012" its zeros.
 */
export const Push = z.object({
  ToUserName: text,
  FromUserName: text.pipe(z.string().regex(/^[\w-]{1,64}$/)),
  CreateTime: text.pipe(z.string().regex(/^\d{9,11}$/)),
  MsgType: text,
  MsgId: field,
  Content: field,
  /** Set when the citizen tapped a choice of ours (客服菜单消息): the id we gave it. */
  bizmsgmenuid: field,
  MediaId: field,
  Recognition: field,
  Location_X: field,
  Location_Y: field,
  Label: field,
  Title: field,
  Description: field,
  Url: field,
  Event: field,
  EventKey: field,
  /** Of template receipts; spelt so by WeChat. */
  MsgID: field,
  Status: field,
});
export type Push = z.infer<typeof Push>;

/** A message by its id and sender, an event by what makes it one (developers.weixin.qq.com, 消息排重). */
export function externalIdOf(push: Push): string {
  const { FromUserName, MsgId, CreateTime, Event = '', EventKey = '' } = push;
  if (MsgId !== undefined && push.MsgType !== 'event') return `${FromUserName}:${MsgId}`;
  return [FromUserName, CreateTime, Event, EventKey].join(':').slice(0, 512);
}
