import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** What subscriptions of other systems are refused for (src/desk/webhook-desk.ts). */
export const WEBHOOK_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'webhook-not-found': entry(
    'not-found',
    404,
    ['没有这个订阅。', '请刷新订阅列表后重试。'],
    ['There is no such subscription.', 'List the subscriptions anew.'],
  ),
  'webhook-delivery-not-found': entry(
    'not-found',
    404,
    ['没有这条投递记录，或已过保存期限。', '请刷新投递记录后重试。'],
    ['There is no such delivery, or it is no longer kept.', 'List the deliveries anew.'],
  ),
  'webhook-delivery-busy': entry(
    'conflict',
    409,
    ['这条事件正在发送。', '请稍候片刻，看到结果后再重发。'],
    ['This event is being sent just now.', 'Wait a moment, and replay it once its result is known.'],
  ),
  'webhook-url-refused': entry(
    'bad-input',
    400,
    ['不能向这个地址发送。', '请改用公网 https 地址；内部主机须先列入 webhooks.allowedHosts。'],
    [
      'Nothing is sent to this address.',
      'Use a public https address; an internal host must be listed in webhooks.allowedHosts first.',
    ],
  ),
  'webhook-made-already': entry(
    'conflict',
    409,
    ['这个订阅已经建立，密钥只显示一次。', '请在列表中找到它，需要密钥时请更换密钥。'],
    [
      'This subscription was made already, and its secret is shown only once.',
      'Find it in the list, and rotate its secret if you do not have it.',
    ],
  ),
  'webhook-too-many': entry(
    'conflict',
    409,
    ['订阅数量已到上限。', '请先删除不再使用的订阅。'],
    ['There are as many subscriptions as there may be.', 'Remove those that are no longer used.'],
  ),
};
