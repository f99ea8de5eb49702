import { createHash, randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ChannelAdapter } from './channels/channel.js';
import type { Settings } from './config/settings.js';
import { Assigner } from './core/assignment/assigner.js';
import { workingCalendar } from './core/deadline/calendar.js';
import { zoneOf } from './core/deadline/zone.js';
import { Deliverer } from './core/delivery/deliverer.js';
import { Fallback } from './core/delivery/fallback.js';
import { Contacts } from './core/identity/contacts.js';
import { ContinueLinks } from './core/identity/continue-links.js';
import { OneTime } from './core/identity/one-time.js';
import { PhoneBinding } from './core/identity/phone-binding.js';
import { createAccept } from './core/intake/accept.js';
import { openPastedLinks } from './core/intake/pasted-link.js';
import { createUnderstand } from './core/language/understand.js';
import type { Understand } from './core/language/understanding.js';
import { PEER_CHANNEL, PEER_SOURCE } from './core/exchange/lines.js';
import type { City } from './core/model/city.js';
import type { StoredMessage } from './core/model/message.js';
import type { Clock } from './core/ports.js';
import { EventRules } from './core/rules/event-rules.js';
import { followTickets } from './core/ticket/follow-tickets.js';
import { Tickets } from './core/ticket/tickets.js';
import { ConversationWorker } from './core/work/conversation-worker.js';
import { LocalWaker } from './core/work/local-waker.js';
import { createStepContext } from './core/work/step-context.js';
import { Sweeper } from './core/work/sweeper.js';
import { CallDesk } from './desk/call-desk.js';
import { assignmentNotice } from './desk/assignment-notice.js';
import { atWork } from './desk/at-work.js';
import { accountRecord } from './desk/account-record.js';
import { CitizenRights } from './desk/citizen-rights.js';
import { CityDesk } from './desk/city-desk.js';
import { CallIntake } from './desk/call-intake.js';
import { openInbox } from './desk/inbox/open-inbox.js';
import { Exchange } from './exchange/exchange.js';
import { ExchangeSender } from './exchange/exchange-sender.js';
import { peersOf } from './exchange/peers.js';
import { createDuty } from './desk/duty.js';
import { PublicationDesk } from './desk/publication-desk.js';
import { RatesDesk } from './desk/rates-desk.js';
import { RuleDesk } from './desk/rule-desk.js';
import { EmergencyDesk } from './desk/emergency-desk.js';
import { PersonDesk } from './desk/person-desk.js';
import { QuarantineDesk } from './desk/quarantine-desk.js';
import { StaffFiles } from './desk/staff-files.js';
import { TemplateDesk } from './desk/template-desk.js';
import { TicketDesk } from './desk/ticket-desk.js';
import { measureAccounts } from './host/account-metrics.js';
import { Accounts } from './host/accounts.js';
import { FileLinks } from './host/file-links.js';
import { AuditDays } from './host/audit-days.js';
import { News } from './host/news.js';
import { StaffNews } from './host/staff-news.js';
import { readiness } from './host/readiness.js';
import { RetentionDays } from './host/retention-days.js';
import { createSaveAttachment } from './host/save-attachment.js';
import { createIds } from './host/ids.js';
import { createSecrets } from './host/secrets.js';
import { createStaffService, type StaffService } from './server/auth/staff-service.js';
import { TicketExports } from './server/export/ticket-exports.js';
import { createServer } from './server/server.js';
import { createPersonStore } from './store/person-data.js';
import { createKeyDesk } from './store/pii/key-desk.js';
import { runRetention } from './store/retention.js';
import { openVault } from './store/pii/open-vault.js';
import { rulesVersioned } from './store/city-version-store.js';
import { createStores } from './store/stores.js';
import { createRenderer } from './templates/render.js';
import { createWebhooks } from './webhooks/create-webhooks.js';

export interface HubOptions {
  settings: Settings;
  city: City;
  connection: Connection;
  log: Logger;
  version: string;
  /** True when no other process works on this store: leases of the last run are then void. */
  alone: boolean;
  clock?: Clock;
  /** Made beforehand, while the store was opening. */
  understand?: Understand;
}

export interface Hub {
  server: FastifyInstance;
  staff: StaffService;
  adapters: readonly ChannelAdapter[];
  /** Starts workers and channels; resolves when sweeping has begun, not when every provider answers. */
  start(): Promise<void>;
  /** Stops taking in, lets running work finish, stores what is in hand. Safe to call twice. */
  stop(): Promise<void>;
}

