import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** What the exchange with other platforms refuses (src/server/exchange). */
export const EXCHANGE_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'exchange-unsigned': entry(
    'not-allowed',
    401,
    ['签名无效。', '请核对平台名称、共享密钥和签名内容。'],
    ['The signature is not valid.', 'Check the name of the platform, the shared secret and what is signed.'],
  ),
  'exchange-clock': entry(
    'not-allowed',
    401,
    ['时间戳与本平台相差超过五分钟。', '请校准时钟后重发。'],
    ['The timestamp is more than five minutes from ours.', 'Set the clock right and send again.'],
  ),
  'exchange-replayed': entry(
    'not-allowed',
    401,
    ['这个随机数已经用过。', '重发时请使用新的随机数，工单编号和序号不变。'],
    ['This nonce was used before.', 'Send again with a fresh nonce, and the same number and sequence.'],
  ),
  'exchange-order-unknown': entry(
    'not-found',
    404,
    ['没有这个工单。', '请先发送工单，再发送更新。'],
    ['There is no such order.', 'Send the order before its updates.'],
  ),
  'exchange-order-changed': entry(
    'conflict',
    409,
    ['这个编号已有另一内容的工单。', '请用新的编号发送，或以补充信息更新原工单。'],
    [
      'This number is taken by an order with other content.',
      'Send it under a new number, or supplement the order.',
    ],
  ),
  'exchange-out-of-order': entry(
    'conflict',
    409,
    ['前面的更新还没有收到。', '请按序号顺序重发。'],
    ['An earlier update has not arrived.', 'Send them again in the order of their numbers.'],
  ),
};
