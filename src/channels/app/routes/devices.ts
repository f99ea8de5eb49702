import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { App } from '../app.js';
import { addressOf, deviceOf } from '../gate.js';
import { AppProblem, ProblemDocument } from '../problem.js';
import { ContinueLink, DevicePatch, NewDevice, Registered } from '../schemas.js';

/** Registering a device, its push token, and signing out. */
export function deviceRoutes(app: App): FastifyPluginAsyncZod {
  return async (scope) => {
    scope.post('/devices', {
      schema: {
        operationId: 'registerDevice',
        tags: ['app'],
        summary: 'Register the device',
        description:
          'At every start is fine: who knows the key gets the same secret, and the conversation goes on.',
        body: NewDevice,
        response: {
          200: Registered,
          201: Registered,
          400: ProblemDocument,
          403: ProblemDocument,
          429: ProblemDocument,
        },
      },
      handler: async (request, reply) => {
        await app.limits.take('address.registrations', addressOf(request));
        const registered = await app.devices.register(request.body);
        return reply
          .code(registered.known ? 200 : 201)
          .header('cache-control', 'no-store')
          .send(registered);
      },
    });

    scope.patch('/devices/current', {
      schema: {
        operationId: 'changeDevice',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Change the push token of this device',
        body: DevicePatch,
        response: { 204: z.undefined(), 400: ProblemDocument, 401: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request, reply) => {
        const device = await deviceOf(app, request);
        await app.devices.setPushToken(device.id, request.body.pushToken);
        return reply.code(204).send();
      },
    });

    scope.post('/continue', {
      schema: {
        operationId: 'continueHere',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Go on here with what was begun on another channel',
        description: 'For a link of ours that was opened in the app. Safe to repeat.',
        body: ContinueLink,
        response: {
          204: z.undefined(),
          400: ProblemDocument,
          401: ProblemDocument,
          404: ProblemDocument,
          429: ProblemDocument,
        },
      },
      handler: async (request, reply) => {
        const device = await deviceOf(app, request);
        const came = await app.host.continueHere(request.body.token, app.config.account, device.id);
        if (came === 'gone') throw new AppProblem('link-gone');
        return reply.code(204).send();
      },
    });

    scope.delete('/devices/current', {
      schema: {
        operationId: 'signOutDevice',
        tags: ['app'],
        security: [{ device: [] }],
        summary: 'Sign out: the secret is worthless from now on, and no notices come',
        response: { 204: z.undefined(), 401: ProblemDocument, 429: ProblemDocument },
      },
      handler: async (request, reply) => {
        const device = await deviceOf(app, request);
        await app.devices.signOut(device.id);
        return reply.code(204).send();
      },
    });
  };
}
