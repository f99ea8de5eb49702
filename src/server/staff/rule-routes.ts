import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import { TicketMove } from '../../core/model/ticket.js';
import type { Clock } from '../../core/ports.js';
import { RuleConditions, RuleText, RuleTrigger } from '../../core/rules/event-rule.js';
import { onSealedDesk, type StaffActor, type TicketService } from '../../core/services.js';
import type { RuleDesk } from '../../desk/rule-desk.js';
import { ticketScope } from '../ability.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { cursorOf, placeOfCursor } from '../cursor.js';
import { failure } from '../errors/failure.js';
import { IdParams, Instant, iso, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import type { Recorder } from '../record.js';
import {
  RuleView,
  ruleView,
  RuleWithVersions,
  ruleWithVersions,
  RunView,
  runView,
} from '../views/rule-view.js';
import { TicketSummary, ticketSummary } from '../views/ticket-view.js';

const tags = ['rules'];
const Sealed = z
  .boolean()
  .default(false)
  .meta({ description: 'For sealed tickets alone; only the sealed desk may' });
const Rules = z.object({ items: z.array(RuleView) });
export const RulePreview = z.object({
  looked: z.number().int(),
  matched: z.number().int(),
  items: z.array(
    z.object({
      ticket: TicketSummary,
      met: z
        .array(z.object({ seq: z.number().int(), move: TicketMove, at: Instant }))
        .meta({ description: 'Events on which it would have acted' }),
      misses: z.array(z.string()).meta({
        description: 'Why not, on the event that came nearest: trigger, sealed, bounds, or conditions',
      }),
    }),
  ),
});

/** 自动规则: trigger, conditions, actions; tried out beforehand and looked after afterwards. */
export function ruleRoutes(
  app: TypedApp,
  deps: { rules: RuleDesk; tickets: TicketService; city: City; clock: Clock; record: Recorder },
): void {
  const { rules, tickets, city, clock, record } = deps;

  app.get(
    '/rules',
    { schema: { summary: 'Rules in their order', tags, response: { 200: Rules, ...PROBLEMS } } },
    async (request) => {
      const { actor } = authorise(request, 'rule.manage');
      return { items: (await rules.list(actor)).map(ruleView) };
    },
  );

  app.post(
    '/rules',
    {
      schema: {
        summary: 'Make a rule; it acts on events from now on',
        tags,
        body: CommandBody.extend(RuleText.shape).extend({ sealed: Sealed }),
        response: { 201: RuleView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'rule.manage');
      const { sealed } = request.body;
      mayMake(actor, sealed);
      const id = commandIdOf(request, request.body);
      await recorded(request, 'rule.changed', 'new', request.body.mode);
      return reply.code(201).send(ruleView(await rules.make(actor, id, textOf(request.body), sealed)));
    },
  );

  app.post(
    '/rules/reorder',
    {
      schema: {
        summary: 'Put all of one’s rules into another order',
        tags,
        body: z.object({ ids: z.array(z.string().max(100)).max(100) }),
        response: { 200: Rules, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'rule.manage');
      await recorded(request, 'rule.reordered', 'all', request.body.ids.join(','));
      return { items: (await rules.reorder(actor, request.body.ids)).map(ruleView) };
    },
  );

  app.post(
    '/rules/preview',
    {
      schema: {
        summary: 'Which of the latest tickets a rule would have acted on, and why not on the others',
        tags,
        body: z.object({
          trigger: RuleTrigger,
          when: RuleConditions,
          sealed: Sealed,
          latest: z.number().int().min(1).max(500).default(100),
        }),
        response: { 200: RulePreview, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'rule.manage');
      const { latest, ...rule } = request.body;
      mayMake(actor, rule.sealed);
      const found = await tickets.list({ scope: ticketScope(actor), limit: latest });
      const items = rules.preview(actor, rule, found).map(({ ticket, met, misses }) => ({
        ticket: ticketSummary(ticket, actor, city, clock.now()),
        met: met.map(({ seq, move, at }) => ({ seq, move, at: iso(at) })),
        misses,
      }));
      return { looked: items.length, matched: items.filter(({ met }) => met.length > 0).length, items };
    },
  );

  app.get(
    '/rules/:id',
    {
      schema: {
        summary: 'A rule with its versions, newest first',
        tags,
        params: IdParams,
        response: { 200: RuleWithVersions, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'rule.manage');
      return ruleWithVersions(await rules.get(request.params.id, actor));
    },
  );

  app.post(
    '/rules/:id',
    {
      schema: {
        summary: 'Change a rule: a new version, for events from now on',
        tags,
        params: IdParams,
        body: RuleText.extend({
          version: z.number().int().positive().meta({ description: 'That was read' }),
        }),
        response: { 200: RuleView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'rule.manage');
      const { id } = await rules.get(request.params.id, actor);
      await recorded(request, 'rule.changed', id, request.body.mode);
      return ruleView(await rules.change(id, actor, request.body.version, textOf(request.body)));
    },
  );

  app.delete(
    '/rules/:id',
    {
      schema: {
        summary: 'Give a rule up; its run log stays',
        tags,
        params: IdParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'rule.manage');
      const { id } = await rules.get(request.params.id, actor);
      await recorded(request, 'rule.removed', id);
      await rules.remove(id, actor);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/rules/:id/runs',
    {
      schema: {
        summary: 'What a rule met and did, newest first',
        tags,
        params: IdParams,
        querystring: PageQuery,
        response: {
          200: z.object({ items: z.array(RunView), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'rule.manage');
      const { cursor, limit } = request.query;
      const found = await rules.runs(request.params.id, actor, { after: placeOfCursor(cursor), limit });
      const last = found.length === limit ? found.at(-1) : undefined;
      return { items: found.map(runView), nextCursor: last && cursorOf(last) };
    },
  );

  /** The record comes first: no rule changes unseen. */
  function recorded(
    request: FastifyRequest,
    action: 'rule.changed' | 'rule.removed' | 'rule.reordered',
    id: string,
    said?: string,
  ): Promise<void> {
    return record(request, action, { type: 'rule', id }, said === undefined ? {} : { said });
  }
}

function mayMake(actor: StaffActor, sealed: boolean): void {
  if (!(sealed ? onSealedDesk(actor) : actor.roles.includes('supervisor'))) throw failure('forbidden');
}

const textOf = ({ name, mode, trigger, when, then }: RuleText): RuleText => ({
  name,
  mode,
  trigger,
  when,
  then,
});
