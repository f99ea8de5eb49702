import type { Fault } from '../../core/errors.js';
import { type CatalogueEntry, entry } from './catalogue-entry.js';
import { ALERT_RULES } from './alert-rules.js';
import { EXCHANGE_RULES } from './exchange-rules.js';
import { MACRO_RULES } from './macro-rules.js';
import { RULE_RULES } from './rule-rules.js';
import { INBOX_RULES } from './inbox-rules.js';
import { TICKET_RULES } from './ticket-rules.js';
import { WEBHOOK_RULES } from './webhook-rules.js';

export type { CatalogueEntry };

/**
 * Every error code of the HTTP interface. A code is never renamed or reused: programs out there
 * branch on it. `docs/errors.md` is made from this table.
 */
export const CATALOGUE: Readonly<Record<string, CatalogueEntry>> = {
  'validation-failed': entry(
    'bad-input',
    400,
    ['提交的内容有几处不符合要求。', '请按 fields 里逐项列出的说明修改后再提交。'],
    ['Some of what was sent does not fit.', 'Mend the places listed under fields and send again.'],
  ),
  'malformed-json': entry(
    'bad-input',
    400,
    ['请求体不是正确的 JSON。', '请检查引号、逗号和括号，并不要使用 __proto__、constructor 等键名。'],
    [
      'The body is not valid JSON.',
      'Check quotes, commas and brackets; keys such as __proto__ and constructor are refused.',
    ],
  ),
  'invalid-utf8': entry(
    'bad-input',
    400,
    ['请求体不是 UTF-8 编码。', '请把内容按 UTF-8 编码后再发送。'],
    ['The body is not UTF-8.', 'Encode the body as UTF-8 and send again.'],
  ),
  'empty-body': entry(
    'bad-input',
    400,
    ['请求体是空的。', '请附上 JSON 内容；没有参数时请发送 {}。'],
    ['The body is empty.', 'Send JSON; {} when there is nothing to say.'],
  ),
  'body-too-large': entry(
    'bad-input',
    413,
    ['内容太大，没有接收。', '请分几次发送，或压缩附件后再试。'],
    ['What was sent is too large and was not taken.', 'Send it in parts, or make attachments smaller.'],
  ),
  'unsupported-media-type': entry(
    'bad-input',
    415,
    ['不支持这种内容类型。', '请用 Content-Type: application/json 发送。'],
    ['This content type is not supported.', 'Send with Content-Type: application/json.'],
  ),
  'bad-url': entry(
    'bad-input',
    400,
    ['网址里有无法识别的字符。', '请检查网址中的百分号编码（应为 UTF-8）。'],
    ['The address has characters that cannot be read.', 'Check its percent-encoding (UTF-8).'],
  ),
  'bad-request': entry(
    'bad-input',
    400,
    ['请求不完整或不符合 HTTP 规定。', '请检查请求头和内容长度后重试。'],
    ['The request is incomplete or not proper HTTP.', 'Check headers and content length, then try again.'],
  ),
  'headers-too-large': entry(
    'bad-input',
    431,
    ['请求头太长。', '请清除本站的 Cookie 后重试。'],
    ['The request headers are too large.', 'Clear the cookies of this site and try again.'],
  ),
  'request-timeout': entry(
    'bad-input',
    408,
    ['请求没有在规定时间内发完。', '请检查网络后重试。'],
    ['The request did not arrive in time.', 'Check the network and try again.'],
  ),
  'method-not-allowed': entry(
    'bad-input',
    405,
    ['这个地址不支持这种操作。', '请看 Allow 响应头里列出的方法。'],
    ['This address does not take that method.', 'See the Allow header for those it takes.'],
  ),
  'idempotency-key-required': entry(
    'bad-input',
    400,
    ['缺少 Idempotency-Key。', '请为每个动作生成一个不重复的值；重试同一个动作时用同一个值。'],
    [
      'Idempotency-Key is missing.',
      'Make one unique value per action and send the same value when you retry it.',
    ],
  ),
  'weak-password': entry(
    'bad-input',
    400,
    ['新密码不够安全。', '请按 fields 里逐项列出的要求修改。'],
    ['The new password is too weak.', 'Mend what is listed under fields.'],
  ),
  'ticket-details-missing': entry(
    'bad-input',
    400,
    ['这一步缺少必填内容。', '请补全 fields 所列内容后重试。'],
    ['This step lacks something it must carry.', 'Fill in what fields lists and try again.'],
  ),
  'reply-empty': entry(
    'bad-input',
    400,
    ['回复内容是空的。', '请填写要发给诉求人的话。'],
    ['The reply is empty.', 'Write what the citizen is to be told.'],
  ),
  'join-with-itself': entry(
    'bad-input',
    400,
    ['不能把一个会话与它自己归并。', '请选择同一诉求人的另一个会话。'],
    ['A conversation cannot be joined with itself.', 'Choose another conversation of the same person.'],
  ),
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
  'unit-unknown': entry(
    'bad-input',
    400,
    ['没有这个承办单位，或它已不再承办。', '请从承办单位列表中选择。'],
    ['There is no such unit, or it no longer handles matters.', 'Choose one from the list of units.'],
  ),
  'unit-required': entry(
    'bad-input',
    400,
    ['承办员必须属于一个现有的承办单位。', '请填写单位编号（unit）。'],
    ['A clerk must belong to a unit that exists.', 'Give the id of the unit.'],
  ),
  'platform-unknown': entry(
    'bad-input',
    400,
    ['没有这个县级平台。', '请填写县级平台的编号；市平台人员不填。'],
    ['There is no such county platform.', "Give the id of a county platform, or none for the city's."],
  ),
  'search-too-broad': entry(
    'bad-input',
    400,
    ['查询范围太大。', '请缩小时间范围，或加上单位、状态。'],
    ['The question is too broad to be answered in time.', 'Narrow it by time, unit or state.'],
  ),
  'roles-not-together': entry(
    'bad-input',
    400,
    [
      '管理员角色必须单独使用。',
      '系统、安全、审计三种管理员不能互相兼任，也不能兼任其他角色；请分别建账号。',
    ],
    [
      'The role of an administrator stands alone.',
      'System, security and audit administrators hold no other role; make separate accounts.',
    ],
  ),
  'second-factor-off': entry(
    'conflict',
    409,
    ['本平台没有启用动态验证码。', '需要时请系统管理员在设置中启用。'],
    ['The second factor is switched off here.', 'It is switched on in the settings (staff.totp.policy).'],
  ),
  'second-factor-not-offered': entry(
    'conflict',
    409,
    ['还没有生成绑定密钥。', '请先获取密钥并添加到身份验证器，再输入验证码。'],
    ['No secret was offered yet.', 'Fetch one, put it into your app, then send a code.'],
  ),
  'login-fixed': entry(
    'bad-input',
    400,
    ['登录名不能修改。', '记录里写的是这个登录名；请停用本账号，另建新账号。'],
    ['A login is never renamed.', 'Records name it: disable this account and make a new one.'],
  ),
  'route-not-found': entry(
    'not-found',
    404,
    ['没有这个地址。', '请检查网址；接口目录见 /docs。'],
    ['There is nothing at this address.', 'Check the address; the interface is described at /docs.'],
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
  'flag-not-found': entry(
    'not-found',
    404,
    ['没有这条提醒，或已经处理。', '请刷新会话。'],
    ['There is no such flag, or it is done.', 'Reload the conversation.'],
  ),
  'ticket-not-found': entry(
    'not-found',
    404,
    ['没有这张工单，或不在您的权限范围内。', '请核对工单编号。'],
    ['There is no such ticket, or it is not yours to see.', 'Check the ticket number.'],
  ),
  'file-empty': entry(
    'bad-input',
    400,
    ['没有收到文件内容。', '请用 multipart/form-data 的 file 字段上传一个文件。'],
    ['No file was received.', 'Send one file as field "file" of multipart/form-data.'],
  ),
  'file-too-large': entry(
    'bad-input',
    413,
    ['文件太大，没有接收。', '请压缩，或只上传最要紧的部分。'],
    ['The file is too large and was not taken.', 'Compress it, or upload the part that matters.'],
  ),
  'type-not-allowed': entry(
    'bad-input',
    415,
    ['不支持这种文件。', '请改用图片、PDF、Office 文档、录音或视频。'],
    ['This type of file is not taken.', 'Use pictures, PDF, office documents, audio or video.'],
  ),
  'unreadable-image': entry(
    'bad-input',
    422,
    ['图片打不开，可能已损坏。', '请换一张图片后上传。'],
    ['The picture cannot be read.', 'Upload another one.'],
  ),
  'attachment-foreign': entry(
    'bad-input',
    400,
    ['附件既不在这里出现过，也不是您上传的。', '请先上传文件，再附上返回的编号。'],
    [
      'The file is neither shown here nor one that you uploaded.',
      'Upload it first and attach the id that is answered.',
    ],
  ),
  'export-not-found': entry(
    'not-found',
    404,
    ['没有这个导出任务，或已过期。', '请重新导出。'],
    ['There is no such export of yours, or its time is over.', 'Ask for it anew.'],
  ),
  'export-not-ready': entry(
    'conflict',
    409,
    ['导出文件尚未生成。', '请查看任务进度，完成后再下载；失败的请重新导出。'],
    ['The file is not made yet.', "Look at the export's progress; ask anew for one that failed."],
  ),
  'export-too-large': entry(
    'bad-input',
    400,
    ['一次最多导出 50000 件工单。', '请缩小时间范围，或加上单位、状态。'],
    ['An export holds 50,000 tickets at most.', 'Narrow it by time, unit or state.'],
  ),
  'view-not-found': entry(
    'not-found',
    404,
    ['没有这个视图。', '请刷新视图列表后重试。'],
    ['There is no such view of yours.', 'Reload the list of views and try again.'],
  ),
  'view-name-taken': entry(
    'conflict',
    409,
    ['已有同名视图。', '请换一个名称，或修改原有视图。'],
    ['You have a view of this name already.', 'Choose another name, or change that view.'],
  ),
  'too-many-views': entry(
    'conflict',
    409,
    ['视图已达上限。', '请先删除不用的视图。'],
    ['You keep as many views as there may be.', 'Delete one that you no longer use.'],
  ),
  'attachment-not-found': entry(
    'not-found',
    404,
    ['没有这个附件，或不在您的权限范围内。', '请从工单或会话中重新打开。'],
    [
      'There is no such attachment, or it is not yours to see.',
      'Open it again from its ticket or conversation.',
    ],
  ),
  'join-not-found': entry(
    'not-found',
    404,
    ['没有这条归并记录。', '请刷新诉求人信息后再试。'],
    ['There is no such join.', 'Reload the person and try again.'],
  ),
  'staff-not-found': entry(
    'not-found',
    404,
    ['没有这个账号。', '请从账号列表中选择。'],
    ['There is no such account.', 'Choose one from the list of accounts.'],
  ),
  'session-not-found': entry(
    'not-found',
    404,
    ['这次登录已经结束。', '无需再操作。'],
    ['That session has already ended.', 'Nothing more to do.'],
  ),
  'progress-not-found': entry(
    'not-found',
    404,
    ['工单编号和查询码对不上。', '请核对受理时发给您的编号和查询码；都找不到时请拨打 12345。'],
    [
      'The ticket number and query code do not match.',
      'Check both as they were sent to you; if you lost them, call 12345.',
    ],
  ),
  'not-signed-in': entry(
    'not-allowed',
    401,
    ['请先登录，或登录已过期。', '请重新登录。'],
    ['You are not signed in, or your session has ended.', 'Sign in again.'],
  ),
  'wrong-credentials': entry(
    'not-allowed',
    401,
    ['登录名或密码不对。', '请核对后重试；连续输错数次将暂时锁定。'],
    ['Login or password is wrong.', 'Check both and try again; a few failures lock sign-in for a while.'],
  ),
  'login-locked': entry(
    'rate-limited',
    429,
    ['登录失败次数过多，已暂时锁定。', '请稍后再试（见 Retry-After），或请安全管理员重置密码。'],
    [
      'Too many failed sign-ins: locked for a while.',
      'Try again later (see Retry-After), or ask a security administrator for a reset.',
    ],
  ),
  'csrf-token-wrong': entry(
    'not-allowed',
    403,
    ['页面已过期。', '请刷新页面后再操作（请求头 x-csrf-token）。'],
    ['This page is out of date.', 'Reload it and try again (header x-csrf-token).'],
  ),
  'password-change-required': entry(
    'not-allowed',
    403,
    ['首次登录请先修改密码。', '修改密码后即可继续使用。'],
    ['Change your one-time password first.', 'After that everything else is open to you.'],
  ),
  'password-too-old': entry(
    'not-allowed',
    403,
    ['密码已到期。', '请先修改密码，之后即可继续使用。'],
    ['Your password is too old.', 'Change it first; after that everything else is open to you.'],
  ),
  'second-factor-required': entry(
    'not-allowed',
    403,
    ['您的角色必须使用动态验证码。', '请先绑定身份验证器应用，之后即可继续使用。'],
    ['Your role needs a second factor.', 'Set up an authenticator app first; then everything else is open.'],
  ),
  'wrong-code': entry(
    'not-allowed',
    401,
    ['验证码不对，或已经用过。', '请等身份验证器显示下一个验证码后再输入；也可使用备用码。'],
    [
      'The code is wrong, or was used already.',
      'Wait for the next code of your app, or use a recovery code.',
    ],
  ),
  'challenge-over': entry(
    'not-allowed',
    401,
    ['本次登录已过期，或尝试次数过多。', '请重新输入登录名和密码。'],
    ['This sign-in is over: too late, or too many tries.', 'Begin again with login and password.'],
  ),
  'sso-refused': entry(
    'not-allowed',
    401,
    ['统一身份认证没有通过。', '请重新登录；仍不行时请联系安全管理员。'],
    [
      'The answer of the sign-on provider was not accepted.',
      'Sign on again; if it stays, tell a security administrator.',
    ],
  ),
  'sso-started-elsewhere': entry(
    'not-allowed',
    401,
    ['这次登录不是在本浏览器开始的，或已过期。', '请从登录页重新开始。'],
    ['This sign-on was not begun in this browser, or is over.', 'Begin again at the sign-in page.'],
  ),
  'sso-no-account': entry(
    'not-allowed',
    403,
    ['您在本平台没有可用的账号。', '请联系安全管理员开通。'],
    ['You have no usable account here.', 'Ask a security administrator for one.'],
  ),
  'sso-unreachable': entry(
    'unreachable',
    503,
    ['统一身份认证暂时无法访问。', '请稍后再试，或使用本地账号登录。'],
    ['The sign-on provider does not answer.', 'Try again later, or sign in with a local account.'],
  ),
  'own-account': entry(
    'not-allowed',
    403,
    ['不能对自己的账号做这项操作。', '请由另一位安全管理员办理。'],
    ['You may not do this to your own account.', 'Let another security administrator do it.'],
  ),
  forbidden: entry(
    'not-allowed',
    403,
    ['您的角色不能做这项操作。', '如确有需要，请联系管理员调整角色。'],
    ['Your role does not allow this.', 'If you need it, ask an admin about your roles.'],
  ),
  'ticket-move-not-allowed': entry(
    'not-allowed',
    403,
    ['您没有对这件工单做这一步的权限。', '请联系本单位负责人或平台管理员。'],
    ['You may not take this step with this ticket.', 'Ask the head of your unit or an admin.'],
  ),
  'sealed-matter': entry(
    'not-allowed',
    403,
    ['这是密件，只有密件专岗可以查看。', '请转交密件专岗处理。'],
    ['This matter is sealed: only the sealed desk may see it.', 'Leave it to the sealed desk.'],
  ),
  ...RULE_RULES,
  ...MACRO_RULES,
  ...TICKET_RULES,
  ...ALERT_RULES,
  ...INBOX_RULES,
  ...EXCHANGE_RULES,
  ...WEBHOOK_RULES,
  'ticket-illegal-move': entry(
    'conflict',
    409,
    ['工单当前状态不能做这一步。', '请刷新工单，按当前状态（state）操作。'],
    [
      'The ticket cannot take this step in its present state.',
      'Reload it and act on its present state (state).',
    ],
  ),
  'ticket-changed': entry(
    'conflict',
    409,
    ['工单已被他人改动。', '请查看 changes 中的改动，刷新后重试。'],
    ['Somebody has changed the ticket meanwhile.', 'Look at changes, reload the ticket and decide again.'],
  ),
  'if-match-unreadable': entry(
    'bad-input',
    400,
    ['If-Match 不是工单的版本。', '请原样送回 ETag 的内容，例如 "3"。'],
    ['If-Match is not a version of a ticket.', 'Send back what ETag said, such as "3".'],
  ),
  'ticket-busy': entry(
    'conflict',
    409,
    ['工单正被他人修改。', '请刷新后重试。'],
    ['Others are changing this ticket just now.', 'Reload it and try again.'],
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
  'person-joined-already': entry(
    'conflict',
    409,
    ['两个会话已归为同一诉求人。', '无需再次归并。'],
    ['These two are already joined as one person.', 'Nothing more to do.'],
  ),
  'phone-channel-gone': entry(
    'conflict',
    409,
    ['短信渠道已停用，无法绑定手机号。', '请启用短信渠道后再绑定。'],
    [
      'The channel for text messages is switched off, so no number can be bound.',
      'Switch it on and bind again.',
    ],
  ),
  'person-kept-apart': entry(
    'conflict',
    409,
    ['工作人员已确认两者不是同一人。', '如确为同一人，请由工作人员归并。'],
    ['Staff have found that these two are not one person.', 'If they are after all, let staff join them.'],
  ),
  'person-separated-already': entry(
    'conflict',
    409,
    ['这条归并已被撤销。', '请刷新诉求人信息。'],
    ['This join has already been taken back.', 'Reload the person.'],
  ),
  'login-taken': entry(
    'conflict',
    409,
    ['这个登录名已被使用。', '请换一个登录名；每人一个账号，不共用。'],
    ['This login is taken.', 'Choose another; one account per person, never shared.'],
  ),
  'last-admin': entry(
    'conflict',
    409,
    ['这是最后一个可用的安全管理员账号。', '请先新建另一位安全管理员。'],
    ['This is the last working account of a security administrator.', 'Make another one first.'],
  ),
  'rate-limited': entry(
    'rate-limited',
    429,
    ['操作太频繁了。', '请稍等片刻再试（见 Retry-After）。'],
    ['Too many requests.', 'Wait a little and try again (see Retry-After).'],
  ),
  'citizen-not-found': entry(
    'not-found',
    404,
    ['没有这个诉求人。', '请核对号码、邮箱或诉求人编号。'],
    ['There is no such citizen.', 'Check the number, the mailbox or the id.'],
  ),
  'citizen-has-open-alert': entry(
    'conflict',
    409,
    ['这个诉求人还有未结束的险情警报。', '请值班人员先结束警报，再按请求删除。'],
    ['An alert of this person still stands open.', 'Let the duty desk end it, then erase.'],
  ),
  'citizen-has-open-ticket': entry(
    'conflict',
    409,
    ['这个诉求人还有未办结的工单，不能删除。', '请在工单办结并满保存期限后再删除。'],
    [
      'A ticket of this person is still open.',
      'Erase when it is closed and the time it is kept by law is over.',
    ],
  ),
  'citizen-kept-by-law': entry(
    'conflict',
    409,
    ['这个诉求人的工单仍在法定保存期限内，不能删除。', '期限届满后可以删除；在此之前只作存储。'],
    [
      'The law still keeps a ticket of this person.',
      'Erase when that time is over; until then it is only stored.',
    ],
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
  'person-kept-secret': entry(
    'not-allowed',
    403,
    ['诉求人要求匿名或保密，不能查看其个人信息。', '如办理确需联系诉求人，请由热线话务员或督办员代为联系。'],
    [
      'This person asked not to be known.',
      'If the matter cannot be handled without them, have an operator or supervisor contact them.',
    ],
  ),
  'publication-not-found': entry(
    'not-found',
    404,
    ['没有这条公示，或已经撤下。', '请返回列表查看现有的公示。'],
    ['There is no such publication, or it was withdrawn.', 'Go back to the list of what is published.'],
  ),
  'publication-changed': entry(
    'conflict',
    409,
    ['这条公示的状态已经变了。', '请刷新后重试。'],
    ['This publication has changed meanwhile.', 'Load it again, then decide.'],
  ),
  'publication-own': entry(
    'not-allowed',
    403,
    ['自己写的不能自己审核发布。', '请另一位督办员审核。'],
    ['Nobody publishes what they wrote themselves.', 'Ask another supervisor to read it.'],
  ),
  'publication-personal-data': entry(
    'bad-input',
    400,
    ['文中有能认出诉求人的内容，不能公开。', '请删去或改写 fields 中列出的内容。'],
    ['The text tells who somebody is and cannot be public.', 'Take out or reword what fields names.'],
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
  'not-ready': entry(
    'unreachable',
    503,
    ['系统正在启动或停止。', '请稍后再试。'],
    ['The hub is starting or stopping.', 'Try again shortly.'],
  ),
  'internal-error': entry(
    'bug',
    500,
    ['系统出了问题，不是您的操作造成的。', '请稍后重试；仍不行时把 requestId 告诉技术人员。'],
    [
      'Something broke on our side; it was not you.',
      'Try again later; if it stays, give the requestId to the technicians.',
    ],
  ),
};

/** Status of a code that is not in the catalogue, by whose fault it is. */
export const STATUS_BY_FAULT: Readonly<Record<Fault, number>> = {
  'bad-input': 400,
  'not-found': 404,
  'not-allowed': 403,
  conflict: 409,
  'rate-limited': 429,
  rejected: 422,
  unreachable: 503,
  'window-closed': 409,
  'opted-out': 409,
  auth: 502,
  'unknown-outcome': 502,
  bug: 500,
};
