import { zoneOf } from '../../../src/core/deadline/zone.js';
import type { FastifyInstance } from 'fastify';
import { createHash, randomInt } from 'node:crypto';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { z } from 'zod';
import type { ChannelAdapter } from '../../../src/channels/channel.js';
import { Contacts } from '../../../src/core/identity/contacts.js';
import type { Role } from '../../../src/core/model/codes.js';
import type { InputRepository, TicketRepository } from '../../../src/core/ports.js';
import type { TicketService } from '../../../src/core/services.js';
import { rehearse } from '../../../src/core/ticket/rehearse.js';
import { Tickets } from '../../../src/core/ticket/tickets.js';
import { StaffNews } from '../../../src/host/staff-news.js';
import { EventRules } from '../../../src/core/rules/event-rules.js';
import { RatesDesk } from '../../../src/desk/rates-desk.js';
import { RuleDesk } from '../../../src/desk/rule-desk.js';
import { PersonDesk } from '../../../src/desk/person-desk.js';
import { StaffPolicy } from '../../../src/config/staff-policy.js';
import type { AccountEvent } from '../../../src/server/auth/account-audit.js';
import { SWITCHED_OFF } from '../../../src/host/traits.js';
import { createUnderstand } from '../../../src/core/language/understand.js';
import { Assignment, Portal } from '../../../src/config/settings.js';
import { PublicationDesk } from '../../../src/desk/publication-desk.js';
import { createStaffService, type StaffService } from '../../../src/server/auth/staff-service.js';
import type { ServerDeps } from '../../../src/server/deps.js';
import { failure } from '../../../src/server/errors/failure.js';
import { TicketExports } from '../../../src/server/export/ticket-exports.js';
import { createServer } from '../../../src/server/server.js';
import type { StaffStore } from '../../../src/server/ports.js';
import { memoryAssignments } from './memory-assignments.js';
import { memoryAudit, type MemoryAudit } from './memory-audit.js';
import { memoryChannels } from './memory-channels.js';
import { memoryContacts } from './memory-contacts.js';
import {
  memoryConversations,
  sampleConversation,
  sampleInbound,
  type MemoryConversations,
} from './memory-conversations.js';
import { memoryMacros } from './memory-macros.js';
import { memoryInbox } from './memory-inbox.js';
import { memoryPublications } from './memory-publications.js';
import { memoryExports } from './memory-exports.js';
import { memoryRuleRuns, memoryRules } from './memory-rules.js';
import { memoryStaffStore } from './memory-staff-store.js';
import { memoryUnitRates } from './memory-unit-rates.js';
import { memoryViews } from './memory-views.js';
import { memoryTickets } from './memory-tickets.js';
import { workingCalendar } from '../../../src/core/deadline/calendar.js';
import { memoryStaffNotices } from './memory-staff-notices.js';
import { sampleCity } from './sample-city.js';

export interface TestHub {
  app: FastifyInstance;
  clock: { now(): Date; advance(ms: number): void };
  staff: StaffService;
  store: StaffStore;
  tickets: TicketService;
  /** To put tickets into a state without living through their life. */
  ticketStore: TicketRepository;
  conversations: MemoryConversations;
  audit: MemoryAudit;
  ticketExports: TicketExports;
  /** To carry out what waits, as the sweeper does. */
  eventRules: EventRules;
  /** Everything the server logged, one JSON line each. */
  logged: string[];
  /** What the accounts recorded. */
  audited: AccountEvent[];
  /** Makes an account with a settled password and signs it in. */
  signIn(roles: Role[], over?: { unit?: string; platform?: string; login?: string }): Promise<Client>;
}

export interface Client {
  id: string;
  cookie: string;
  call(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>;
}
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  text: string;
  headers: Record<string, unknown>;
}

export const PASSWORD = 'Right-Horse-9-battery';

const understand = createUnderstand(sampleCity);

