import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { adminAuditRoutes } from './admin/audit-routes.js';
import { adminChannelRoutes } from './admin/channel-routes.js';
import { adminCityRoutes } from './admin/city-routes.js';
import { adminKeyRoutes } from './admin/key-routes.js';
import { adminPrivacyRoutes } from './admin/privacy-routes.js';
import { adminStaffRoutes } from './admin/staff-routes.js';
import { adminTemplateRoutes } from './admin/template-routes.js';
import { adminWebhookRoutes } from './admin/webhook-routes.js';
import { guardBySession, sessionCookie } from './auth/session-gate.js';
import { SERVER_LIMITS, type ServerDeps } from './deps.js';
import { answerBrokenHttp, answerProblems, sendProblem } from './errors/answer-problems.js';
import { drainQuickly } from './drain.js';
import { describeRoutes } from './openapi.js';
import { pageRoutes, readFormBodies } from './pages/page-routes.js';
import { boundariesOf, staticFiles } from './pages/static-files.js';
import { allowWidgets } from './pages/widget-origins.js';
import { exchangeRoutes } from './exchange/exchange-routes.js';
import { peerRoutes } from './staff/peer-routes.js';
import { fileRoutes } from './public/file-routes.js';
import { formRoutes } from './public/form-routes.js';
import { hotlineRoutes } from './public/hotline-routes.js';
import { createLookUp } from './public/look-up.js';
import { progressRoutes } from './public/progress-routes.js';
import { publicationDeskRoutes } from './public/publication-desk-routes.js';
import { publicationRoutes } from './public/publication-routes.js';
import { regionRoutes } from './public/region-routes.js';
import { nearbyRoutes } from './public/nearby-routes.js';
import { suggestionRoutes } from './public/suggestion-routes.js';
import { measureRequests } from './request-metrics.js';
import { alertRoutes } from './staff/alert-routes.js';
import { assignmentRoutes } from './staff/assignment-routes.js';
import { attachmentRoutes } from './staff/attachment-routes.js';
import { bulkRoutes } from './staff/bulk-routes.js';
import { cannedAnswerRoutes } from './staff/canned-answer-routes.js';
import { colleagueRoutes } from './staff/colleague-routes.js';
import { heardRequestRoutes } from './staff/heard-request-routes.js';
import { inboxRoutes } from './staff/inbox-routes.js';
import { placeRoutes } from './staff/place-routes.js';
import { replyRoutes } from './staff/reply-routes.js';
import { callRoutes } from './staff/call-routes.js';
import { catalogueRoutes } from './staff/catalogue-routes.js';
import { conversationRoutes } from './staff/conversation-routes.js';
import { handOverRoutes } from './staff/hand-over-routes.js';
import { exportRoutes } from './staff/export-routes.js';
import { macroRoutes } from './staff/macro-routes.js';
import { macroRunRoutes } from './staff/macro-run-routes.js';
import { noticeRoutes } from './staff/notice-routes.js';
import { ownSessionRoutes } from './staff/own-session-routes.js';
import { outboxRoutes } from './staff/outbox-routes.js';
import { personRoutes } from './staff/person-routes.js';
import { previewRoutes } from './staff/preview-routes.js';
import { revealRoute } from './staff/reveal-route.js';
import { recorderOf } from './record.js';
import { quarantineRoutes } from './staff/quarantine-routes.js';
import { ruleRoutes } from './staff/rule-routes.js';
import { sessionRoutes } from './staff/session-routes.js';
import { documentRoutes } from './staff/document-routes.js';
import { joinRoutes } from './staff/join-routes.js';
import { ratesRoutes } from './staff/rates-routes.js';
import { similarRoutes } from './staff/similar-routes.js';
import { unitRoutes } from './staff/unit-routes.js';
import { suggestRoutes } from './staff/suggest-routes.js';
import { staffStream } from './staff/staff-stream.js';
import { ticketListRoutes } from './staff/ticket-list-routes.js';
import { ticketRoutes } from './staff/ticket-routes.js';
import { uploadRoutes } from './staff/upload-routes.js';
import { viewRoutes } from './staff/view-routes.js';
import { systemRoutes } from './system-routes.js';
import { refuseBrokenUtf8 } from './utf8.js';

/**
 * The hub's HTTP server. The caller may still add pages before it listens; closing it lets running
 * requests finish.
 */
