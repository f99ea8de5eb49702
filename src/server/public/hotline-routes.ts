import { zoneOf } from '../../core/deadline/zone.js';
import type { City } from '../../core/model/city.js';
import { HOTLINE_MODE_ZH } from '../../core/model/codes.js';
import type { Clock } from '../../core/ports.js';
import { hotlineDirectory } from '../../core/routing/hotlines.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { HotlinesView } from './hotline-view.js';

/** The directory of the merged lines, each with the unit that does its work today. */
export function hotlineRoutes(app: TypedApp, city: City, clock: Clock): void {
  const zone = zoneOf(city.profile.timezone);
  app.get(
    '/hotlines',
    {
      schema: {
        summary: 'Which line is for what',
        tags: ['public'],
        response: { 200: HotlinesView, ...PROBLEMS },
      },
    },
    async () => {
      const directory = hotlineDirectory(city, zone.dayOf(clock.now()));
      const units = new Map(directory.map((line) => [line.id, line.unit]));
      return {
        city: city.profile.name,
        items: city.hotlines.map(({ id, dial, ext, name, mode, scope }) => ({
          id,
          dial,
          ext,
          name,
          mode,
          modeName: HOTLINE_MODE_ZH[mode],
          unitName: units.get(id),
          scope,
        })),
      };
    },
  );
}
