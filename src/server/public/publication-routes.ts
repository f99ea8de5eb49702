import type { City } from '../../core/model/city.js';
import type { PublicationKind } from '../../core/model/publication.js';
import type { PublicationService } from '../../core/publication/publication-service.js';
import { cursorAt, dateOfCursor } from '../cursor.js';
import { failure } from '../errors/failure.js';
import { IdParams, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { publicationView, PublicationsView, PublicationView } from './publication-view.js';

/** Notices and published cases, for everybody. */
export function publicationRoutes(
  app: TypedApp,
  { publications, city }: { publications: PublicationService; city: City },
): void {
  const unitNames = unitNamesOf(city);
  for (const [kind, path] of PATHS) {
    app.get(
      `/${path}`,
      {
        schema: {
          summary: kind === 'notice' ? 'Notices, newest first' : 'Published cases, newest first',
          tags: ['public'],
          querystring: PageQuery,
          response: { 200: PublicationsView, ...PROBLEMS },
        },
      },
      async (request, reply) => {
        const { cursor, limit } = request.query;
        const before = dateOfCursor(cursor);
        const found = await publications.list({ kind, state: 'published', before, limit });
        const last = found.length === limit ? found.at(-1)?.publishedAt : undefined;
        void reply.header('cache-control', 'public, max-age=60');
        return {
          items: found.map((one) => publicationView(one, unitNames)),
          nextCursor: last && cursorAt(last),
        };
      },
    );
    app.get(
      `/${path}/:id`,
      {
        schema: {
          summary: kind === 'notice' ? 'Read a notice' : 'Read a published case',
          tags: ['public'],
          params: IdParams,
          response: { 200: PublicationView, ...PROBLEMS },
        },
      },
      async (request, reply) => {
        const found = await publications.published(request.params.id);
        if (found?.kind !== kind) throw failure('publication-not-found');
        void reply.header('cache-control', 'public, max-age=60');
        return publicationView(found, unitNames);
      },
    );
  }
}

export const unitNamesOf = (city: City): ReadonlyMap<string, string> =>
  new Map(city.units.map(({ id, name }) => [id, name]));

/** Where each kind is read. */
export const PATHS = [
  ['notice', 'notices'],
  ['case', 'cases'],
] as const satisfies [PublicationKind, string][];
