import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** What the duty desk refuses (src/core/emergency/alert.ts). */
export const ALERT_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'alert-not-found': entry(
    'not-found',
    404,
    ['没有这条警报。', '请刷新警报列表后重试。'],
    ['There is no such alert.', 'Refresh the list of alerts.'],
  ),
  'alert-taken': entry(
    'conflict',
    409,
    ['同事已接警。', '请与其联系，或处理其他警报。'],
    ['A colleague has taken this alert.', 'Talk to them, or take another one.'],
  ),
  'alert-ended': entry(
    'conflict',
    409,
    ['这条警报已经结束。', '如有新情况请另行报告。'],
    ['This alert has ended.', 'Report anything new as an alert of its own.'],
  ),
  'alert-not-handed-over': entry(
    'conflict',
    409,
    ['这条警报还没有转报。', '请先致电110、119、120或122并登记；确属误报的请按误报结束。'],
    [
      'This alert has not been handed over.',
      'Call 110, 119, 120 or 122 and record it; end it as a false alarm when there was no danger.',
    ],
  ),
  'alert-call-time': entry(
    'bad-input',
    400,
    ['通话时间不对。', '通话时间应在警报之后、现在之前。'],
    ['The time of the call cannot be.', 'It lies after the alert and not in the future.'],
  ),
  'alert-busy': entry(
    'conflict',
    409,
    ['警报正被他人修改。', '请刷新后重试。'],
    ['Others are changing this alert.', 'Refresh and try again.'],
  ),
};
