import type { Portal } from '../../config/settings.js';
import type { City } from '../../core/model/city.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { RegionsView } from './region-view.js';

/** Counties and towns, and what map there is: for saying where by choosing. */
export function regionRoutes(
  app: TypedApp,
  { city, portal, boundaries }: { city: City; portal: Portal; boundaries?: string },
): void {
  const towns = city.regions.filter(({ level }) => level === 'town');
  const view: RegionsView = {
    city: city.profile.name,
    counties: city.regions
      .filter(({ level }) => level === 'county')
      .map(({ code, name }) => ({
        code,
        name,
        towns: towns
          .filter(({ parent }) => parent === code)
          .map((town) => ({ code: town.code, name: town.name })),
      })),
    map: { boundaries, tiles: portal.tiles },
  };
  app.get(
    '/regions',
    {
      schema: {
        summary: 'Counties and towns of the city, and its map',
        tags: ['public'],
        response: { 200: RegionsView, ...PROBLEMS },
      },
    },
    async (_request, reply) => {
      void reply.header('cache-control', 'public, max-age=300');
      return view;
    },
  );
}
