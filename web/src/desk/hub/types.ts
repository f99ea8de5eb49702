import type { z } from 'zod';
import type { SessionState as SessionStateSchema } from '../../../../src/server/staff/session-state.js';
import type { NoticePage } from '../../../../src/server/views/notice-view.js';

/* What the hub answers, by the server's own schemas: nothing here is written twice. */
export type SessionState = z.infer<typeof SessionStateSchema>;
export type Notice = z.infer<typeof NoticePage>['items'][number];
export type { Action } from '../../../../src/server/permissions.js';
export type { StaffMove } from '../../../../src/server/permissions.js';
export type { Catalogue } from '../../../../src/server/staff/catalogue-routes.js';
export type { TicketFilterQuery } from '../../../../src/server/staff/ticket-filter.js';
export type { UnitRatesView as UnitRates } from '../../../../src/server/staff/rates-routes.js';
export type { StaffPublication } from '../../../../src/server/public/publication-view.js';
export type { SimilarTicket } from '../../../../src/server/staff/similar-routes.js';
export type { HandOverRecord } from '../../../../src/server/staff/hand-over-routes.js';
export type { AlertView as Alert } from '../../../../src/server/views/alert-view.js';
export type { AttachmentView } from '../../../../src/server/views/attachment-view.js';
export type { ConversationView } from '../../../../src/server/views/conversation-view.js';
export type { TicketDetail, TicketSummary } from '../../../../src/server/views/ticket-view.js';
export type { MoveDetails, TicketMove, TicketState } from '../../../../src/core/model/ticket.js';
export type { Role } from '../../../../src/core/model/codes.js';
export type { AccountView } from '../../../../src/server/views/readiness-view.js';
export type { SessionView, StaffView } from '../../../../src/server/views/staff-view.js';
