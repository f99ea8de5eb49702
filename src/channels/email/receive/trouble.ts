import { z } from 'zod';

/** What went wrong with a mailbox: whether trying again soon helps, and a sentence for staff. */
export interface Trouble {
  type: 'auth' | 'mailbox-missing' | 'unreachable' | 'not-stored';
  detail: string;
}

/** The mail came, and the hub could not keep it: no fault of the mail server. */
export class NotStored extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

export function readTrouble(error: unknown, server: string): Trouble {
  if (error instanceof NotStored) {
    const detail = `邮件已收到但无法保存（${error.message}），稍后自动重试，邮件仍在邮箱中。请检查存储。`;
    return { type: 'not-stored', detail };
  }
  const { authenticationFailed, mailboxMissing, responseText, code, message } = ImapError.parse(error);
  const said = responseText === undefined ? '' : `服务器说：${responseText.slice(0, 200)}。`;
  if (authenticationFailed) {
    const detail = `${server} 拒绝登录。${said}请检查用户名和密码（163、QQ 邮箱要用授权码），改好后会自动恢复。`;
    return { type: 'auth', detail };
  }
  if (mailboxMissing) {
    return {
      type: 'mailbox-missing',
      detail: `${server} 没有所设置的邮件文件夹。${said}请检查 imap.mailbox。`,
    };
  }
  const reason = said || `（${code ?? message ?? '原因不明'}）`;
  return { type: 'unreachable', detail: `收不到 ${server} 的邮件${reason}，正在自动重试，恢复后会补收。` };
}

const ImapError = z
  .object({
    authenticationFailed: z.boolean().optional(),
    mailboxMissing: z.boolean().optional(),
    responseText: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
  })
  .catch({});
