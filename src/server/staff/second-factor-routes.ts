import { z } from 'zod';
import { MAX_PASSWORD } from '../auth/password.js';
import { signedIn } from '../auth/session-gate.js';
import type { StaffService } from '../auth/staff-service.js';
import { PROBLEMS, type TypedApp } from '../http.js';

const tags = ['session'];
const Code = z.string().min(1).max(40);
const RecoveryCodes = z.object({
  recoveryCodes: z.array(z.string()).meta({ description: 'Told this once; each is good for one sign-in' }),
});

/** Setting one's own second factor. */
export function secondFactorRoutes(app: TypedApp, staff: StaffService): void {
  app.post(
    '/session/second-factor/offer',
    {
      config: { beforeSecondFactor: true },
      schema: {
        summary: 'A secret for an authenticator app, told this once; it counts once a code confirmed it',
        tags,
        body: z.object({
          password: z
            .string()
            .max(MAX_PASSWORD)
            .optional()
            .meta({ description: 'Needed after a sign-in by password' }),
          code: Code.optional().meta({ description: 'Needed when an app is set already: one of its codes' }),
        }),
        response: {
          200: z.object({
            secret: z.string().meta({ description: 'Base32, to be typed in' }),
            uri: z.string().meta({ description: 'otpauth address, to be shown as a picture' }),
          }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => staff.offerSecondFactor(signedIn(request), request.body),
  );

  app.post(
    '/session/second-factor/confirm',
    {
      config: { beforeSecondFactor: true },
      schema: {
        summary: 'Take the offered app into use by one of its codes; my other sessions end',
        tags,
        body: z.object({ code: Code }),
        response: { 200: RecoveryCodes, ...PROBLEMS },
      },
    },
    async (request) => ({
      recoveryCodes: await staff.confirmSecondFactor(signedIn(request), request.body.code),
    }),
  );

  app.post(
    '/session/second-factor/recovery-codes',
    {
      schema: {
        summary: 'Ten new recovery codes; the old ones are void',
        tags,
        body: z.object({ code: Code }),
        response: { 200: RecoveryCodes, ...PROBLEMS },
      },
    },
    async (request) => ({
      recoveryCodes: await staff.renewRecoveryCodes(signedIn(request), request.body.code),
    }),
  );
}
