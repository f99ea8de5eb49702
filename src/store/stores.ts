import type { Connection } from 'mongoose';
import type { Clock } from '../core/ports.js';
import { createAuditStore } from './audit/audit-store.js';
import { createAlertStore } from './alert-store.js';
import { createAssignmentStore } from './assignment-store.js';
import { createAttachmentStore, createRawArchive } from './blob-store.js';
import { createCallStore } from './call-store.js';
import { createBacklogView } from './backlog-view.js';
import { createChannelMemory } from './channel-memory.js';
import { createCannedAnswerStore } from './canned-answer-store.js';
import { createCityVersions } from './city-version-store.js';
import { createCitizenStore } from './citizen-store.js';
import { createIndexes } from './connect.js';
import { createContactStore } from './contact-store.js';
import { createContinueLinkStore } from './continue-link-store.js';
import { createConversationStore, createInputStore } from './conversation-store.js';
import { createDeskPlaceStore } from './desk-place-store.js';
import { createDocumentStore } from './document-store.js';
import { createExchangeStore } from './exchange-store.js';
import { createExportStore } from './export-store.js';
import { createMacroStore } from './macro-store.js';
import { createLaterReplyStore } from './later-reply-store.js';
import { createMessageStore } from './message-store.js';
import { createNoteStore } from './note-store.js';
import { createPhoneCodeStore } from './phone-code-store.js';
import type { Vault } from './pii/vault.js';
import { createPublicationStore } from './publication-store.js';
import { createQuarantineStore } from './quarantine-store.js';
import { createRuleRunStore, createRuleStore } from './rule-store.js';
import { createSavedViewStore } from './saved-view-store.js';
import { createStaffStore } from './staff-store.js';
import { createStaffNoticeStore } from './staff-notice-store.js';
import { createTicketStore } from './ticket-store.js';
import { createUnitRatesStore } from './unit-rates-store.js';
import { createWebhookStore } from './webhook-store.js';

/** Every repository of the hub on one connection, its indexes in place; personal fields go through the vault. */
export async function createStores(
  connection: Connection,
  vault: Vault,
  clock: Clock = { now: () => new Date() },
) {
  const stores = {
    messages: createMessageStore(connection, vault),
    conversations: createConversationStore(connection, vault),
    inputs: createInputStore(connection, vault),
    tickets: createTicketStore(connection, vault),
    citizens: createCitizenStore(connection, vault),
    contacts: createContactStore(connection, vault),
    calls: createCallStore(connection, vault),
    codes: createPhoneCodeStore(connection),
    links: createContinueLinkStore(connection, vault),
    notes: createNoteStore(connection, vault),
    deskPlaces: createDeskPlaceStore(connection, vault),
    laterReplies: createLaterReplyStore(connection, vault),
    cannedAnswers: createCannedAnswerStore(connection),
    raw: createRawArchive(connection, vault),
    attachments: createAttachmentStore(connection, vault),
    publications: createPublicationStore(connection),
    quarantine: createQuarantineStore(connection),
    staff: createStaffStore(connection),
    staffNotices: createStaffNoticeStore(connection),
    cityVersions: createCityVersions(connection),
    views: createSavedViewStore(connection),
    assignments: createAssignmentStore(connection),
    unitRates: createUnitRatesStore(connection),
    macros: createMacroStore(connection),
    rules: createRuleStore(connection),
    ruleRuns: createRuleRunStore(connection),
    exports: createExportStore(connection),
    memoryOf: createChannelMemory(connection, vault),
    backlog: createBacklogView(connection),
    audit: createAuditStore(connection, vault.ring.audit.key, clock),
    documents: createDocumentStore(connection),
    alerts: createAlertStore(connection, vault),
    exchange: createExchangeStore(connection, vault),
    webhooks: createWebhookStore(connection, vault),
  };
  await createIndexes(connection);
  return stores;
}
export type Stores = Awaited<ReturnType<typeof createStores>>;
