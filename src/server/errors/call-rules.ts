import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** Calls and call-backs. */
export const CALL_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'call-not-found': entry(
    'not-found',
    404,
    ['没有这个来电。', '请刷新来电列表后重试。'],
    ['There is no such call.', 'Reload the list of calls and try again.'],
  ),
  'call-line-not-found': entry(
    'not-found',
    404,
    ['没有这条电话线路。', '请选择一条已启用的电话线路。'],
    ['There is no such telephone line.', 'Choose one of the lines that are switched on.'],
  ),
  'call-back-not-found': entry(
    'not-found',
    404,
    ['这个来电不需要回拨。', '请刷新回拨列表。'],
    ['This call asks for no call back.', 'Reload the list of call backs.'],
  ),
  'call-words-missing': entry(
    'bad-input',
    400,
    ['还没有记录来电内容。', '请先填写诉求内容，再提交。'],
    ['Nothing was written down of this call.', 'Write what the caller wants, then finish.'],
  ),
  'call-words-refused': entry(
    'bad-input',
    400,
    ['来电内容未能保存。', '请缩短内容后重试。'],
    ['What was written of the call could not be kept.', 'Shorten it and try again.'],
  ),
  'call-recorded': entry(
    'conflict',
    409,
    ['这个来电已提交，不能再改。', '需要补充时，请在会话或工单中添加。'],
    ['The record of this call is finished.', 'Add what is missing to the conversation or the ticket.'],
  ),
  'call-recorded-by-other': entry(
    'conflict',
    409,
    ['同事正在记录这个来电。', '请由记录人完成，或与其沟通。'],
    ['A colleague is writing down this call.', 'Leave it to them, or speak with them.'],
  ),
  'call-busy': entry(
    'conflict',
    409,
    ['这个来电正被他人修改。', '请刷新后重试。'],
    ['Others are changing this call.', 'Reload and try again.'],
  ),
  'call-back-done': entry(
    'conflict',
    409,
    ['这个来电已经回拨。', '请刷新回拨列表。'],
    ['This call was called back already.', 'Reload the list of call backs.'],
  ),
  'call-back-taken': entry(
    'conflict',
    409,
    ['同事正在回拨这个来电。', '请选择其他来电。'],
    ['A colleague is calling back.', 'Choose another call.'],
  ),
};
