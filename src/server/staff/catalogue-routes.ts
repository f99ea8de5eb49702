import { z } from 'zod';
import { HotlineMode, RefusalReason } from '../../core/model/codes.js';
import type { City } from '../../core/model/city.js';
import { zoneOf } from '../../core/deadline/zone.js';
import type { Clock } from '../../core/ports.js';
import { unitToday } from '../../core/routing/units.js';
import { signedIn } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';

const Named = z.object({ id: z.string(), name: z.string() });
const Catalogue = z
  .object({
    units: z.array(
      Named.extend({
        short: z.string().optional(),
        kind: z.string(),
        current: z.boolean().meta({ description: 'Takes tickets today; others are named in old ones' }),
      }),
    ),
    platforms: z.array(Named).meta({ description: 'County platforms; the city’s own is `city`' }),
    categories: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        parent: z.string().optional(),
        unit: z.string().optional(),
      }),
    ),
    hotlines: z.array(Named.extend({ mode: HotlineMode })),
    refusals: z.array(z.object({ id: RefusalReason, basis: z.string(), way: z.string(), wayEn: z.string() })),
    suspensionCauses: z.array(Named.extend({ nameEn: z.string() })),
    replyNeeds: z
      .array(z.string())
      .meta({ description: 'What the city asks of an answer beyond the life cycle' }),
    extension: z.object({ times: z.number().int(), maxDays: z.number().int() }),
    callBack: z.object({ attempts: z.number().int(), satisfiedFrom: z.number().int() }),
    regions: z.array(
      z.object({ code: z.string(), name: z.string(), level: z.enum(['county', 'town']), parent: z.string() }),
    ),
  })
  .meta({ id: 'Catalogue' });
export type Catalogue = z.infer<typeof Catalogue>;

/** The city’s own words, to choose from: the same for everybody and the same until the next start. */
export function catalogueRoutes(app: TypedApp, { city, clock }: { city: City; clock: Clock }): void {
  const zone = zoneOf(city.profile.timezone);
  app.get(
    '/catalogue',
    {
      schema: {
        summary: 'What there is to choose from: units, categories, lines, reasons',
        tags: ['units'],
        response: { 200: Catalogue, ...PROBLEMS },
      },
    },
    async (request) => {
      signedIn(request);
      return catalogueOf(city, zone.dayOf(clock.now()));
    },
  );
}

function catalogueOf(city: City, day: string): Catalogue {
  const { workOrders } = city;
  const nameOf = (id: string) => city.units.find((unit) => unit.id === id)?.name ?? id;
  return {
    units: city.units.map(({ id, name, short, kind }) => ({
      id,
      name,
      short,
      kind,
      current: unitToday(city, id, day)?.id === id,
    })),
    platforms: city.platforms.map(({ unit }) => ({ id: unit, name: nameOf(unit) })),
    categories: city.categories.map(({ code, name, parent, unit }) => ({ code, name, parent, unit })),
    hotlines: city.hotlines.map(({ id, name, mode }) => ({ id, name, mode })),
    refusals: RefusalReason.options.flatMap((id) => {
      const found = workOrders.refusals[id];
      return found ? [{ id, ...found }] : [];
    }),
    suspensionCauses: workOrders.suspension.causes.map(({ id, name, nameEn }) => ({ id, name, nameEn })),
    replyNeeds: [...workOrders.reply.needs],
    extension: workOrders.extension,
    callBack: { attempts: workOrders.callBack.attempts, satisfiedFrom: workOrders.callBack.satisfiedFrom },
    regions: city.regions.map(({ code, name, level, parent }) => ({ code, name, level, parent })),
  };
}
