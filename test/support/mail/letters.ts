import type { StoredOutbound } from '../../../src/core/model/message.js';

/** The source of a plain mail. */
export function letter(parts: {
  id?: string;
  from?: string;
  to?: string;
  subject?: string;
  headers?: readonly string[];
  text?: string;
}): Buffer {
  const {
    id,
    from = '王小明 <wang@qq.com>',
    to = 'hub@hotline.test',
    subject = '路灯不亮',
    text = '路灯不亮。',
  } = parts;
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    ...(id === undefined ? [] : [`Message-ID: <${id}>`]),
    'Date: Mon, 23 Nov 2026 09:00:00 +0800',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    ...(parts.headers ?? []),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}\r\n`);
}

/** An outgoing message as the outbox holds it. */
export function outboundMessage(changes: Partial<StoredOutbound> = {}): StoredOutbound {
  const at = new Date();
  return {
    id: 'out-1',
    conversationId: 'c-1',
    channel: 'email',
    account: 'hub@hotline.test',
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text: '您好，已受理。', buttons: [], attachments: [] },
    to: 'wang@qq.com',
    thread: { key: 'mailto:wang@qq.com' },
    automatic: false,
    delivery: { status: 'sending', runAt: at, attempts: 1, fence: 1, updatedAt: at },
    ...changes,
  };
}
