import { z } from 'zod';
import type { Clock } from '../../core/ports.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { IdParams, Instant, iso, PROBLEMS, type TypedApp } from '../http.js';
import type { SavedView, SavedViewRepository } from '../ports.js';
import { TicketFilterBody, TicketSortQuery } from './ticket-filter.js';

const Wanted = z.object({
  name: z.string().trim().min(1).max(60),
  filter: TicketFilterBody.default({}),
  ...TicketSortQuery.shape,
});
const ViewView = Wanted.extend({ id: z.string(), createdAt: Instant }).meta({ id: 'SavedView' });

/** Nobody finds their way among more. */
const MOST = 50;
const tags = ['views'];

/** Views of the list of tickets that somebody keeps for themselves: name, filters, order. */
export function viewRoutes(
  app: TypedApp,
  { views, clock }: { views: SavedViewRepository; clock: Clock },
): void {
  app.get(
    '/views',
    {
      schema: {
        summary: 'One’s own saved views, by name',
        tags,
        response: { 200: z.object({ items: z.array(ViewView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      return { items: (await views.of(actor.id)).map(viewView) };
    },
  );

  app.post(
    '/views',
    {
      schema: {
        summary: 'Keep a view',
        tags,
        body: CommandBody.extend(Wanted.shape),
        response: { 201: ViewView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.read');
      const { name, filter, sort, order } = request.body;
      const id = `v${commandIdOf(request, request.body)}`;
      const own = await views.of(actor.id);
      const known = own.find((one) => one.id === id);
      if (known) return reply.code(201).send(viewView(known));
      if (own.length >= MOST) throw failure('too-many-views');
      const view = { id, staffId: actor.id, name, filter, sort, order, createdAt: clock.now() };
      if (!(await views.insert(view))) throw failure('view-name-taken');
      return reply.code(201).send(viewView(view));
    },
  );

  app.post(
    '/views/:id',
    {
      schema: {
        summary: 'Change a view wholly',
        tags,
        params: IdParams,
        body: Wanted,
        response: { 200: ViewView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const known = (await views.of(actor.id)).find(({ id }) => id === request.params.id);
      if (!known) throw failure('view-not-found');
      const view = { ...known, ...request.body };
      const replaced = await views.replace(view);
      if (replaced === undefined) throw failure('view-not-found');
      if (!replaced) throw failure('view-name-taken');
      return viewView(view);
    },
  );

  app.delete(
    '/views/:id',
    {
      schema: {
        summary: 'Give a view up',
        tags,
        params: IdParams,
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.read');
      if (!(await views.remove(request.params.id, actor.id))) throw failure('view-not-found');
      return reply.code(204).send(null);
    },
  );
}

function viewView({ id, name, filter, sort, order, createdAt }: SavedView): z.infer<typeof ViewView> {
  // What an older version kept and this one does not know is left out, rather than refused.
  const known = TicketFilterBody.safeParse(filter);
  return { id, name, filter: known.success ? known.data : {}, sort, order, createdAt: iso(createdAt) };
}
