import { z } from 'zod';
import { soundsLike } from '../../core/language/reading.js';
import { Role } from '../../core/model/codes.js';
import type { Staff } from '../../core/model/staff.js';
import type { Clock } from '../../core/ports.js';
import type { StaffActor } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { grantFor } from '../permissions.js';
import type { StaffRepository } from '../ports.js';

const Colleague = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.string(),
    roles: z.array(Role),
    unit: z.string().optional(),
  })
  .meta({ id: 'Colleague' });

/** Who can be named in a note or be given a conversation. */
export function colleagueRoutes(
  app: TypedApp,
  deps: { inbox: { colleagues: Pick<StaffRepository, 'list'> }; clock: Clock },
): void {
  app.get(
    '/colleagues',
    {
      schema: {
        summary: 'Colleagues who work with conversations, by name, sign-in name or the sound of the name',
        tags: ['conversations'],
        querystring: z.object({
          q: z.string().trim().max(40).default(''),
          limit: z.coerce.number().int().min(1).max(50).default(20),
        }),
        response: { 200: z.object({ items: z.array(Colleague) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.note');
      const { q, limit } = request.query;
      const people = await deps.inbox.colleagues.list();
      const items = people
        .filter((one) => one.id !== actor.id && isColleague(one, actor, deps.clock.now()))
        .filter(({ login, name }) => login.includes(q.toLowerCase()) || soundsLike(name, q))
        .sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
        .slice(0, limit)
        .map(({ id, login, name, roles, unit }) => ({ id, login, name, roles, unit }));
      return { items };
    },
  );
}

/** At work, reads conversations, and not at another county's platform. */
export function isColleague(
  person: Pick<Staff, 'roles' | 'unit' | 'platform' | 'disabled' | 'expiresAt'>,
  actor: Pick<StaffActor, 'platform'>,
  now: Date,
): boolean {
  const atWork = !person.disabled && (person.expiresAt === undefined || person.expiresAt > now);
  const near = actor.platform === undefined || person.platform === actor.platform;
  return atWork && near && grantFor(person, 'conversation.read') !== undefined;
}
