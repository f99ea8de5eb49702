import { z } from 'zod';
import { MAX_PASSWORD } from '../auth/password.js';
import { type SessionCookie, signedIn } from '../auth/session-gate.js';
import type { SignedIn, StaffService } from '../auth/staff-service.js';
import { addressKey } from '../../core/model/address-key.js';
import { createRateLimit } from '../rate-limit.js';
import { ACTIONS, type Action, grantFor } from '../permissions.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { StaffView, staffView } from '../views/staff-view.js';

const SessionState = z.object({
  staff: StaffView,
  /** To be sent as `x-csrf-token` with every change. */
  csrfToken: z.string(),
  /** What this person may do, so that screens offer nothing else. */
  actions: z.array(z.enum(ACTIONS)),
});

const Password = z.string().min(1).max(MAX_PASSWORD);

export function sessionRoutes(
  app: TypedApp,
  deps: { staff: StaffService; cookie: SessionCookie; loginsPerAddress: number },
): void {
  const attempts = createRateLimit({ points: deps.loginsPerAddress, perSeconds: 60 });

  app.post(
    '/session/login',
    {
      config: { withoutSession: true },
      schema: {
        summary: 'Sign in',
        tags: ['session'],
        body: z.object({ login: z.string().min(1).max(40), password: Password }),
        response: { 200: SessionState, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      await attempts.take(addressKey(request.ip));
      // Whoever signs in leaves the session they had: a session never changes hands.
      if (request.signedIn) await deps.staff.logout(request.signedIn.session.id);
      const opened = await deps.staff.login(request.body, {
        address: addressKey(request.ip),
        userAgent: request.headers['user-agent'] ?? '',
      });
      deps.cookie.write(reply, opened.token);
      return stateOf(opened);
    },
  );

  app.get(
    '/session/me',
    {
      config: { beforePasswordChange: true },
      schema: { summary: 'Who am I', tags: ['session'], response: { 200: SessionState, ...PROBLEMS } },
    },
    async (request) => stateOf(signedIn(request)),
  );

  app.post(
    '/session/password',
    {
      config: { beforePasswordChange: true },
      schema: {
        summary: 'Change my password; my other sessions end',
        tags: ['session'],
        body: z.object({ oldPassword: Password, newPassword: Password }),
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { oldPassword, newPassword } = request.body;
      await deps.staff.changePassword(signedIn(request), oldPassword, newPassword);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/session/logout',
    {
      config: { beforePasswordChange: true },
      schema: { summary: 'Sign out', tags: ['session'], response: { 204: z.null(), ...PROBLEMS } },
    },
    async (request, reply) => {
      await deps.staff.logout(signedIn(request).session.id);
      deps.cookie.clear(reply);
      return reply.code(204).send(null);
    },
  );
}

function stateOf({ person, csrfToken }: SignedIn): z.infer<typeof SessionState> {
  const actions = ACTIONS.filter((action: Action) => grantFor(person, action));
  return { staff: staffView(person), csrfToken, actions };
}
