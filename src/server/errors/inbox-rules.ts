import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** Refusals of the shared inbox. */
export const INBOX_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'reply-empty': entry(
    'bad-input',
    400,
    ['回复内容是空的。', '请填写要发给诉求人的话。'],
    ['The reply is empty.', 'Write what the citizen is to be told.'],
  ),
  'conversation-not-found': entry(
    'not-found',
    404,
    ['没有这个会话。', '请从会话列表中重新打开。'],
    ['There is no such conversation.', 'Open it again from the list.'],
  ),
  'message-not-found': entry(
    'not-found',
    404,
    ['没有这条消息。', '请刷新会话后再试。'],
    ['There is no such message.', 'Reload the conversation and try again.'],
  ),
  'flag-not-found': entry(
    'not-found',
    404,
    ['没有这条提醒，或已经处理。', '请刷新会话。'],
    ['There is no such flag, or it is done.', 'Reload the conversation.'],
  ),
  'conversation-taken': entry(
    'conflict',
    409,
    ['同事已接手这个会话。', '请与同事沟通，或等其释放后再接手。'],
    ['A colleague has this conversation.', 'Talk to them, or wait until they release it.'],
  ),
  'message-not-resendable': entry(
    'conflict',
    409,
    ['这条消息不需要重发。', '只有发送失败或结果不明的消息可以重发或放弃。'],
    [
      'This message need not be sent again.',
      'Only messages that failed or whose outcome is unknown can be sent again or given up.',
    ],
  ),
  'conversation-moved': entry(
    'conflict',
    409,
    ['您写回复期间会话有了新内容。', '请看过 changes 里的新内容；仍要发送时带上 force。'],
    [
      'Something was said here since you last looked.',
      'Read what changes lists; to send it all the same, say force.',
    ],
  ),
  'reply-gone': entry(
    'conflict',
    409,
    ['这条回复已经发出，不能撤回。', '如有必要，请再发一条更正。'],
    ['This reply has gone out and cannot be taken back.', 'Send a correction where needed.'],
  ),
  'reply-not-found': entry(
    'not-found',
    404,
    ['没有这条待发送的回复。', '请刷新会话。'],
    ['There is no such reply waiting.', 'Reload the conversation.'],
  ),
  'reply-time-wrong': entry(
    'bad-input',
    400,
    ['定时发送的时间不对。', '请选择现在以后、七天以内的时间。'],
    ['That is no time to send at.', 'Choose one from now on, within seven days.'],
  ),
  'reply-way-closed': entry(
    'conflict',
    409,
    ['现在不能经这个渠道回复。', '请按 state 所说的原因，换一个渠道，或等诉求人来信。'],
    [
      'Nothing can be said on this channel now.',
      'See state for why; choose another, or wait for the citizen.',
    ],
  ),
  'colleague-not-found': entry(
    'not-found',
    404,
    ['没有这位同事，或其看不到这个会话。', '请从同事列表中选择。'],
    ['There is no such colleague, or they may not see this conversation.', 'Choose one from the list.'],
  ),
  'canned-answer-not-found': entry(
    'not-found',
    404,
    ['没有这条常用语。', '请刷新列表。'],
    ['There is no such canned answer.', 'Reload the list.'],
  ),
  'canned-answer-changed': entry(
    'conflict',
    409,
    ['这条常用语刚被改过。', '请刷新后再改。'],
    ['This canned answer was just changed.', 'Reload it and change it again.'],
  ),
  'too-many-canned-answers': entry(
    'bad-input',
    400,
    ['常用语太多了。', '请先删去不再使用的。'],
    ['There are too many canned answers.', 'Remove those that are no longer used.'],
  ),
};
