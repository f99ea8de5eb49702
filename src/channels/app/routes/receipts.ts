import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { App } from '../app.js';
import { deviceOf } from '../gate.js';
import { ProblemDocument } from '../problem.js';
import { Receipts, ReceiptsTaken } from '../schemas.js';
import { whenWritten } from '../sent-at.js';

/** What the device has shown and the citizen has read. */
export function receiptRoutes(app: App): FastifyPluginAsyncZod {
  return async (scope) => {
    scope.post('/receipts', {
      schema: {
        operationId: 'sendReceipts',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Say which answers arrived and which were read',
        description: 'In any order and as often as needed: a status only moves forward.',
        body: Receipts,
        response: { 200: ReceiptsTaken, 400: ProblemDocument, 401: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request) => {
        const device = await deviceOf(app, request);
        const { account, outboxDays } = app.config;
        const now = app.host.clock.now();
        const unknown: string[] = [];
        for (const { messageId, status, at } of request.body.receipts) {
          const message = await app.host.findOutbound(messageId);
          if (message?.account !== account || message.to !== device.id) {
            unknown.push(messageId);
            continue;
          }
          const told = at === undefined ? undefined : new Date(at);
          const written = whenWritten(told, now, outboxDays * 86_400_000);
          await app.host.receipt({ outboxId: message.id, account, status, at: written.at });
          await app.seen(device.id, message.seq ?? 0);
        }
        return { unknown };
      },
    });
  };
}
