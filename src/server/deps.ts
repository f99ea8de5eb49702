import type { FastifyBaseLogger } from 'fastify';
import type { Registry } from 'prom-client';
import type { ChannelAdapter } from '../channels/channel.js';
import type { AuditRecord } from '../core/audit/chain.js';
import type { Audit } from '../core/audit/event.js';
import type { AssignmentPolicy } from '../core/assignment/assigner.js';
import type { AssignmentRepository } from '../core/assignment/ports.js';
import type { MacroRepository } from '../core/macros/macro.js';
import type { City } from '../core/model/city.js';
import type { Portal } from '../config/settings.js';
import type { Understand } from '../core/language/understanding.js';
import type {
  AttachmentRepository,
  ChannelTraits,
  Clock,
  ConversationRepository,
  DocumentNumbers,
  MessageRepository,
} from '../core/ports.js';
import type { PublicationService } from '../core/publication/publication-service.js';
import type { AccountReport, ChannelOperations } from '../core/delivery/channel-operations.js';
import type {
  ConversationService,
  PersonService,
  StaffHint,
  StaffNoticeService,
  TicketService,
} from '../core/services.js';
import type { EmergencyDesk } from '../desk/emergency-desk.js';
import type { RatesDesk } from '../desk/rates-desk.js';
import type { RuleDesk } from '../desk/rule-desk.js';
import type { CityDesk } from '../desk/city-desk.js';
import type { CallDesk } from '../desk/call-desk.js';
import type { QuarantineDesk } from '../desk/quarantine-desk.js';
import type { TemplateDesk } from '../desk/template-desk.js';
import type { WebhookDesk } from '../desk/webhook-desk.js';
import type { AuditQuery, DayAnchor, Verification } from '../store/audit/audit-store.js';
import type { KeyDesk } from '../store/pii/key-desk.js';
import type { PrivacyDesk } from './admin/privacy-routes.js';
import type { ExchangeRouteDeps } from './exchange/exchange-routes.js';
import type { StaffService } from './auth/staff-service.js';
import type { TicketExports } from './export/ticket-exports.js';
import type { ExportRepository, SavedViewRepository, StaffRepository } from './ports.js';
import type { CannedAnswerRepository, DeskPlaceRepository } from '../core/inbox/ports.js';
import type { InboxDesk } from '../desk/inbox/inbox-desk.js';
import type { Presence } from '../desk/inbox/presence.js';
import type { ReplyDesk } from '../desk/inbox/reply-desk.js';
import type { LinkedFiles } from './public/file-routes.js';
import type { UploadDesk } from './staff/upload-routes.js';

/** Everything the server is given; it makes nothing of this itself. */
export interface ServerDeps {
  conversations: ConversationService;
  inbox: Inbox;
  people: PersonService;
  tickets: TicketService;
  /** Absent where nobody answers telephones. */
  telephone?: {
    calls: CallDesk;
    /** Calls back when somebody's screen may have something new; returns how to stop. */
    onCallNews(staffId: string, onNews: () => void): () => void;
  };
  /** 险情警报; absent where nobody raises them. */
  alerts?: {
    alerts: EmergencyDesk;
    /** Calls back when something may have changed at the duty desk; returns how to stop. */
    onAlertNews(onNews: () => void): () => void;
  };
  /** Orders to and from other platforms; absent where there are none. */
  exchange?: ExchangeRouteDeps;
  /** Absent where nobody tries the citizen’s texts. */
  templates?: TemplateDesk;
  /** Absent where the city came from no folder. */
  cityDesk?: CityDesk;
  /** Subscriptions of other systems; absent where nobody is told. */
  webhooks?: WebhookDesk;
  staff: StaffService;
  publications: PublicationService;
  /** For suggesting a type while a citizen writes. */
  understand: Understand;
  raiseFlag: ConversationRepository['raiseFlag'];
  portal: Portal;
  attachments: Pick<AttachmentRepository, 'get'>;
  /** Files of staff. */
  uploads: UploadDesk;
  quarantine: Pick<QuarantineDesk, 'list' | 'raw' | 'replay' | 'giveUp'>;
  /** What people do is written down here before they see what they asked for. */
  audit: AuditDesk;
  keys: KeyDesk;
  privacy: PrivacyDesk;
  documents: DocumentNumbers;
  adapters: readonly ChannelAdapter[];
  channels: ChannelOperations;
  /** What an account carries. */
  traitsOf(channel: string, account: string): ChannelTraits;
  /** Files under links that were sent to citizens. */
  files: LinkedFiles;
  readiness: () => Promise<ReadinessReport>;
  metrics: Registry;
  city: City;
  log: FastifyBaseLogger;
  clock: Clock;
  ids: { next(): string };
  limits?: Partial<ServerLimits>;
  /** Where people reach the hub; https here makes cookies secure. Without trailing slash. */
  publicBaseUrl: string;
  version: string;
  notices: StaffNoticeService;
  rules: RuleDesk;
  macros: MacroRepository;
  assignments: AssignmentRepository;
  assignmentPolicy: AssignmentPolicy;
  colleagues: Pick<StaffRepository, 'byId' | 'list'>;
  views: SavedViewRepository;
  rates: Pick<RatesDesk, 'between'>;
  exports: ExportRepository;
  ticketExports: TicketExports;
  /** Calls back when something moved that screens of staff may show; returns how to stop. */
  onStaffNews(onHint: (hint: StaffHint) => void): () => void;
  /** Addresses of reverse proxies whose X-Forwarded-For is believed; nothing is believed by default. */
  trustProxy?: string[];
}

/** The shared inbox beyond single conversations. */
export interface Inbox {
  lists: InboxDesk;
  replies: ReplyDesk;
  places: DeskPlaceRepository;
  presence: Presence;
  answers: CannedAnswerRepository;
  colleagues: Pick<StaffRepository, 'list' | 'byId'>;
  messages: Pick<MessageRepository, 'latest'>;
}

/** The audit log as the server uses it. */
export interface AuditDesk extends Audit {
  list(query: AuditQuery): Promise<AuditRecord[]>;
  verify(): Promise<Verification>;
  anchors(): Promise<DayAnchor[]>;
}

export interface ServerLimits {
  /** Largest JSON body, bytes. */
  bodyBytes: number;
  /** Largest file that staff upload, bytes. */
  attachmentBytes: number;
  /** Progress look-ups of one address in a minute. */
  lookupsPerAddress: number;
  /** Wrong look-ups of one ticket number in an hour, from wherever: a query code cannot be tried out. */
  wrongLookupsPerNumber: number;
  /** Sign-in attempts of one address in a minute, right or wrong: each costs a password hash. */
  loginsPerAddress: number;
}

export const SERVER_LIMITS: ServerLimits = {
  bodyBytes: 1_000_000,
  attachmentBytes: 20 * 1_048_576,
  lookupsPerAddress: 30,
  wrongLookupsPerNumber: 10,
  loginsPerAddress: 60,
};

/** What `/readyz` says: ready only when every part that must work does. */
export interface ReadinessReport {
  ready: boolean;
  parts: {
    name: string;
    kind: 'store' | 'channel' | 'worker';
    state: 'starting' | 'up' | 'degraded' | 'down' | 'paused';
    detail?: string;
    since?: Date;
    /** Of a channel's account. */
    account?: AccountReport;
  }[];
  /** What waits in the store, when it can be asked. */
  queues?: { incoming: number; outgoing: number; oldestOutgoingAt?: Date };
}
