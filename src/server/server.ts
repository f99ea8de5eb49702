import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { adminChannelRoutes } from './admin/channel-routes.js';
import { adminStaffRoutes } from './admin/staff-routes.js';
import { guardBySession, sessionCookie } from './auth/session-gate.js';
import { SERVER_LIMITS, type ServerDeps } from './deps.js';
import { answerBrokenHttp, answerProblems, sendProblem } from './errors/answer-problems.js';
import { drainQuickly } from './drain.js';
import { describeRoutes } from './openapi.js';
import { fileRoutes } from './public/file-routes.js';
import { hotlineRoutes } from './public/hotline-routes.js';
import { progressRoutes } from './public/progress-routes.js';
import { measureRequests } from './request-metrics.js';
import { attachmentRoutes } from './staff/attachment-routes.js';
import { bulkRoutes } from './staff/bulk-routes.js';
import { callRoutes } from './staff/call-routes.js';
import { conversationRoutes } from './staff/conversation-routes.js';
import { exportRoutes } from './staff/export-routes.js';
import { noticeRoutes } from './staff/notice-routes.js';
import { ownSessionRoutes } from './staff/own-session-routes.js';
import { outboxRoutes } from './staff/outbox-routes.js';
import { personRoutes } from './staff/person-routes.js';
import { previewRoutes } from './staff/preview-routes.js';
import { quarantineRoutes } from './staff/quarantine-routes.js';
import { sessionRoutes } from './staff/session-routes.js';
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
  await app.register(cookie);
  await describeRoutes(app, deps.version);

  app.register(async (scope) => systemRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps));
  app.register(async (scope) => fileRoutes(scope.withTypeProvider<ZodTypeProvider>(), deps.files));
  app.register(
    async (scope) => {
      const open = scope.withTypeProvider<ZodTypeProvider>();
      progressRoutes(open, { tickets: deps.tickets, ...limits });
      hotlineRoutes(open, deps.city, deps.clock);
    },
    { prefix: '/api/public' },
  );

  const session = sessionCookie(deps.publicBaseUrl);
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
      conversationRoutes(guarded, deps);
      previewRoutes(guarded, deps);
      personRoutes(guarded, deps);
      ticketRoutes(guarded, deps);
      if (deps.telephone) callRoutes(guarded, { ...deps, ...deps.telephone });
      attachmentRoutes(guarded, deps);
      quarantineRoutes(guarded, deps.quarantine);
      outboxRoutes(guarded, deps.conversations);
      guarded.register(async (inner) =>
        uploadRoutes(inner.withTypeProvider<ZodTypeProvider>(), {
          files: deps.uploads,
          maxBytes: limits.attachmentBytes,
        }),
      );
      ticketListRoutes(guarded, deps);
      bulkRoutes(guarded, deps);
      noticeRoutes(guarded, deps);
      staffStream(guarded, deps);
      viewRoutes(guarded, deps);
      exportRoutes(guarded, deps);
    },
    { prefix: '/api/staff' },
  );
  app.register(
    async (scope) => {
      guardBySession(scope, deps.staff, session);
      scope.register(async (s) => adminStaffRoutes(s.withTypeProvider<ZodTypeProvider>(), deps.staff));
      scope.register(async (s) => adminChannelRoutes(s.withTypeProvider<ZodTypeProvider>(), deps.channels));
    },
    { prefix: '/api/admin' },
  );

  for (const { http } of deps.adapters)
    if (http) app.register((scope) => http.register(scope), { prefix: http.prefix });

  return app;
}
