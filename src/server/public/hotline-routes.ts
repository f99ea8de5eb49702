import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import { HOTLINE_MODE_ZH, HotlineMode } from '../../core/model/codes.js';
import { PROBLEMS, type TypedApp } from '../http.js';

const HotlineView = z
  .object({
    id: z.string(),
    dial: z.string(),
    ext: z.string().optional(),
    name: z.string(),
    mode: HotlineMode,
    modeName: z.string(),
    unitName: z.string().optional(),
    scope: z.string(),
  })
  .meta({ id: 'Hotline' });

/** The directory of the merged lines. */
export function hotlineRoutes(app: TypedApp, city: City): void {
  app.get(
    '/hotlines',
    {
      schema: {
        summary: 'Which line is for what',
        tags: ['public'],
        response: { 200: z.object({ city: z.string(), items: z.array(HotlineView) }), ...PROBLEMS },
      },
    },
    async () => ({
      city: city.profile.name,
      items: city.hotlines.map(({ id, dial, ext, name, mode, unit, scope }) => ({
        id,
        dial,
        ext,
        name,
        mode,
        modeName: HOTLINE_MODE_ZH[mode],
        unitName: city.units.find((u) => u.id === unit)?.name,
        scope,
      })),
    }),
  );
}