/** A server over real services and in-memory repositories, with a clock that stands still. */
export async function testHub(
  over: Partial<ServerDeps> & {
    adapters?: ChannelAdapter[];
    policy?: z.input<typeof StaffPolicy>;
  } = {},
): Promise<TestHub> {
  let at = Date.parse('2026-11-23T02:00:00Z');
  const clock = { now: () => new Date(at), advance: (ms: number) => void (at += ms) };
  let serial = 0;
  const ids = { next: () => `id-${String(++serial).padStart(6, '0')}` };
  const randomness = { int: (below: number) => randomInt(below) };
  const ticketStore = memoryTickets();
  const conversations = memoryConversations(ticketStore, clock);
  const staffNews = new StaffNews();
  const notices = memoryStaffNotices();
  const rules = memoryRules();
  const ruleRuns = memoryRuleRuns();
  const ticketCore: Tickets = new Tickets({
    tickets: ticketStore,
    inputs: forgetfulInputs,
    clock,
    random: randomness,
    waker: { conversation: () => undefined, outbox: () => undefined },
    city: sampleCity,
    calendar: workingCalendar(sampleCity.deadlines, sampleCity.holidays),
    staffNotices: notices,
    meetRules: (ticket, events) => eventRules.meet(ticket, events),
    onMoved: (hint) => staffNews.publish(hint),
    rulesOf: () => sampleCity,
    sourceOf: () => '05',
  });
  const eventRules = new EventRules({
    rules,
    runs: ruleRuns,
    tickets: ticketCore,
    staffNotices: notices,
    clock,
    onTold: (ticket, told) => staffNews.publish({ type: 'ticket', ticket, notices: told }),
  });
  const tickets = ticketServiceOf(ticketCore, conversations);
  const store = memoryStaffStore();
  const audited: AccountEvent[] = [];
  const staff = createStaffService({
    store,
    clock,
    ids,
    randomness,
    units: sampleCity.units.map((u) => u.id),
    platforms: sampleCity.units.filter(({ kind }) => kind === 'county').map(({ id }) => id),
    secretOf: (purpose) => createHash('sha256').update(purpose).digest(),
    audit: { record: async (event) => void audited.push(event) },
    policy: StaffPolicy.parse(over.policy ?? {}),
    serviceName: '盐城12345',
    publicBaseUrl: over.publicBaseUrl ?? 'http://127.0.0.1:3000',
  });
  let papers = 0;
  const logged: string[] = [];
  const audit = memoryAudit(clock.now);
  const exports = memoryExports();
  const ticketExports = new TicketExports({
    exports,
    tickets,
    staff: store.staff,
    city: sampleCity,
    clock,
    audit,
    onError: (what, error) => logged.push(`${what}: ${String(error)}`),
  });
  const app = await createServer({
    conversations,
    inbox: memoryInbox({ conversations, tickets: ticketStore, staff: store.staff, clock }),
    people: new PersonDesk({
      contacts: new Contacts({ contacts: memoryContacts(), clock }),
      citizens: { load: (id) => conversations.citizen(id) },
      conversations,
      tickets: ticketStore,
    }),
    tickets,
    staff,
    publications: new PublicationDesk({ publications: memoryPublications(), understand, clock }),
    understand,
    raiseFlag: async (id, flag) => conversations.raise(id, flag),
    portal: Portal.parse({}),
    attachments: { get: async () => undefined },
    uploads: { take: nowhere },
    quarantine: { list: async () => [], raw: nowhere, replay: nowhere, giveUp: nowhere },
    audit,
    keys: noKeys,
    privacy: nobody,
    documents: { numberOf: async () => ++papers },
    adapters: [],
    channels: memoryChannels(),
    traitsOf: () => SWITCHED_OFF,
    files: { find: async () => undefined, attachments: { get: async () => undefined } },
    readiness: async () => ({ ready: true, parts: [] }),
    metrics: new Registry(),
    city: sampleCity,
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    clock,
    ids,
    publicBaseUrl: 'http://127.0.0.1:3000',
    version: '0.0.0-test',
    notices,
    rules: new RuleDesk({
      rules,
      ruleRuns,
      engine: eventRules,
      city: sampleCity,
      isStaff: async (id) => (await store.staff.byId(id)) !== undefined,
      clock,
    }),
    macros: memoryMacros(),
    assignments: memoryAssignments(),
    assignmentPolicy: Assignment.parse({}),
    colleagues: store.staff,
    views: memoryViews(),
    rates: new RatesDesk({
      tickets: ticketStore,
      rates: memoryUnitRates(),
      zone: zoneOf(sampleCity.profile.timezone),
      clock,
      onError: (what, error) => {
        throw new Error(what, { cause: error });
      },
    }),
    exports,
    ticketExports,
    onStaffNews: (onHint) => staffNews.subscribe(onHint),
    ...over,
  });
  conversations.add(sampleConversation('c1', clock.now()), [
    sampleInbound('m1', 'c1', clock.now(), '新世纪花园门口路灯坏了，我的电话 13812345678'),
  ]);

  const signIn: TestHub['signIn'] = async (roles, { unit, platform, login } = {}) => {
    const wanted = { login: login ?? `p${++serial}`, name: '测试员', roles, unit, platform };
    const { person, oneTimePassword } = await staff.create(wanted);
    const first = await signInAs(app, wanted.login, oneTimePassword);
    const passwords = { oldPassword: oneTimePassword, newPassword: PASSWORD };
    const changed = await first.call('POST', '/api/staff/session/password', passwords);
    if (changed.status !== 204) throw new Error(`password not changed: ${changed.text}`);
    return { ...first, id: person.id };
  };
  return {
    app,
    clock,
    staff,
    store,
    tickets,
    ticketStore,
    ticketExports,
    eventRules,
    conversations,
    audit,
    logged,
    audited,
    signIn,
  };
}

