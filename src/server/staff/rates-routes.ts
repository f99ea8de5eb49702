import { z } from 'zod';
import type { City } from '../../core/model/city.js';
import { addDays, zoneOf } from '../../core/deadline/zone.js';
import type { Clock } from '../../core/ports.js';
import type { RatesDesk } from '../../desk/rates-desk.js';
import { authorise } from '../auth/session-gate.js';
import { failure } from '../errors/failure.js';
import { Instant, iso, PROBLEMS, type TypedApp } from '../http.js';

const MOST_DAYS = 366;
const Share = z
  .object({ of: z.number().int(), is: z.number().int() })
  .meta({ description: 'A rate as its two counts: `is` of `of`' });
export const UnitRatesView = z
  .object({
    from: z.string(),
    to: z.string(),
    countedAt: Instant.meta({ description: 'Until when everything is in it' }),
    items: z.array(
      z.object({
        unit: z.string(),
        unitName: z.string(),
        signedInTime: Share,
        handledInTime: Share,
        handled: Share,
        reached: Share,
        satisfied: Share,
        returned: Share,
        reworked: Share,
      }),
    ),
  })
  .meta({ id: 'UnitRates' });
export type UnitRatesView = z.infer<typeof UnitRatesView>;

/** The rates that units are assessed by, over days. */
export function ratesRoutes(
  app: TypedApp,
  { rates, city, clock }: { rates: Pick<RatesDesk, 'between'>; city: City; clock: Clock },
): void {
  const zone = zoneOf(city.profile.timezone);
  app.get(
    '/rates',
    {
      schema: {
        summary: 'Rates of units over days: signed and handled in time, returned, reworked, satisfied',
        description:
          'The last seven days when nothing is asked for. Counted from the day on which the hub first counted; what is exempted from assessment later is taken out on that later day.',
        tags: ['units'],
        querystring: z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
        response: { 200: UnitRatesView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.supervise');
      const to = request.query.to ?? zone.dayOf(clock.now());
      const from = request.query.from ?? addDays(to, -6);
      if (from > to || addDays(from, MOST_DAYS) <= to)
        throw failure('validation-failed', {
          fields: [{ path: 'from', message: `1–${MOST_DAYS} 天` }],
        });
      const { units, countedAt } = await rates.between(from, to, actor.platform);
      const nameOf = (id: string) => city.units.find((unit) => unit.id === id)?.name ?? id;
      const items = units.map(({ unit, rates: shares }) => ({ unit, unitName: nameOf(unit), ...shares }));
      return { from, to, countedAt: iso(countedAt), items };
    },
  );
}
