import { z } from 'zod';
import { zoneOf } from '../../core/deadline/zone.js';
import type { City } from '../../core/model/city.js';
import { HOTLINE_MODE_ZH } from '../../core/model/codes.js';
import type { Clock } from '../../core/ports.js';
import { hotlineDirectory } from '../../core/routing/hotlines.js';
import { unitToday } from '../../core/routing/units.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { type HotlineView, HotlinesView } from './hotline-view.js';

/** The directory of the merged lines, each with the unit that does its work today. */
export function hotlineRoutes(app: TypedApp, city: City, clock: Clock): void {
  const zone = zoneOf(city.profile.timezone);
  app.get(
    '/hotlines',
    {
      schema: {
        summary: 'Which line is for what',
        tags: ['public'],
        querystring: z.object({
          day: z.iso
            .date()
            .optional()
            .meta({ description: 'Units as they were on that day; today when left out' }),
        }),
        response: { 200: HotlinesView, ...PROBLEMS },
      },
    },
    async (request) => {
      const day = request.query.day ?? zone.dayOf(clock.now());
      const directory = hotlineDirectory(city, day);
      const units = new Map(directory.map((line) => [line.id, line.unit]));
      return {
        city: city.profile.name,
        retired: city.retiredLines,
        items: city.hotlines.map(({ id, dial, ext, name, mode, scope, unit }) => ({
          id,
          dial,
          ext,
          name,
          mode,
          modeName: HOTLINE_MODE_ZH[mode],
          unitName: units.get(id),
          formerUnit: formerUnit(city, unit, day),
          scope,
        })),
      };
    },
  );
}

function formerUnit(city: City, unitId: string, day: string): HotlineView['formerUnit'] {
  const planned = city.units.find(({ id }) => id === unitId);
  if (!planned || unitToday(city, unitId, day)?.id === unitId) return undefined;
  return { name: planned.name, until: planned.validTo };
}
