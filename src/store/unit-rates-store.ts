import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { UnitRateRepository } from '../core/assessment/unit-rates.js';
import { fromRow, openCollection, toRow } from './collection.js';

const Share = z.object({ of: z.number().int(), is: z.number().int() });
const Row = z.object({
  id: z.string(),
  day: z.string(),
  unit: z.string(),
  platform: z.string(),
  rates: z.object({
    signedInTime: Share,
    handledInTime: Share,
    handled: Share,
    reached: Share,
    satisfied: Share,
    returned: Share,
    reworked: Share,
  }),
});
const Mark = z.object({ id: z.string(), until: z.date() });

/** Rates of units, a row a day and unit; beside them, until when they were counted. Nothing of it is of a person. */
export function createUnitRatesStore(connection: Connection): UnitRateRepository {
  const { raw } = openCollection(connection, { name: 'unit_rates', indexes: [{ fields: { day: 1 } }] });
  const { raw: marks } = openCollection(connection, { name: 'unit_rates_mark', indexes: [] });
  return {
    async countedUntil() {
      const row = await marks.findOne({ _id: 'counted' });
      return row ? fromRow(Mark, row).until : undefined;
    },
    async replace(days, until) {
      for (const { day, units } of days) {
        const rows = units.map((one) => ({ ...one, day, id: `${day} ${one.platform} ${one.unit}` }));
        for (const one of rows) {
          const { _id, ...row } = toRow(one);
          await raw.replaceOne({ _id }, row, { upsert: true });
        }
        await raw.deleteMany({ day, _id: { $nin: rows.map(({ id }) => id) } });
      }
      const { _id, ...mark } = toRow({ id: 'counted', until });
      await marks.replaceOne({ _id }, mark, { upsert: true });
    },
    async between(from, to) {
      const found = await raw.find({ day: { $gte: from, $lte: to } }).toArray();
      return found.map((row) => fromRow(Row, row));
    },
  };
}
