import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { App } from './app.js';
import { addressOf } from './gate.js';
import { answerProblem } from './problem.js';
import { deviceRoutes } from './routes/devices.js';
import { messageRoutes } from './routes/messages.js';
import { receiptRoutes } from './routes/receipts.js';
import { uploadRoutes } from './routes/uploads.js';

/** The API of the app channel; runs inside any Fastify, with or without the server's own plugins. */
export async function registerApi(scope: FastifyInstance, app: App): Promise<void> {
  scope.setValidatorCompiler(validatorCompiler);
  scope.setSerializerCompiler(serializerCompiler);
  scope.setErrorHandler(answerProblem);
  scope.addHook('onRequest', async (request) => app.limits.take('address.requests', addressOf(request)));
  // A phone that waits for news must not hold up a hub that stops.
  scope.addHook('preClose', async () => app.waits.endAll());
  await scope.register(deviceRoutes(app));
  await scope.register(messageRoutes(app));
  await scope.register(receiptRoutes(app));
  await scope.register(uploadRoutes(app));
}
