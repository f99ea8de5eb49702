import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** Accounts of staff, signing in, and what one may do. */
export const ACCOUNT_RULES: Readonly<Record<string, CatalogueEntry>> = {
  'weak-password': entry(
    'bad-input',
    400,
    ['新密码不够安全。', '请按 fields 里逐项列出的要求修改。'],
    ['The new password is too weak.', 'Mend what is listed under fields.'],
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
};
