import { z } from 'zod';
import { zoneOf } from '../../core/deadline/zone.js';
import { fill, valuesOf } from '../../core/inbox/fill.js';
import { PLACES } from '../../core/model/canned-words.js';
import type { CannedAnswerRepository } from '../../core/inbox/ports.js';
import { soundsLike } from '../../core/language/reading.js';
import { CannedAnswer } from '../../core/model/canned-answer.js';
import type { City } from '../../core/model/city.js';
import type { Clock } from '../../core/ports.js';
import type { ConversationService, StaffActor, TicketService } from '../../core/services.js';
import { abilityOf } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { IdParams, Instant, iso, PROBLEMS, type TypedApp } from '../http.js';
import { grantFor } from '../permissions.js';
import { maySeePerson } from '../views/ticket-view.js';
import { readableConversation } from './readable-conversation.js';
import { readableTicket } from './readable-ticket.js';

const tags = ['canned-answers'];
const MOST = 500;
const CITY = 'city';
const Words = {
  title: z.string().trim().min(1).max(60),
  text: z
    .string()
    .trim()
    .min(1)
    .max(5_000)
    .meta({ description: `Places to fill in: ${PLACES.map((place) => `{{${place}}}`).join(' ')}` }),
  tags: z.array(z.string().trim().min(1).max(20)).max(10).default([]),
};
const View = z
  .object({
    id: z.string(),
    ...Words,
    owner: CannedAnswer.shape.owner,
    version: z.number().int(),
    updatedAt: Instant,
    updatedBy: z.string(),
    mayChange: z.boolean(),
  })
  .meta({ id: 'CannedAnswer' });

