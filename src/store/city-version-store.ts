import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { type City, DeadlineRules } from '../core/model/city.js';
import { WorkOrderRules } from '../core/model/work-order-rules.js';
import { fromRow, isDuplicateKey, openCollection } from './collection.js';

const CityVersion = z.object({
  id: z.string(),
  deadlines: DeadlineRules,
  workOrders: WorkOrderRules,
  since: z.date(),
});

/**
 * The city under a version that says which rules it has: the version that people write beside them, and a digest of
 * the rules themselves, so that a limit changed without a new version is not taken for the old one.
 */
export function rulesVersioned(city: City): City {
  const { profile, deadlines, workOrders } = city;
  const digest = createHash('sha256').update(JSON.stringify({ deadlines, workOrders })).digest('hex');
  return { ...city, profile: { ...profile, version: `${profile.version}+${digest.slice(0, 8)}` } };
}

/** Not a version: which calendar the clocks were last worked out under. */
const CALENDAR = ':calendar';

/**
 * The rules of every version of the city a ticket was made under: changing a limit must not change what
 * was promised before. `keep` stores today's version and answers with a look-up of all that are known.
 */
export function createCityVersions(connection: Connection) {
  const { raw } = openCollection(connection, { name: 'city_versions', indexes: [] });
  return {
    /**
     * True when the tables of days off are not those of the last start; they are then remembered as done. A store
     * that never heard of any has nothing that was worked out under others.
     */
    async calendarChanged(calendarId: string): Promise<{ changed: boolean; done: () => Promise<void> }> {
      const row = await raw.findOne({ _id: CALENDAR });
      const done = async () => {
        await raw.replaceOne({ _id: CALENDAR }, { calendarId }, { upsert: true });
      };
      if (row === null) await done();
      return { changed: row !== null && row['calendarId'] !== calendarId, done };
    },
    async keep(city: City): Promise<(version: string) => Pick<City, 'deadlines' | 'workOrders'>> {
      const { deadlines, workOrders, profile } = city;
      try {
        await raw.insertOne({ _id: profile.version, deadlines, workOrders, since: new Date() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      const rows = await raw.find({ _id: { $ne: CALENDAR } }).toArray();
      const known = new Map(rows.map((row) => fromRow(CityVersion, row)).map((one) => [one.id, one]));
      return (version) => known.get(version) ?? city;
    },
  };
}
