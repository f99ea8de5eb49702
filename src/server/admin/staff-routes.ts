import { z } from 'zod';
import { Role } from '../../core/model/codes.js';
import { Staff } from '../../core/model/staff.js';
import { authorise, signedIn } from '../auth/session-gate.js';
import type { StaffService } from '../auth/staff-service.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import { SessionView, sessionView, StaffView, staffView } from '../views/staff-view.js';

const tags = ['admin'];
const WithPassword = z.object({
  staff: StaffView,
  oneTimePassword: z.string().meta({ description: 'Told this once; to be changed at first sign-in' }),
});

/** Accounts and sessions of staff. */
export function adminStaffRoutes(app: TypedApp, staff: StaffService): void {
  app.addHook('preHandler', async (request) => void authorise(request, 'staff.manage'));

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

  app.post(
    '/staff',
    {
      schema: {
        summary: 'Make an account with a one-time password',
        tags,
        body: z.object({
          login: Staff.shape.login,
          name: z.string().trim().min(1).max(100),
          roles: z.array(Role).min(1).max(5),
          unit: z.string().max(100).optional(),
        }),
        response: { 201: WithPassword, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { person, oneTimePassword } = await staff.create(request.body);
      audit(request, 'staff created', person.id);
      return reply.code(201).send({ staff: staffView(person), oneTimePassword });
    },
  );

  app.post(
    '/staff/:id/disable',
    {
      schema: {
        summary: 'Close an account and end its sessions',
        tags,
        params: IdParams,
        response: { 200: StaffView, ...PROBLEMS },
      },
    },
    async (request) => {
      const person = await staff.disable(request.params.id);
      audit(request, 'staff disabled', person.id);
      return staffView(person);
    },
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
      const { person, oneTimePassword } = await staff.resetPassword(request.params.id);
      audit(request, 'staff password reset', person.id);
      return { staff: staffView(person), oneTimePassword };
    },
  );

  app.get(
    '/sessions',
    {
      schema: {
        summary: 'Who is signed in, and from where',
        tags,
        response: { 200: z.object({ items: z.array(SessionView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const current = signedIn(request).session.id;
      const live = await staff.liveSessions();
      return { items: live.map(({ session, person }) => sessionView(session, person, current)) };
    },
  );

  app.delete(
    '/sessions/:id',
    {
      schema: {
        summary: 'End a session',
        tags,
        params: IdParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await staff.revokeSession(request.params.id);
      audit(request, 'session revoked', request.params.id);
      return reply.code(204).send(null);
    },
  );
}

function audit(request: Parameters<typeof signedIn>[0], act: string, subject: string): void {
  request.log.info({ audit: act, staff: signedIn(request).person.id, subject }, act);
}
