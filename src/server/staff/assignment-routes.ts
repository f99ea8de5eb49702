import { z } from 'zod';
import type { AssignmentPolicy } from '../../core/assignment/assigner.js';
import { Availability, DeskProfile, newProfile } from '../../core/assignment/desk-profile.js';
import { AssignmentRecord, type AssignmentRepository } from '../../core/assignment/ports.js';
import type { City } from '../../core/model/city.js';
import type { Staff } from '../../core/model/staff.js';
import type { Clock } from '../../core/ports.js';
import type { StaffActor } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { failure } from '../errors/failure.js';
import { IdParams, Instant, iso, PROBLEMS, type TypedApp } from '../http.js';
import { grantFor } from '../permissions.js';
import type { StaffRepository } from '../ports.js';

const tags = ['assignment'];
const { languages, hotlines, categories } = DeskProfile.shape;
const Skills = z.strictObject({
  languages: languages.min(1),
  hotlines: hotlines.max(100).meta({ description: 'Lines they know; all when empty' }),
  categories: categories.max(100).meta({ description: 'With everything below them; all when empty' }),
  most: DeskProfile.shape.most.meta({
    description: 'Open conversations at once; the installation’s bound when absent, and never more',
  }),
});
const ProfileView = Skills.extend({
  staffId: z.string(),
  state: Availability,
  since: Instant,
  open: z.number().int().meta({ description: 'Conversations they have' }),
}).meta({ id: 'DeskProfile' });
export const OwnAvailability = ProfileView.extend({
  enabled: z.boolean().meta({ description: 'The hub gives conversations out by itself' }),
  recent: z
    .array(AssignmentRecord.omit({ id: true, staffId: true }).extend({ at: Instant }))
    .meta({ description: 'What the hub gave them and took back, newest first' }),
});
const RECENT = 20;

/** 自动分配: who is there to be given conversations, and what they can take. */
export function assignmentRoutes(
  app: TypedApp,
  deps: {
    assignments: AssignmentRepository;
    assignmentPolicy: Pick<AssignmentPolicy, 'enabled' | 'mostOpen'>;
    colleagues: Pick<StaffRepository, 'byId' | 'list'>;
    city: Pick<City, 'hotlines' | 'categories'>;
    clock: Clock;
  },
): void {
  const { assignments, assignmentPolicy: policy, colleagues, city, clock } = deps;

  app.get(
    '/availability',
    {
      schema: {
        summary: 'Whether one is given conversations, and what one was given',
        tags,
        response: { 200: OwnAvailability, ...PROBLEMS },
      },
    },
    async (request) => own(authorise(request, 'conversation.take').actor.id),
  );

  app.post(
    '/availability',
    {
      schema: {
        summary: 'Say that one is there for conversations, busy, or away; holds until one signs out',
        tags,
        body: z.strictObject({ state: Availability }),
        response: { 200: OwnAvailability, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.take');
      const { state } = request.body;
      await assignments.saveProfile({ ...(await profileOf(actor.id)), state, since: clock.now() });
      return own(actor.id);
    },
  );

  app.get(
    '/assignment/people',
    {
      schema: {
        summary: 'Everybody who may take conversations, whether they are there, and what they can take',
        tags,
        response: {
          200: z.object({ items: z.array(ProfileView.extend({ name: z.string() })) }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'assignment.manage');
      const people = (await colleagues.list()).filter((person) => mayBeGiven(person, actor));
      const items = await Promise.all(people.map(async ({ id, name }) => ({ ...(await view(id)), name })));
      return { items };
    },
  );

  app.post(
    '/assignment/people/:id',
    {
      schema: {
        summary: 'Say what somebody can take: languages, lines, categories, and how many at once',
        tags,
        params: IdParams,
        body: Skills,
        response: { 200: ProfileView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'assignment.manage');
      const person = await colleagues.byId(request.params.id);
      if (!person || !mayBeGiven(person, actor)) throw failure('staff-not-found');
      const unknown = [
        ...placesOf('hotlines', request.body.hotlines, (id) => city.hotlines.some((line) => line.id === id)),
        ...placesOf('categories', request.body.categories, (code) =>
          city.categories.some((one) => one.code.startsWith(code)),
        ),
      ];
      if (unknown.length > 0) throw failure('validation-failed', { fields: unknown });
      const { most, ...skills } = request.body;
      const { most: _before, ...known } = await profileOf(person.id);
      await assignments.saveProfile({ ...known, ...skills, ...(most !== undefined && { most }) });
      return view(person.id);
    },
  );

  async function profileOf(id: string): Promise<DeskProfile> {
    return (await assignments.profile(id)) ?? newProfile(id);
  }

  async function view(id: string): Promise<z.infer<typeof ProfileView>> {
    const { id: staffId, lastGivenAt: _, since, most, ...skills } = await profileOf(id);
    const open = await assignments.openOf(id);
    return {
      ...skills,
      staffId,
      since: iso(since),
      most: Math.min(most ?? policy.mostOpen, policy.mostOpen),
      open,
    };
  }

  async function own(id: string): Promise<z.infer<typeof OwnAvailability>> {
    const recent = await assignments.recordsOf(id, RECENT);
    return {
      ...(await view(id)),
      enabled: policy.enabled,
      recent: recent.map(({ conversationId, event, at }) => ({ conversationId, event, at: iso(at) })),
    };
  }
}

/** A county’s supervisor sees to the people of their county. */
function mayBeGiven({ roles, unit, platform, disabled }: Staff, actor: StaffActor): boolean {
  const within = actor.platform === undefined || actor.platform === platform;
  return within && !disabled && grantFor({ roles, unit }, 'conversation.take') !== undefined;
}

function placesOf(field: string, given: readonly string[], isKnown: (one: string) => boolean) {
  return given.flatMap((one, at) =>
    isKnown(one) ? [] : [{ path: `${field}.${at}`, message: '没有这个编号' }],
  );
}
