import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** The city’s files, channels, keys, the audit log, quarantine. */
export const ADMINISTRATION_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'city-file-unknown': entry(
    'bad-input',
    400,
    ['城市配置里没有这个文件。', '请使用 fields 中列出的文件名，或 holidays/<年份>.json。'],
    ['The city has no such file.', 'Use one of the names under fields, or holidays/<year>.json.'],
  ),
  'city-change-invalid': entry(
    'bad-input',
    400,
    ['改动后的配置不能使用。', '请按 fields 里逐项列出的说明修改。'],
    ['The configuration would not hold with this change.', 'Mend what is listed under fields.'],
  ),
  'template-value-wrong': entry(
    'bad-input',
    400,
    ['变量的值不对。', '请按 fields 修改。'],
    ['A value does not fit its variable.', 'Mend what is listed under fields.'],
  ),
  'template-not-found': entry(
    'not-found',
    404,
    ['没有这个模板。', '请从模板列表中选择。'],
    ['There is no such template.', 'Choose one from the list of templates.'],
  ),
  'keys-not-written': entry(
    'unreachable',
    503,
    [
      '密钥文件无法写入，仍使用原来的密钥。',
      '请让系统可以写入该目录；由密钥管理系统挂载的文件须在那里更换。',
    ],
    [
      'The key file cannot be written; the old key stays in use.',
      'Let the hub write in its folder; a file that a secret store mounts is replaced there.',
    ],
  ),
  'keys-damaged': entry(
    'bad-input',
    400,
    ['密钥文件已损坏。', '请从备份恢复密钥文件。'],
    ['The key file is damaged.', 'Restore it from its backup.'],
  ),
  'audit-not-written': entry(
    'unreachable',
    503,
    ['审计记录没有写入，因此没有执行这项操作。', '请稍后重试；仍不行时请联系系统管理员。'],
    [
      'The audit record was not written, so this was not done.',
      'Try again shortly; if it stays, tell the system administrator.',
    ],
  ),
  'account-not-found': entry(
    'not-found',
    404,
    ['没有这个渠道账号，或渠道没有启用。', '请查看已启用的账号，核对渠道名和账号名。'],
    ['There is no such channel account, or its channel is off.', 'List the accounts and check both names.'],
  ),
  'action-not-found': entry(
    'not-found',
    404,
    ['这个渠道账号没有这项操作。', '请查看账号列表里的可用操作。'],
    ['This account has no such action.', 'The list of accounts names the actions of each.'],
  ),
  'quarantine-not-found': entry(
    'not-found',
    404,
    ['没有这条隔离内容，或原件已不存在。', '请刷新列表后重试。'],
    ['There is nothing of that id in quarantine, or its payload is gone.', 'List the quarantine anew.'],
  ),
  'quarantine-settled': entry(
    'conflict',
    409,
    ['这条隔离内容已处理。', '请刷新列表。'],
    ['This was settled already.', 'List the quarantine anew.'],
  ),
  'quarantine-not-replayable': entry(
    'conflict',
    409,
    ['收到这条内容的渠道账号没有启用，或不能重新处理。', '请先启用该渠道账号，或按原件人工答复。'],
    [
      'The account that received this is not switched on, or cannot take it again.',
      'Switch the account on, or answer from the payload by hand.',
    ],
  ),
  'action-failed': entry(
    'rejected',
    422,
    ['操作没有成功。', '请按给出的原因处理后再试一次。'],
    ['The action did not succeed.', 'Mend what the reason names and try again; the log has the details.'],
  ),
  'account-sends-nothing': entry(
    'bad-input',
    400,
    ['这个渠道由诉求人一侧来取消息，不主动发送。', '请在页面或应用里发一条消息，看是否收到答复。'],
    ['On this channel messages are fetched; nothing is sent.', 'Write a message on the page or in the app.'],
  ),
  'account-drained': entry(
    'unreachable',
    503,
    ['这个渠道账号已停止接收新消息。', '请稍后再试，或改用其他渠道、拨打 12345。'],
    ['This channel takes no new messages at present.', 'Try later, use another channel, or call 12345.'],
  ),
};
