import { z } from 'zod';

export * from './audit-words.js';

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
  'ticket.export-asked',
  'ticket.exported',
  'ticket.export-fetched',
  'conversation.read',
  'person.read',
  'person.joined',
  'person.separated',
  'attachment.read',
  'call.read',
  'call.recorded',
  'quarantine.read',
  'quarantine.replayed',
  'quarantine.given-up',
  'message.resent',
  'message.given-up',
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
  'webhook.created',
  'webhook.changed',
  'webhook.paused',
  'webhook.resumed',
  'webhook.removed',
  'webhook.secret-rotated',
  'webhook.replayed',
  'webhook.tested',
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