/** Wires the hub: the only place that knows all parts. */
export async function createHub(options: HubOptions): Promise<Hub> {
  const { settings, connection, log } = options;
  const city = rulesVersioned(options.city);
  const clock = options.clock ?? { now: () => new Date() };
  const ids = createIds(clock);
  const random = { int: (below: number) => randomInt(below) };
  const vault = await openVault(connection, settings.keysFile, clock.now());
  const stores = await createStores(connection, vault, clock);
  const secrets = createSecrets(settings.dataDir, settings.secret);
  const news = new News();
  const staffNews = new StaffNews();
  const waker = new LocalWaker();
  const understand = options.understand ?? createUnderstand(city);
  const zone = zoneOf(city.profile.timezone);
  const calendar = workingCalendar(city.deadlines, city.holidays);
  const metrics = new Registry();

  const oneTime = new OneTime(secrets('one-time'));
  const contacts = new Contacts({ ...stores, clock });
  const continueLinks = new ContinueLinks({ ...stores, clock, waker, oneTime });
  const phoneCalls = new CallIntake({
    calls: stores.calls,
    clock,
    onNews: (staffId) => news.publish(`screen:${staffId}`),
  });
  const saveAttachment = createSaveAttachment(stores.attachments, clock, settings.limits.attachmentBytes);
  const accounts = await Accounts.load(settings, {
    phoneCalls,
    oneTime,
    continueLinks,
    waker,
    accept: openPastedLinks(
      createAccept({
        messages: stores.messages,
        raw: stores.raw,
        clock,
        ids,
        waker,
        debounceOf: (channel, account) => accounts.traitsOf(channel, account).debounceMs,
      }),
      {
        continueLinks,
        isPublic: (channel, account) => accounts.traitsOf(channel, account).dialogue === 'public',
        publicBaseUrl: settings.publicBaseUrl,
      },
    ),
    saveAttachment,
    ...stores,
    news,
    secretOf: secrets,
    clock,
    ids,
    log,
    publicBaseUrl: settings.publicBaseUrl,
    timezone: city.profile.timezone,
  });
  measureAccounts(metrics, accounts, stores.backlog, clock);

  const onError = (what: string, error: unknown) =>
    log.error({ err: error, what }, 'work failed, it is tried again');
  const onNews = (id: string, stored?: StoredMessage[]) => {
    news.publish(id, stored);
    staffNews.publish({ type: 'conversation', id });
  };
  const {
    webhooks,
    sender: webhookSender,
    desk: webhookDesk,
  } = createWebhooks({ store: stores.webhooks, settings: settings.webhooks, city, clock, metrics, onError });
  const rulesOf = await stores.cityVersions.keep(city);
  const tickets: Tickets = new Tickets({
    tickets: stores.tickets,
    inputs: stores.inputs,
    clock,
    random,
    waker,
    city,
    staffNotices: stores.staffNotices,
    calendar,
    rulesOf,
    sourceOf: (channel) => (channel === PEER_CHANNEL ? PEER_SOURCE : accounts.traitsOf(channel).source),
    tellPeers: (ticket, afterSeq) => exchange.owe(ticket, afterSeq),
    meetRules: (ticket, events) => eventRules.meet(ticket, events),
    tellSubscribers: (ticket, afterSeq) => webhooks.owe(ticket, afterSeq),
    followTickets: (conversationId) => followTickets(conversationId, stores),
    onMoved: (hint) => staffNews.publish(hint),
  });
  const eventRules = new EventRules({
    rules: stores.rules,
    runs: stores.ruleRuns,
    tickets,
    staffNotices: stores.staffNotices,
    clock,
    onTold: (ticket, notices) => staffNews.publish({ type: 'ticket', ticket, notices }),
  });
  const peers = peersOf(settings.exchange.peers, city, clock);
  const exchange: Exchange = new Exchange({ peers, store: stores.exchange, tickets, city, clock });
  const exchangeSender = new ExchangeSender({ peers, store: stores.exchange, clock, onError });
  const binding = new PhoneBinding({
    ...stores,
    contacts,
    clock,
    waker,
    oneTime,
    phoneAccount: () => accounts.phoneAccount(),
    isPhone: (channel) => accounts.traitsOf(channel).addresses === 'phone',
  });
  const fallback = new Fallback({
    ...stores,
    ticketRepository: stores.tickets,
    tickets,
    contacts,
    traitsOf: (channel, account) => accounts.traitsOf(channel, account),
    clock,
    waker,
  });
  const links = new FileLinks(secrets('file-links'), {
    ...stores,
    clock,
    publicBaseUrl: settings.publicBaseUrl,
  });
  const alerts = new EmergencyDesk({
    alerts: stores.alerts,
    staff: stores.staff.staff,
    clock,
    zone,
    duty: city.duty,
    onNews: () => news.publish('alerts'),
  });
  const lookups = new RateLimiterMemory({ points: 10, duration: 3600 });
  const renderer = createRenderer({
    service: { 'zh-CN': city.profile.serviceName, en: city.profile.serviceNameEn },
    timezone: city.profile.timezone,
    publicBaseUrl: settings.publicBaseUrl,
  });
  const worker = new ConversationWorker({
    ...stores,
    tickets,
    binding,
    continueLinks,
    alarms: alerts,
    waker,
    clock,
    renderer,
    traitsOf: (channel, account) => accounts.traitsOf(channel, account),
    fileLink: (file, conversation) => links.to(file, conversation),
    contextFor: createStepContext({
      clock,
      city,
      tickets,
      understand,
      calendar,
      staffOnDuty: createDuty({
        store: stores.staff,
        clock,
        idleMs: settings.staff.session.idleMinutes * 60_000,
      }),
      countWaiting: (before, exceptId) => stores.conversations.countWaiting(before, exceptId),
      publicBaseUrl: settings.publicBaseUrl,
      mayLookUp: async (id) => ((await lookups.get(id))?.remainingPoints ?? 1) > 0,
      wrongCode: async (id) => void (await lookups.penalty(id)),
      contacts,
      binding,
    }),
    onNews,
    onPoison: ({ error, ...which }) =>
      log.error({ err: error, ...which }, 'a step failed; its input was set aside'),
  });
  const deliverer = new Deliverer({
    ...stores,
    clock,
    send: (message) => accounts.send(oneTime.fill(message)),
    moveOn: (message) => fallback.moveOn(message),
    codeNotSent: (codeId) => binding.codeNotSent(codeId),
    repeatSafe: ({ channel, account }) => accounts.traitsOf(channel, account).repeatSafe,
    jitter: Math.random,
    onNews,
  });
  waker.start({ visit: (id) => worker.visit(id), deliver: () => deliverer.pass(), onError });
  const visit = (id: string) => worker.visit(id);
  const files = new StaffFiles({ save: saveAttachment, memory: stores.memoryOf('@uploads'), clock });
  const { conversations, inbox } = openInbox({
    stores,
    clock,
    waker,
    visit,
    files,
    zone,
    onNews,
    publish: (hint) => staffNews.publish(hint),
  });
  const assigner = new Assigner({
    ...stores,
    policy: settings.assignment,
    clock,
    atWork: () => atWork({ store: stores.staff, clock, idleMs: settings.staff.session.idleMinutes * 60_000 }),
    isTyping: (conversationId, staffId) => inbox.presence.isTyping(conversationId, staffId),
    dialogueOf: (channel, account) => accounts.traitsOf(channel, account).dialogue,
    visit,
    tell: assignmentNotice({
      staffNotices: stores.staffNotices,
      onNotice: (to) => staffNews.publish({ type: 'notice', to }),
    }),
  });
  const sweeper = new Sweeper({
    ...stores,
    ticketRepository: stores.tickets,
    tickets,
    chores: [
      { name: 'alert', due: (now, limit) => alerts.due(now, limit), run: (id) => alerts.keepTime(id) },
      { name: 'assignment', due: async (now) => assigner.due(now), run: () => assigner.pass() },
      { name: 'rule', due: (_now, limit) => eventRules.due(limit), run: (id) => eventRules.carryOut(id) },
      {
        name: 'reply',
        due: (now, limit) => inbox.replies.due(now, limit),
        run: (id) => inbox.replies.send(id),
      },
    ],
    waker,
    clock,
    onError,
  });

  const auditDays = new AuditDays({
    audit: stores.audit,
    folder: join(settings.dataDir, 'anchors'),
    zone,
    clock,
    onError,
  });

  const keys = createKeyDesk({ connection, vault, audit: stores.audit, clock, onError });
  const rates = new RatesDesk({
    tickets: stores.tickets,
    rates: stores.unitRates,
    zone,
    clock,
    onError,
  });
  const retention = new RetentionDays({
    run: (dryRun) =>
      runRetention({ connection, vault, ...stores, periods: settings.retention }, clock.now(), { dryRun }),
    audit: stores.audit,
    periods: settings.retention,
    zone,
    clock,
    onError,
  });

  const staff = createStaffService({
    store: stores.staff,
    clock,
    ids,
    randomness: random,
    units: city.units.map((unit) => unit.id),
    platforms: city.units.filter(({ kind }) => kind === 'county').map(({ id }) => id),
    secretOf: secrets,
    policy: settings.staff,
    audit: accountRecord(stores.audit),
    serviceName: city.profile.serviceName,
    publicBaseUrl: settings.publicBaseUrl,
  });
  const ticketDesk = new TicketDesk({ ...stores, tickets, contacts, visit, files });
  const ticketExports = new TicketExports({
    exports: stores.exports,
    tickets: ticketDesk,
    staff: stores.staff.staff,
    city,
    clock,
    audit: stores.audit,
    onError,
  });
  const server = await createServer({
    conversations,
    inbox,
    people: new PersonDesk({ ...stores, contacts }),
    tickets: ticketDesk,
    telephone: {
      calls: new CallDesk({
        ...stores,
        clock,
        visit,
        lines: () => accounts.adapters.flatMap(({ line }) => line ?? []),
      }),
      onCallNews: (staffId, onNews) => news.subscribe(`screen:${staffId}`, onNews),
    },
    staff,
    publications: new PublicationDesk({ ...stores, understand, clock }),
    understand,
    raiseFlag: (id, flag) => stores.conversations.raiseFlag(id, flag),
    portal: settings.portal,
    attachments: stores.attachments,
    uploads: files,
    quarantine: new QuarantineDesk({
      ...stores,
      waker,
      clock,
      retake: (channel, account, kept) => accounts.retake(channel, account, kept),
    }),
    keys,
    privacy: {
      rights: new CitizenRights({
        people: createPersonStore({ connection, vault, ...stores }),
        contacts,
        clock,
        keptByLawDays: settings.retention.keptByLaw,
      }),
      retention,
    },
    audit: {
      record: (event) => stores.audit.record(event),
      list: (query) => stores.audit.list(query),
      anchors: () => stores.audit.anchors(),
      verify: () => auditDays.verify(),
    },
    documents: stores.documents,
    adapters: accounts.adapters,
    channels: accounts,
    traitsOf: (channel, account) => accounts.traitsOf(channel, account),
    files: { find: (token) => links.find(token), attachments: stores.attachments },
    readiness: async () => readiness({ storeIsUp: await ping(connection), working, accounts, ...stores }),
    metrics,
    city,
    log,
    clock,
    ids,
    limits: { bodyBytes: settings.limits.bodyBytes, attachmentBytes: settings.limits.attachmentBytes },
    publicBaseUrl: settings.publicBaseUrl,
    trustProxy: settings.trustProxy,
    version: options.version,
    alerts: { alerts, onAlertNews: (onNews) => news.subscribe('alerts', onNews) },
    exchange: { peers, exchange, sender: exchangeSender, store: stores.exchange, clock },
    webhooks: webhookDesk,
    templates: new TemplateDesk({
      renderer,
      channels: accounts,
      traitsOf: (channel, account) => accounts.traitsOf(channel, account),
    }),
    cityDesk: new CityDesk({ city, cityDir: settings.cityDir, tickets: stores.tickets, rulesOf, clock }),
    notices: stores.staffNotices,
    rules: new RuleDesk({
      ...stores,
      engine: eventRules,
      city,
      isStaff: async (id) => (await stores.staff.staff.byId(id)) !== undefined,
      clock,
    }),
    macros: stores.macros,
    assignments: stores.assignments,
    assignmentPolicy: settings.assignment,
    colleagues: stores.staff.staff,
    views: stores.views,
    rates,
    exports: stores.exports,
    ticketExports,
    onStaffNews: (onHint) => staffNews.subscribe(onHint),
  });

  /** Days off or the lives of units are others than at the last start: what time asks is worked out anew. */
  const recountAfterNewCalendar = async () => {
    const calendarId = calendarIdOf(city);
    const { changed, done } = await stores.cityVersions.calendarChanged(calendarId);
    if (!changed) return;
    await tickets.recountAll(calendarId);
    await done();
  };
  let recounting: Promise<void> | undefined;
  let working = false;
  let stopped: Promise<void> | undefined;
  return {
    server,
    staff,
    adapters: accounts.adapters,
    async start() {
      if (options.alone) await stores.messages.abandonSending(clock.now());
      sweeper.start();
      auditDays.start();
      rates.start();
      retention.start();
      await keys.start();
      exchangeSender.start();
      webhookSender.start();
      await accounts.start();
      await ticketExports.start();
      working = true;
      recounting = recountAfterNewCalendar().catch((error: unknown) => onError('recount', error));
    },
    stop() {
      stopped ??= (async () => {
        working = false;
        await accounts.stopReceiving();
        await server.close();
        await recounting;
        await ticketExports.stop();
        await Promise.all([sweeper.stop(), exchangeSender.stop(), webhookSender.stop()]);
        await waker.stop();
        await keys.stop();
        await retention.stop();
        await auditDays.stop();
        await rates.stop();
      })();
      return stopped;
    },
  };
}

function calendarIdOf({ holidays, deadlines, units }: City): string {
  const { workingHours } = deadlines;
  const validity = units.map(({ id, validTo, successors }) => [id, validTo, successors]);
  return createHash('sha256')
    .update(JSON.stringify({ holidays, workingHours, validity }))
    .digest('hex')
    .slice(0, 16);
}

async function ping(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.admin().ping();
    return true;
  } catch {
    // The report says "down"; the reason is in the driver's own log.
    return false;
  }
}
