import { z } from 'zod';
import { doerOf } from '../auth/own-account.js';
import { signedIn } from '../auth/session-gate.js';
import type { StaffService } from '../auth/staff-service.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import { SessionView, sessionView } from '../views/staff-view.js';

const tags = ['session'];

/** One's own sessions: where am I signed in, and an end to what is not me. */
export function ownSessionRoutes(app: TypedApp, staff: StaffService): void {
  app.get(
    '/sessions',
    {
      schema: {
        summary: 'Where I am signed in',
        tags,
        response: { 200: z.object({ items: z.array(SessionView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { session } = signedIn(request);
      const own = await staff.sessionsOf(session.staffId);
      return { items: own.map((live) => sessionView(live, session.id)) };
    },
  );

  app.delete(
    '/sessions/:id',
    {
      schema: {
        summary: 'End one of my sessions',
        tags,
        params: IdParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const current = signedIn(request);
      await staff.endSession(request.params.id, doerOf(current), current.person.id);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/sessions',
    {
      schema: {
        summary: 'End all my sessions but this one',
        tags,
        response: { 200: z.object({ ended: z.number().int() }), ...PROBLEMS },
      },
    },
    async (request) => {
      const current = signedIn(request);
      return { ended: await staff.endSessionsOf(current.person.id, doerOf(current), current.session.id) };
    },
  );
}
