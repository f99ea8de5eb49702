import type { Connection } from 'mongoose';
import { createAttachmentStore, createRawArchive } from './blob-store.js';
import { createCallStore } from './call-store.js';
import { createBacklogView } from './backlog-view.js';
import { createChannelMemory } from './channel-memory.js';
import { createCityVersions } from './city-version-store.js';
import { createCitizenStore } from './citizen-store.js';
import { createIndexes } from './connect.js';
import { createContactStore } from './contact-store.js';
import { createContinueLinkStore } from './continue-link-store.js';
import { createConversationStore, createInputStore } from './conversation-store.js';
import { createExportStore } from './export-store.js';
import { createMessageStore } from './message-store.js';
import { createNoteStore } from './note-store.js';
import { createPhoneCodeStore } from './phone-code-store.js';
import { createQuarantineStore } from './quarantine-store.js';
import { createSavedViewStore } from './saved-view-store.js';
import { createStaffStore } from './staff-store.js';
import { createStaffNoticeStore } from './staff-notice-store.js';
import { createTicketStore } from './ticket-store.js';

/** Every repository of the hub on one connection, its indexes in place. */
export async function createStores(connection: Connection) {
  const stores = {
    messages: createMessageStore(connection),
    conversations: createConversationStore(connection),
    inputs: createInputStore(connection),
    tickets: createTicketStore(connection),
    citizens: createCitizenStore(connection),
    contacts: createContactStore(connection),
    calls: createCallStore(connection),
    codes: createPhoneCodeStore(connection),
    links: createContinueLinkStore(connection),
    notes: createNoteStore(connection),
    raw: createRawArchive(connection),
    attachments: createAttachmentStore(connection),
    quarantine: createQuarantineStore(connection),
    staff: createStaffStore(connection),
    staffNotices: createStaffNoticeStore(connection),
    cityVersions: createCityVersions(connection),
    views: createSavedViewStore(connection),
    exports: createExportStore(connection),
    memoryOf: createChannelMemory(connection),
    backlog: createBacklogView(connection),
  };
  await createIndexes(connection);
  return stores;
}
