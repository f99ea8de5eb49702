import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { addressKey } from '../../core/model/address-key.js';
import type { Origin, SignedIn } from '../auth/sessions.js';
import type { StaffService } from '../auth/staff-service.js';
import { ACTIONS, type Action, grantFor } from '../permissions.js';
import { StaffView, staffView } from '../views/staff-view.js';

/** What a signed-in screen or command needs to know of its session. */
export const SessionState = z.object({
  staff: StaffView,
  csrfToken: z.string().meta({ description: 'To be sent as `x-csrf-token` with every change' }),
  actions: z
    .array(z.enum(ACTIONS))
    .meta({ description: 'What this person may do, so that screens offer nothing else' }),
  pending: z
    .enum(['one-time-password', 'old-password', 'second-factor'])
    .optional()
    .meta({ description: 'What has to be done first: change the password, or set a second factor' }),
  secondFactor: z.object({ set: z.boolean(), recoveryCodesLeft: z.number().int() }),
  idleMinutes: z.number().meta({ description: 'After so long without a sign of life the session ends' }),
});
export type SessionState = z.infer<typeof SessionState>;

export function stateOf(signedIn: SignedIn, staff: StaffService): z.infer<typeof SessionState> {
  const { person, csrfToken, pending } = signedIn;
  const actions = ACTIONS.filter((action: Action) => grantFor(person, action));
  const { set, recoveryCodesLeft } = staff.secondFactorOf(person);
  return {
    staff: staffView(person),
    csrfToken,
    actions,
    ...(pending && { pending }),
    secondFactor: { set, recoveryCodesLeft },
    idleMinutes: staff.idleMinutes,
  };
}

export function originOf(request: FastifyRequest): Origin {
  return { address: addressKey(request.ip), userAgent: request.headers['user-agent'] ?? '' };
}
