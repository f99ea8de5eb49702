import { z } from 'zod';
import type { FastifyRequest } from 'fastify';
import { Role } from '../../core/model/codes.js';
import { Staff } from '../../core/model/staff.js';
import { doerOf } from '../auth/own-account.js';
import { authorise, signedIn } from '../auth/session-gate.js';
import type { StaffService } from '../auth/staff-service.js';
import { IdParams, Instant, PROBLEMS, type TypedApp } from '../http.js';
import { SessionView, sessionView, StaffView, staffView } from '../views/staff-view.js';

const tags = ['admin'];
const WithPassword = z.object({
  staff: StaffView,
  oneTimePassword: z.string().meta({ description: 'Told this once; to be changed at first sign-in' }),
});
const Name = z.string().trim().min(1).max(100);
const Roles = z.array(Role).min(1).max(8);
const Unit = z.string().max(100);
const Platform = z.string().max(100);

/** Accounts of staff, and anybody's sessions. What is done here is recorded by the accounts themselves. */
export function adminStaffRoutes(app: TypedApp, staff: StaffService): void {
  app.addHook('preHandler', async (request) => void authorise(request, 'staff.manage'));
  const doer = (request: FastifyRequest) => doerOf(signedIn(request));

  app.get(
    '/staff',
    {
      schema: {
        summary: 'List accounts',
        tags,
        response: { 200: z.object({ items: z.array(StaffView) }), ...PROBLEMS },
      },
    },
    async () => ({ items: (await staff.list()).map(staffView) }),
  );

  app.get(
    '/staff/review',
    {
      schema: {
        summary: 'Accounts to look at: unused, ended, signed in from several addresses',
        tags,
        response: {
          200: z.object({
            unused: z.array(StaffView),
            expired: z.array(StaffView),
            shared: z.array(z.object({ staff: StaffView, addresses: z.array(z.string()) })),
          }),
          ...PROBLEMS,
        },
      },
    },
    async () => {
      const { unused, expired, shared } = await staff.review();
      return {
        unused: unused.map(staffView),
        expired: expired.map(staffView),
        shared: shared.map(({ person, addresses }) => ({ staff: staffView(person), addresses })),
      };
    },
  );

  app.post(
    '/staff',
    {
      schema: {
        summary: 'Make an account with a one-time password',
        tags,
        body: z.object({
          login: Staff.shape.login,
          name: Name,
          roles: Roles,
          unit: Unit.optional(),
          platform: Platform.optional().meta({ description: 'County platform; the city’s when absent' }),
          expiresAt: Instant.optional(),
        }),
        response: { 201: WithPassword, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { expiresAt, ...wanted } = request.body;
      const until = expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) };
      const { person, oneTimePassword } = await staff.create({ ...wanted, ...until }, doer(request));
      return reply.code(201).send({ staff: staffView(person), oneTimePassword });
    },
  );

  app.post(
    '/staff/:id',
    {
      schema: {
        summary: 'Change name, roles, unit, platform or last day of an account; a login is never renamed',
        tags,
        params: IdParams,
        body: z.object({
          login: z.string().max(40).optional().meta({ description: 'Refused when it differs' }),
          name: Name.optional(),
          roles: Roles.optional(),
          unit: Unit.nullable().optional().meta({ description: 'null: none' }),
          platform: Platform.nullable().optional().meta({ description: 'null: the city’s' }),
          expiresAt: Instant.nullable().optional().meta({ description: 'null: never' }),
        }),
        response: { 200: StaffView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { expiresAt, ...change } = request.body;
      const until = typeof expiresAt === 'string' ? new Date(expiresAt) : expiresAt;
      return staffView(await staff.change(request.params.id, { ...change, expiresAt: until }, doer(request)));
    },
  );

  const acts = [
    ['disable', 'Close an account and end its sessions', 'disable'],
    ['enable', 'Open a closed account again', 'enable'],
    [
      'reset-second-factor',
      'Take the second factor of an account away; its sessions end',
      'resetSecondFactor',
    ],
    ['unlink-sso', 'Forget who an account is at the OpenID provider; its sessions end', 'unlinkSso'],
  ] as const;
  for (const [path, summary, act] of acts)
    app.post(
      `/staff/:id/${path}`,
      { schema: { summary, tags, params: IdParams, response: { 200: StaffView, ...PROBLEMS } } },
      async (request) => staffView(await staff[act](request.params.id, doer(request))),
    );

  app.post(
    '/staff/:id/reset-password',
    {
      schema: {
        summary: 'Give a new one-time password, end sessions, lift a lock',
        tags,
        params: IdParams,
        response: { 200: WithPassword, ...PROBLEMS },
      },
    },
    async (request) => {
      const { person, oneTimePassword } = await staff.resetPassword(request.params.id, doer(request));
      return { staff: staffView(person), oneTimePassword };
    },
  );

  app.delete(
    '/staff/:id/sessions',
    {
      schema: {
        summary: 'End all sessions of an account',
        tags,
        params: IdParams,
        response: { 200: z.object({ ended: z.number().int() }), ...PROBLEMS },
      },
    },
    async (request) => ({ ended: await staff.endSessionsOf(request.params.id, doer(request)) }),
  );

  app.get(
    '/sessions',
    {
      schema: {
        summary: 'Who is signed in, and from where',
        tags,
        querystring: z.object({ staffId: z.string().max(200).optional() }),
        response: { 200: z.object({ items: z.array(SessionView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { staffId } = request.query;
      const live = staffId === undefined ? await staff.liveSessions() : await staff.sessionsOf(staffId);
      return { items: live.map((one) => sessionView(one, signedIn(request).session.id)) };
    },
  );

  app.delete(
    '/sessions/:id',
    {
      schema: { summary: 'End a session', tags, params: IdParams, response: { 204: z.null(), ...PROBLEMS } },
    },
    async (request, reply) => {
      await staff.endSession(request.params.id, doer(request));
      return reply.code(204).send(null);
    },
  );
}
