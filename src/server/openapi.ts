import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

/** How callers show who they are. A channel brings routes, not schemes, so its scheme is here. */
export const SECURITY_SCHEMES = {
  session: { type: 'apiKey', in: 'cookie', name: '__Host-sid' },
  device: { type: 'http', scheme: 'bearer', description: 'Secret of a registered device' },
} as const;

/** Describes every route from its own schemas: `/openapi.json` for programs, `/docs` for people. */
export async function describeRoutes(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'hub12345',
        version,
        description:
          'Refusals are problem documents; their codes are listed in docs/errors.md. Staff and admin routes need the session cookie and, for changes, the headers x-csrf-token and Idempotency-Key.',
      },
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    // The plug-in's own policy asks for https, which a hub on a plain inner network has not.
    staticCSP: {
      'default-src': "'self'",
      'img-src': "'self' data:",
      'object-src': "'none'",
      'base-uri': "'self'",
      'frame-ancestors': "'self'",
    },
    uiConfig: { validatorUrl: null },
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}