/** 常用语: words for what is said often, one's own and those that colleagues share. */
export function cannedAnswerRoutes(
  app: TypedApp,
  deps: {
    inbox: { answers: CannedAnswerRepository };
    conversations: ConversationService;
    tickets: TicketService;
    city: City;
    clock: Clock;
  },
): void {
  const { city, clock } = deps;
  const { answers } = deps.inbox;
  const zone = zoneOf(city.profile.timezone);

  /** One that the actor may see. */
  async function visible(id: string, actor: StaffActor): Promise<CannedAnswer> {
    const found = await answers.find(id);
    if (found && ownersOf(actor).some((owner) => isSame(owner, found.owner))) return found;
    throw failure('canned-answer-not-found');
  }

  app.get(
    '/canned-answers',
    {
      schema: {
        summary:
          'Canned answers, by title: those whose title, tag or words contain what is typed, or sound like it',
        tags,
        querystring: z.object({
          q: z.string().trim().max(60).default(''),
          tag: z.string().max(20).optional(),
        }),
        response: { 200: z.object({ items: z.array(View) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'canned-answer.use');
      const { q, tag } = request.query;
      const found = (await answers.of(ownersOf(actor)))
        .filter((one) => tag === undefined || one.tags.includes(tag))
        .map((one) => ({ one, rank: rankOf(one, q) }))
        .filter(({ rank }) => rank > 0)
        .sort((a, b) => b.rank - a.rank || a.one.title.localeCompare(b.one.title, 'zh-CN'));
      return { items: found.map(({ one }) => view(one, actor)) };
    },
  );

  app.post(
    '/canned-answers',
    {
      schema: {
        summary: 'Keep a canned answer, for oneself or to be shared',
        tags,
        body: CommandBody.extend({ ...Words, shared: z.enum(['no', 'platform', 'unit']).default('no') }),
        response: { 201: View, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'canned-answer.use');
      const { title, text, tags: marks, shared } = request.body;
      const owner = ownerFor(shared, actor);
      if (!owner || !mayChange(owner, actor)) throw failure('forbidden');
      const id = `a${commandIdOf(request, request.body)}`;
      const own = await answers.of([owner]);
      const known = own.find((one) => one.id === id);
      if (known) return reply.code(201).send(view(known, actor));
      if (own.length >= MOST) throw failure('too-many-canned-answers');
      const changed = { updatedAt: clock.now(), updatedBy: actor.name };
      const answer: CannedAnswer = { id, title, text, tags: marks, owner, version: 1, ...changed };
      await answers.insert(answer);
      return reply.code(201).send(view(answer, actor));
    },
  );

  app.post(
    '/canned-answers/:id',
    {
      schema: {
        summary: 'Change a canned answer wholly; `version` is the one that was read',
        tags,
        params: IdParams,
        body: z.strictObject({ ...Words, version: z.number().int() }),
        response: { 200: View, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'canned-answer.use');
      const known = await visible(request.params.id, actor);
      if (!mayChange(known.owner, actor)) throw failure('forbidden');
      const { version, ...words } = request.body;
      const changed = { updatedAt: clock.now(), updatedBy: actor.name };
      const answer = { ...known, ...words, ...changed, version: version + 1 };
      if (!(await answers.replace(answer))) throw failure('canned-answer-changed');
      return view(answer, actor);
    },
  );

  app.delete(
    '/canned-answers/:id',
    {
      schema: {
        summary: 'Give a canned answer up',
        tags,
        params: IdParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'canned-answer.use');
      const known = await visible(request.params.id, actor);
      if (!mayChange(known.owner, actor)) throw failure('forbidden');
      await answers.remove(known.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/canned-answers/:id/fill',
    {
      schema: {
        summary: 'Fill a canned answer in from a conversation and a ticket; what is not known is said',
        tags,
        params: IdParams,
        body: z.strictObject({
          conversationId: z.string().max(200).optional(),
          ticketId: z
            .string()
            .max(200)
            .optional()
            .meta({ description: 'Absent: the newest of the conversation' }),
        }),
        response: { 200: z.object({ text: z.string(), unfilled: z.array(z.string()) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'canned-answer.use');
      const answer = await visible(request.params.id, actor);
      const { conversationId, ticketId } = request.body;
      const found =
        conversationId === undefined
          ? undefined
          : await readableConversation(deps.conversations, conversationId, actor);
      const ticket =
        ticketId === undefined
          ? found?.tickets.find((one) => abilityOf(actor).can('ticket.read', one))
          : await readableTicket(deps.tickets, ticketId, actor);
      const values = valuesOf({
        conversation: found?.conversation ?? {},
        ticket,
        staffName: actor.name,
        serviceName: city.profile.serviceName,
        units: city.units,
        zone,
      });
      const person = ticket
        ? maySeePerson(actor, ticket.request)
        : grantFor(actor, 'person.read') !== undefined;
      return fill(answer.text, person ? values : { ...values, 姓名: undefined });
    },
  );
}

/** Whose canned answers somebody sees. */
function ownersOf({ id, platform, unit }: StaffActor): CannedAnswer['owner'][] {
  return [
    { type: 'person', staffId: id },
    { type: 'platform', platform: platform ?? CITY },
    ...(unit === undefined ? [] : [{ type: 'unit' as const, unit }]),
  ];
}

function ownerFor(shared: 'no' | 'platform' | 'unit', actor: StaffActor): CannedAnswer['owner'] | undefined {
  return ownersOf(actor).find(({ type }) => type === (shared === 'no' ? 'person' : shared));
}

/** One's own; a platform's with the right for all, a unit's with the right for that unit. */
function mayChange(owner: CannedAnswer['owner'], actor: StaffActor): boolean {
  if (owner.type === 'person') return owner.staffId === actor.id;
  const grant = grantFor(actor, 'canned-answer.share');
  return grant !== undefined && (grant.scope === 'all' || owner.type === 'unit');
}

function isSame(a: CannedAnswer['owner'], b: CannedAnswer['owner']): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

/** Above 0 where it fits what was typed: the title before tags, tags before words. */
function rankOf({ title, tags: marks, text }: CannedAnswer, typed: string): number {
  if (typed === '') return 1;
  if (title.toLowerCase().startsWith(typed.toLowerCase())) return 4;
  if (soundsLike(title, typed)) return 3;
  if (marks.some((tag) => soundsLike(tag, typed))) return 2;
  return text.toLowerCase().includes(typed.toLowerCase()) ? 1 : 0;
}

function view(answer: CannedAnswer, actor: StaffActor): z.infer<typeof View> {
  return { ...answer, updatedAt: iso(answer.updatedAt), mayChange: mayChange(answer.owner, actor) };
}
