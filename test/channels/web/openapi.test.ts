import { expect, test } from '@jest/globals';
import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import web from '../../../src/channels/web/index.js';
import { FakeHost } from '../../conformance/fake-host.js';

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({ tags: z.array(z.string()), summary: z.string(), responses: z.looseObject({}) }),
    ),
  ),
});

test('every route of the API is described for those who build on it', async () => {
  const [adapter] = web.create(web.config.parse({}), new FakeHost());
  const app = Fastify();
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'hub', version: '1' } },
    transform: jsonSchemaTransform,
  });
  await app.register(async (scope) => adapter?.http?.register(scope), {
    prefix: adapter?.http?.prefix ?? '',
  });
  await app.ready();
  const { paths } = Document.parse(app.swagger());
  const api = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { tags }]) => `${tags.join()} ${method.toUpperCase()} ${path}`),
  );
  expect(api.sort()).toEqual([
    'web DELETE /api/web/sessions/current',
    'web GET /api/web/challenge',
    'web GET /api/web/messages',
    'web GET /api/web/sessions/current',
    'web GET /api/web/stream',
    'web GET /api/web/uploads/{id}',
    'web POST /api/web/continue',
    'web POST /api/web/messages',
    'web POST /api/web/messages/{id}/read',
    'web POST /api/web/sessions',
    'web POST /api/web/uploads',
  ]);
  await app.close();
});
