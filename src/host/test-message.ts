import { conversationIdOf } from '../core/intake/identity.js';
import type { StoredOutbound } from '../core/model/message.js';
import type { Clock, Ids } from '../core/ports.js';

/** "Send me a message": shows that an account can send. Part of no conversation, and kept nowhere. */
export function testMessage(
  channel: string,
  account: string,
  to: string,
  { clock, ids }: { clock: Clock; ids: Ids },
  text = '这是一条测试消息，说明渠道可以发送。请忽略。',
): StoredOutbound {
  const at = clock.now();
  return {
    id: `test.${ids.next()}`,
    conversationId: conversationIdOf(channel, account, to),
    channel,
    account,
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text, buttons: [], attachments: [] },
    to,
    thread: { key: to },
    automatic: true,
    delivery: { status: 'sending', runAt: at, attempts: 1, fence: 1, updatedAt: at },
  };
}