/** Signs in and keeps cookie and CSRF token; every change carries a fresh Idempotency-Key unless given. */
export async function signInAs(
  app: FastifyInstance,
  login: string,
  password: string,
): Promise<Omit<Client, 'id'>> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/staff/session/login',
    payload: { login, password },
  });
  if (response.statusCode !== 200) throw new Error(`not signed in: ${response.body}`);
  const cookie = String(response.headers['set-cookie']).split(';')[0] ?? '';
  const { csrfToken } = response.json<{ csrfToken: string }>();
  let commands = 0;
  return {
    cookie,
    call: async (method, url, body, headers = {}) => {
      const changing =
        method === 'GET' ? {} : { 'x-csrf-token': csrfToken, 'idempotency-key': `k${++commands}` };
      const answer = await app.inject({
        method,
        url,
        payload: body,
        headers: { cookie, ...changing, ...headers },
      });
      const isJson = String(answer.headers['content-type']).includes('json');
      return {
        status: answer.statusCode,
        body: isJson ? answer.json<Record<string, unknown>>() : {},
        text: answer.body,
        headers: answer.headers,
      };
    },
  };
}

const nowhere = () => Promise.reject(new Error('nothing is kept here'));

const noKeys: ServerDeps['keys'] = {
  list: () => [],
  rotate: async () => ({ id: 'k1', createdAt: new Date(0), current: true }),
  reencrypt: async () => undefined,
  state: async () => undefined,
  start: async () => undefined,
  stop: async () => undefined,
};
const nobody: ServerDeps['privacy'] = {
  rights: {
    export: async () => Promise.reject(failure('citizen-not-found')),
    erase: async () => Promise.reject(failure('citizen-not-found')),
  },
  retention: {
    run: async () => Promise.reject(failure('not-ready')),
    state: async () => ({ rules: [] }),
  },
};
const forgetfulInputs: InputRepository = {
  insert: async () => true,
  find: async () => undefined,
  newInputs: async () => [],
  markDone: async () => undefined,
  conversationsWithNew: async () => [],
};

function ticketServiceOf(tickets: Tickets, conversations: MemoryConversations): TicketService {
  return {
    list: (query) => tickets.list(query),
    count: (query, limit) => tickets.count(query, limit),
    get: (id) => tickets.get(id),
    create: async (staff, commandId, conversationId, request) => {
      const { conversation } = await conversations.get(conversationId);
      const mover = { type: 'staff', ...staff } as const;
      const born = { platform: staff.platform };
      return tickets.open(`t-${commandId}`, commandId, request, conversation.citizenId, mover, born);
    },
    move: (id, mover, commandId, move, details, expected) =>
      tickets.move(id, mover, commandId, move, details, expected),
    rehearse: (ticket, moves) => rehearse(tickets, ticket, moves),
    similar: (ticket, within) => tickets.similar(ticket, { ...within, people: [ticket.citizenId] }),
    alike: (said, within) => tickets.alike(said, within),
    publicView: (number, code) => tickets.publicView(number, code),
  };
}