export async function createServer(deps: ServerDeps): Promise<FastifyInstance> {
  const limits = { ...SERVER_LIMITS, ...deps.limits };
  const app = Fastify({
    loggerInstance: deps.log,
    // Fastify's own lines carry whole addresses, and those carry query codes: we log routes instead.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    genReqId: () => deps.ids.next(),
    requestIdHeader: false,
    trustProxy: deps.trustProxy?.length ? deps.trustProxy : false,
    clientErrorHandler: answerBrokenHttp,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  refuseBrokenUtf8(app);
  measureRequests(app, deps.metrics);
  drainQuickly(app);
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id));

  const https = deps.publicBaseUrl.startsWith('https:');
  await app.register(helmet, {
    enableCSPNonces: true,
    strictTransportSecurity: https,
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        frameAncestors: ["'self'"],
        // Only over https: on a plain loopback it would turn our own addresses into broken ones.
        upgradeInsecureRequests: https ? [] : null,
      },
    },
  });
  allowWidgets(app, deps.portal.widgetOrigins);
  await app.register(cookie);
  await describeRoutes(app, deps.version);

  const lookUp = createLookUp({ tickets: deps.tickets, ...limits });
  app.register(async (scope) => systemRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps));
  app.register(async (scope) => fileRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps.files));
  app.register(
    async (scope) => {
      const open = scope.withTypeProvider<ZodTypeProvider>();
      progressRoutes(open, { ...deps, lookUp });
      hotlineRoutes(open, deps.city, deps.clock);
      formRoutes(open, deps.city);
      regionRoutes(open, { ...deps, boundaries: boundariesOf(deps.city.profile.divisionCode) });
      suggestionRoutes(open, deps);
      nearbyRoutes(open, deps);
      publicationRoutes(open, deps);
    },
    { prefix: '/api/public' },
  );
  app.register(async (scope) => {
    const open = scope.withTypeProvider<ZodTypeProvider>();
    readFormBodies(open);
    pageRoutes(open, { ...deps, lookUp });
    await staticFiles(scope);
  });

  const { exchange, webhooks, templates, cityDesk: desk } = deps;
  const session = sessionCookie(deps.publicBaseUrl);
  const record = recorderOf(deps.audit, deps.clock);
  app.register(
    async (scope) => {
      guardBySession(scope, deps.staff, session);
      const guarded = scope.withTypeProvider<ZodTypeProvider>();
      sessionRoutes(guarded, {
        staff: deps.staff,
        cookie: session,
        ssoCookie: sessionCookie(deps.publicBaseUrl, 'sso'),
        loginsPerAddress: limits.loginsPerAddress,
        publicBaseUrl: deps.publicBaseUrl,
      });
      ownSessionRoutes(guarded, deps.staff);
      conversationRoutes(guarded, { ...deps, record });
      inboxRoutes(guarded, deps);
      replyRoutes(guarded, deps);
      heardRequestRoutes(guarded, { ...deps, record });
      placeRoutes(guarded, deps);
      colleagueRoutes(guarded, deps);
      cannedAnswerRoutes(guarded, deps);
      previewRoutes(guarded, deps);
      personRoutes(guarded, { ...deps, record });
      ticketRoutes(guarded, { ...deps, record });
      joinRoutes(guarded, { ...deps, record });
      similarRoutes(guarded, { ...deps, record });
      suggestRoutes(guarded, deps);
      documentRoutes(guarded, { ...deps, record });
      revealRoute(guarded, { ...deps, record });
      if (deps.telephone) callRoutes(guarded, { ...deps, ...deps.telephone, record });
      attachmentRoutes(guarded, { ...deps, record });
      publicationDeskRoutes(guarded, deps);
      quarantineRoutes(guarded, deps.quarantine, record);
      outboxRoutes(guarded, deps.conversations);
      guarded.register(async (inner) =>
        uploadRoutes(inner.withTypeProvider<ZodTypeProvider>(), {
          files: deps.uploads,
          maxBytes: limits.attachmentBytes,
        }),
      );
      if (deps.alerts) alertRoutes(guarded, { ...deps, ...deps.alerts });
      if (exchange) peerRoutes(guarded, exchange);
      unitRoutes(guarded, deps);
      catalogueRoutes(guarded, deps);
      handOverRoutes(guarded, deps);
      ticketListRoutes(guarded, { ...deps, record });
      bulkRoutes(guarded, deps);
      assignmentRoutes(guarded, deps);
      macroRoutes(guarded, deps);
      macroRunRoutes(guarded, { ...deps, record });
      ruleRoutes(guarded, { ...deps, record });
      noticeRoutes(guarded, deps);
      staffStream(guarded, deps);
      viewRoutes(guarded, deps);
      ratesRoutes(guarded, deps);
      exportRoutes(guarded, { ...deps, record });
    },
    { prefix: '/api/staff' },
  );
  app.register(
    async (scope) => {
      guardBySession(scope, deps.staff, session);
      scope.register(async (s) => adminStaffRoutes(s.withTypeProvider<ZodTypeProvider>(), deps.staff));
      scope.register(async (s) =>
        adminChannelRoutes(s.withTypeProvider<ZodTypeProvider>(), deps.channels, record),
      );
      scope.register(async (s) => adminAuditRoutes(s.withTypeProvider<ZodTypeProvider>(), deps));
      scope.register(async (s) => adminKeyRoutes(s.withTypeProvider<ZodTypeProvider>(), deps.keys, record));
      scope.register(async (s) =>
        adminPrivacyRoutes(s.withTypeProvider<ZodTypeProvider>(), deps.privacy, record),
      );
      if (desk)
        scope.register(async (s) =>
          adminCityRoutes(s.withTypeProvider<ZodTypeProvider>(), { ...deps, desk }),
        );
      if (templates)
        scope.register(async (s) =>
          adminTemplateRoutes(s.withTypeProvider<ZodTypeProvider>(), templates, record),
        );
      if (webhooks)
        scope.register(async (s) =>
          adminWebhookRoutes(s.withTypeProvider<ZodTypeProvider>(), webhooks, record),
        );
    },
    { prefix: '/api/admin' },
  );

  if (exchange)
    app.register(async (scope) => exchangeRoutes(scope.withTypeProvider<ZodTypeProvider>(), exchange), {
      prefix: '/exchange/v1',
    });

  for (const { http } of deps.adapters)
    if (http) app.register((scope) => http.register(scope), { prefix: http.prefix });

  return app;
}
