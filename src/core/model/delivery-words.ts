import type { DeliveryStatus } from './message.js';

/* What the states of delivery are called. Without zod, so that pages share these words instead of copying them. */

export const DELIVERY_STATUS_ZH = {
  ready: '待发送',
  sending: '发送中',
  sent: '已发送',
  delivered: '已送达',
  read: '已读',
  failed: '发送失败',
  unknown: '结果不明',
} as const satisfies Record<DeliveryStatus, string>;
export const DELIVERY_STATUS_EN: Record<DeliveryStatus, string> = {
  ready: 'waiting',
  sending: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'not sent',
  unknown: 'outcome unknown',
};
