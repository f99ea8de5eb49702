import { z } from 'zod';

/**
 * 审计: what is recorded, closed. A look at personal data, a change of rights, an act that nobody may do
 * unseen (GB/T 22239-2019, 8.1.4.3; 个人信息保护法 51, 54). Names are never reused: the record outlives us.
 */
export const AuditAction = z.enum([
  'ticket.read',
  'ticket.made',
  'ticket.moved',
  'ticket.revealed',
  'ticket.searched-person',
  'conversation.read',
  'person.read',
  'person.joined',
  'person.separated',
  'attachment.read',
  'call.read',
  'call.recorded',
  'quarantine.read',
  'quarantine.replayed',
  'account.signed-in',
  'account.sign-in-failed',
  'account.signed-out',
  'account.password-changed',
  'account.password-reset',
  'account.second-factor-set',
  'account.second-factor-reset',
  'account.recovery-codes-renewed',
  'account.sso-linked',
  'account.sso-unlinked',
  'account.created',
  'account.changed',
  'account.disabled',
  'account.enabled',
  'account.sessions-ended',
  'channel.resume',
  'channel.pause',
  'channel.drain',
  'channel.test',
  'channel.action',
  'retention.run',
  'keys.rotated',
  'keys.reencrypted',
  'citizen.exported',
  'citizen.erased',
  'rule.changed',
  'rule.removed',
  'rule.reordered',
  'audit.read',
  'audit.verified',
]);
export type AuditAction = z.infer<typeof AuditAction>;
export const AUDIT_ACTION_ZH: Readonly<Record<AuditAction, string>> = {
  'ticket.read': '查看工单',
  'ticket.made': '建立工单',
  'ticket.moved': '流转工单',
  'ticket.revealed': '查看完整个人信息',
  'ticket.searched-person': '按人查找工单',
  'conversation.read': '查看会话',
  'person.read': '查看诉求人',
  'person.joined': '归并诉求人',
  'person.separated': '拆分诉求人',
  'attachment.read': '查看附件',
  'call.read': '查看来电',
  'call.recorded': '记录来电',
  'quarantine.read': '查看隔离的原文',
  'quarantine.replayed': '重放隔离的消息',
  'account.signed-in': '登录',
  'account.sign-in-failed': '登录失败',
  'account.signed-out': '退出登录',
  'account.password-changed': '修改密码',
  'account.password-reset': '重置密码',
  'account.second-factor-set': '设置二次验证',
  'account.second-factor-reset': '重置二次验证',
  'account.recovery-codes-renewed': '更换恢复码',
  'account.sso-linked': '关联统一认证',
  'account.sso-unlinked': '解除统一认证',
  'account.created': '建立账号',
  'account.changed': '变更账号权限',
  'account.disabled': '停用账号',
  'account.enabled': '启用账号',
  'account.sessions-ended': '结束登录会话',
  'channel.resume': '启用渠道账号',
  'channel.pause': '暂停渠道账号',
  'channel.drain': '停收渠道账号',
  'channel.test': '测试渠道账号',
  'channel.action': '操作渠道账号',
  'retention.run': '执行保存期限',
  'keys.rotated': '更换密钥',
  'keys.reencrypted': '重新加密',
  'citizen.exported': '导出个人信息',
  'citizen.erased': '删除个人信息',
  'rule.changed': '变更自动规则',
  'rule.removed': '删除自动规则',
  'rule.reordered': '调整自动规则顺序',
  'audit.read': '查看审计记录',
  'audit.verified': '校验审计记录',
};

export const AuditEvent = z.strictObject({
  /** Who did it; `hub` for a rule of the hub, `nobody` for who did not get in. */
  actor: z.strictObject({
    type: z.enum(['staff', 'hub', 'nobody']),
    id: z.string(),
    name: z.string().optional(),
    /** From where. */
    address: z.string().optional(),
  }),
  action: AuditAction,
  /** What it was done to: ids only, never a name or a number of a citizen. */
  object: z.strictObject({ type: z.string(), id: z.string() }),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  outcome: z.enum(['done', 'refused', 'failed']),
});
export type AuditEvent = z.infer<typeof AuditEvent>;

/** Where the record is kept. When this rejects, the act it is of must not happen. */
export interface Audit {
  record(event: AuditEvent): Promise<void>;
}
