import type { StoredOutbound } from '../../../core/model/message.js';

/**
 * Why a message must not be shown to everybody; undefined when it may. The hub says nothing of a case in
 * public by itself; this is the last gate, for what a person writes and for notices of a ticket that staff made
 * from a public conversation.
 */
export function caseDataIn({ ticketId, content }: StoredOutbound): string | undefined {
  if (ticketId !== undefined) return '这条消息属于工单';
  if (content.attachments.length > 0) return '这条消息带有附件';
  if (MOBILE.test(content.text)) return '内容里有手机号';
  if (ID_NUMBER.test(content.text)) return '内容里有身份证号';
  return undefined;
}

const MOBILE = /(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)/;
const ID_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/;
