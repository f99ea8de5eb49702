import type { Fault } from '../../core/errors.js';
import type { CatalogueEntry } from './catalogue-entry.js';
import { ACCOUNT_RULES } from './account-rules.js';
import { ADMINISTRATION_RULES } from './administration-rules.js';
import { ALERT_RULES } from './alert-rules.js';
import { CALL_RULES } from './call-rules.js';
import { EXCHANGE_RULES } from './exchange-rules.js';
import { FILE_RULES } from './file-rules.js';
import { INBOX_RULES } from './inbox-rules.js';
import { MACRO_RULES } from './macro-rules.js';
import { PERSON_RULES } from './person-rules.js';
import { PUBLICATION_RULES } from './publication-rules.js';
import { REQUEST_RULES } from './request-rules.js';
import { RULE_RULES } from './rule-rules.js';
import { TICKET_ACCESS_RULES } from './ticket-access-rules.js';
import { TICKET_RULES } from './ticket-rules.js';
import { WEBHOOK_RULES } from './webhook-rules.js';

export type { CatalogueEntry };

/**
 * Every error code of the HTTP interface. A code is never renamed or reused: programs out there
 * branch on it. `docs/errors.md` is made from this table.
 */
export const CATALOGUE: Readonly<Record<string, CatalogueEntry>> = {
  ...REQUEST_RULES,
  ...ACCOUNT_RULES,
  ...INBOX_RULES,
  ...PERSON_RULES,
  ...CALL_RULES,
  ...FILE_RULES,
  ...TICKET_ACCESS_RULES,
  ...TICKET_RULES,
  ...ALERT_RULES,
  ...RULE_RULES,
  ...MACRO_RULES,
  ...EXCHANGE_RULES,
  ...WEBHOOK_RULES,
  ...PUBLICATION_RULES,
  ...ADMINISTRATION_RULES,
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
