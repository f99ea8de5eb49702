import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import { PublicationKind, PublicationState } from '../../core/model/publication.js';
import type { PublicationService } from '../../core/publication/publication-service.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { cursorAt, dateOfCursor } from '../cursor.js';
import { IdParams, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { unitNamesOf } from './publication-routes.js';
import { StaffPublication, staffPublication } from './publication-view.js';

const tags = ['publications'];
const Draft = z.object({
  kind: PublicationKind,
  title: z.string().trim().min(1).max(100),
  body: z.string().trim().min(1).max(20_000),
  unit: z.string().max(100).optional(),
});

/** Writing and moderating what is published: an operator or supervisor writes, another supervisor lets it out. */
export function publicationDeskRoutes(
  app: TypedApp,
  { publications, city }: { publications: PublicationService; city: City },
): void {
  const unitNames = unitNamesOf(city);
  const knownUnit = (unit: string | undefined) => {
    if (unit !== undefined && !unitNames.has(unit))
      throw failure('validation-failed', { fields: [{ path: 'unit', message: '没有这个承办单位' }] });
  };

  app.get(
    '/publications',
    {
      schema: {
        summary: 'Drafts and what was published, newest first',
        tags,
        querystring: PageQuery.extend({
          kind: PublicationKind.optional(),
          state: PublicationState.optional(),
        }),
        response: {
          200: z.object({ items: z.array(StaffPublication), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      authorise(request, 'publication.write');
      const { kind, state, cursor, limit } = request.query;
      const found = await publications.list({ kind, state, before: dateOfCursor(cursor), limit });
      const last = found.length === limit ? found.at(-1) : undefined;
      return {
        items: found.map((one) => staffPublication(one, unitNames)),
        nextCursor: last && cursorAt(last.publishedAt ?? last.createdAt),
      };
    },
  );

  app.post(
    '/publications',
    {
      schema: {
        summary: 'Write a draft',
        description: 'Refused when the text tells who a citizen is.',
        tags,
        body: CommandBody.extend(Draft.shape),
        response: { 201: StaffPublication, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'publication.write');
      const { commandId: _, ...draft } = request.body;
      knownUnit(draft.unit);
      const made = await publications.draft(actor, commandIdOf(request, request.body), draft);
      return reply.code(201).send(staffPublication(made, unitNames));
    },
  );

  app.post(
    '/publications/:id/edit',
    {
      schema: {
        summary: 'Reword a draft, or what was withdrawn',
        tags,
        params: IdParams,
        body: Draft.omit({ kind: true }).partial(),
        response: { 200: StaffPublication, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'publication.write');
      knownUnit(request.body.unit);
      return staffPublication(await publications.edit(request.params.id, actor, request.body), unitNames);
    },
  );

  for (const move of ['publish', 'withdraw'] as const) {
    app.post(
      `/publications/:id/${move}`,
      {
        schema: {
          summary: move === 'publish' ? 'Let a colleague’s draft out to the public' : 'Take it back',
          tags,
          params: IdParams,
          response: { 200: StaffPublication, ...PROBLEMS },
        },
      },
      async (request) => {
        const { actor } = authorise(request, 'publication.moderate');
        return staffPublication(await publications[move](request.params.id, actor), unitNames);
      },
    );
  }
}
