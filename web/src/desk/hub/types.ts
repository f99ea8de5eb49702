import type { z } from 'zod';
import type { SessionState as SessionStateSchema } from '../../../../src/server/staff/session-state.js';
import type { RuleView, RuleWithVersions, RunView } from '../../../../src/server/views/rule-view.js';
import type { RulePreview as RulePreviewSchema } from '../../../../src/server/staff/rule-routes.js';
import type {
  MacroPreview as MacroPreviewSchema,
  MacroRun as MacroRunSchema,
} from '../../../../src/server/staff/macro-run-routes.js';
import type { MacroView } from '../../../../src/server/views/macro-view.js';
import type {
  TemplatePreview as TemplatePreviewSchema,
  TemplateView,
} from '../../../../src/server/admin/template-routes.js';
import type { OwnAvailability as OwnAvailabilitySchema } from '../../../../src/server/staff/assignment-routes.js';
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
export type { CallView as Call } from '../../../../src/server/views/call-view.js';
export type { OwnCalls } from '../../../../src/server/staff/call-routes.js';
export type { WritingSuggestion } from '../../../../src/server/staff/suggest-routes.js';
export type { FieldView, FormsView } from '../../../../src/server/public/form-view.js';
export type { AlertView as Alert } from '../../../../src/server/views/alert-view.js';
export type { AttachmentView } from '../../../../src/server/views/attachment-view.js';
export type { ConversationView } from '../../../../src/server/views/conversation-view.js';
export type { TicketDetail, TicketSummary } from '../../../../src/server/views/ticket-view.js';
export type { MoveDetails, TicketMove, TicketState } from '../../../../src/core/model/ticket.js';
export type { Role } from '../../../../src/core/model/codes.js';
export type { AccountView } from '../../../../src/server/views/readiness-view.js';
export type { SessionView, StaffView } from '../../../../src/server/views/staff-view.js';
export type { InboxRowView } from '../../../../src/server/views/inbox-view.js';
export type { LaterReplyView } from '../../../../src/server/views/later-reply-view.js';
export type { MessageView } from '../../../../src/server/views/message-view.js';
export type { PersonView } from '../../../../src/server/views/person-view.js';
export type { ReplyWay } from '../../../../src/server/views/reply-way-view.js';
export type { NoteView, PresentView, ThreadView } from '../../../../src/server/views/thread-view.js';
export type { HeardRequest } from '../../../../src/server/staff/heard-request-routes.js';
export type EventRule = z.infer<typeof RuleView>;
export type EventRuleWithVersions = z.infer<typeof RuleWithVersions>;
export type RuleRun = z.infer<typeof RunView>;
export type Macro = z.infer<typeof MacroView>;
export type MacroStep = Macro['steps'][number];
export type { WebhookView as Webhook } from '../../../../src/server/views/webhook-view.js';
export type { CityView as City } from '../../../../src/server/views/city-view.js';
export type RulePreview = z.infer<typeof RulePreviewSchema>;
export type MacroPreview = z.infer<typeof MacroPreviewSchema>;
export type MacroRun = z.infer<typeof MacroRunSchema>;
export type Template = z.infer<typeof TemplateView>;
export type TemplatePreview = z.infer<typeof TemplatePreviewSchema>;
export type OwnAvailability = z.infer<typeof OwnAvailabilitySchema>;
