import type { Audit, AuditAction, AuditEvent } from '../core/audit/event.js';

const ACTION_OF = {
  'signed-in': 'account.signed-in',
  'sign-in-failed': 'account.sign-in-failed',
  'signed-out': 'account.signed-out',
  'password-changed': 'account.password-changed',
  'password-reset': 'account.password-reset',
  'second-factor-set': 'account.second-factor-set',
  'second-factor-reset': 'account.second-factor-reset',
  'recovery-codes-renewed': 'account.recovery-codes-renewed',
  'sso-linked': 'account.sso-linked',
  'sso-unlinked': 'account.sso-unlinked',
  'account-created': 'account.created',
  'account-changed': 'account.changed',
  'account-disabled': 'account.disabled',
  'account-enabled': 'account.enabled',
  'sessions-ended': 'account.sessions-ended',
} as const satisfies Record<string, AuditAction>;
export type AccountFactType = keyof typeof ACTION_OF;

/** What the sign-in part says of an account; more fields than these become the record's details. */
export interface AccountFact {
  type: AccountFactType;
  /** Whose account; absent when nobody's. */
  staffId?: string;
  address?: string;
  /** Who did it; the hub itself when absent of an act on somebody's account. */
  doer?: { staffId: string; address: string };
}

const OWN: ReadonlySet<AccountFactType> = new Set<AccountFactType>(['signed-in', 'signed-out', 'sso-linked']);

/** Facts of accounts as audit records: sign-ins, failures, and every change of who may do what. */
export function accountRecord(audit: Audit): { record(fact: AccountFact): Promise<void> } {
  return {
    async record({ type, staffId, address, doer, ...rest }) {
      await audit.record({
        actor: actorOf(type, staffId, address, doer),
        action: ACTION_OF[type],
        object: { type: 'staff', id: staffId ?? 'nobody' },
        detail: detailOf(rest),
        outcome: type === 'sign-in-failed' ? 'refused' : 'done',
      });
    },
  };
}

function actorOf(
  type: AccountFactType,
  staffId: string | undefined,
  address: string | undefined,
  doer: AccountFact['doer'],
): AuditEvent['actor'] {
  if (doer) return { type: 'staff', id: doer.staffId, address: doer.address };
  // Whoever failed to sign in is not known to be the person whose account it is.
  if (type === 'sign-in-failed') return { type: 'nobody', id: 'nobody', address };
  if (staffId !== undefined && OWN.has(type)) return { type: 'staff', id: staffId, address };
  return { type: 'hub', id: 'hub', address };
}

/** Flat and plain: lists joined, what is deeper as JSON. */
function detailOf(rest: Record<string, unknown>): AuditEvent['detail'] {
  const detail: AuditEvent['detail'] = {};
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    detail[name] =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : JSON.stringify(value);
  }
  return detail;
}
