import swagger from '@fastify/swagger';
import Fastify from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import app from '../../src/channels/app/index.js';
import { SECURITY_SCHEMES } from '../../src/server/openapi.js';
import { FakeHost } from '../../test/conformance/fake-host.js';

/** The part of JSON Schema that the routes' schemas become. */
const Base = z.object({
  $ref: z.string().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  required: z.array(z.string()).optional(),
});
export type Schema = z.infer<typeof Base> & {
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
};
export const Schema: z.ZodType<Schema> = Base.extend({
  properties: z.lazy(() => z.record(z.string(), Schema)).optional(),
  items: z.lazy(() => Schema).optional(),
  oneOf: z.lazy(() => z.array(Schema)).optional(),
  anyOf: z.lazy(() => z.array(Schema)).optional(),
});

const Content = z.record(z.string(), z.object({ schema: Schema }));

const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.enum(['path', 'query']), schema: Schema }))
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
});
export type Operation = z.infer<typeof Operation>;

const Document = z.object({
  components: z.object({ schemas: z.record(z.string(), Schema) }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});
export type Document = z.infer<typeof Document>;

/** The description of the app's API as its routes give it, before it is anywhere written down. */
export async function appDocument(): Promise<Document> {
  const [adapter] = app.create(app.config.parse({}), new FakeHost());
  const { http } = adapter ?? {};
  if (!http) throw new Error('the app channel has no routes');
  const server = Fastify();
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'hub12345', version: '1' },
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await server.register((scope) => http.register(scope), { prefix: http.prefix });
  await server.ready();
  const document: unknown = server.swagger();
  await server.close();
  return Document.parse(document);
}
