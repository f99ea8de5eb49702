import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { addressOf } from './gate.js';
import { readJsonBodies } from './json-body.js';
import { answerProblem } from './problem.js';
import { continueRoutes } from './routes/continue.js';
import { messageRoutes } from './routes/messages.js';
import { sessionRoutes } from './routes/sessions.js';
import { streamRoutes } from './routes/stream.js';
import { uploadRoutes } from './routes/uploads.js';
import type { Web } from './web.js';

/** The API of the web channel; runs inside any Fastify, with or without the server's own plugins. */
export async function registerApi(app: FastifyInstance, web: Web): Promise<void> {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerProblem);
  if (!app.hasRequestDecorator('cookies')) await app.register(cookie);
  if (!app.hasContentTypeParser('multipart/form-data')) await app.register(multipart);
  readJsonBodies(app);
  app.addHook('onRequest', async (request) => web.limits.take('address.requests', addressOf(request)));
  app.addHook('preClose', async () => web.streams.endAll());
  await app.register(sessionRoutes(web));
  await app.register(messageRoutes(web));
  await app.register(continueRoutes(web));
  await app.register(streamRoutes(web));
  await app.register(uploadRoutes(web));
}
