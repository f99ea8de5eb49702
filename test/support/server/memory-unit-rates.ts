import type { DayOfRates, UnitRateRepository } from '../../../src/core/assessment/unit-rates.js';

/** Rates kept in a map by day. */
export function memoryUnitRates(): UnitRateRepository {
  const days = new Map<string, DayOfRates['units']>();
  let counted: Date | undefined;
  return {
    countedUntil: async () => counted,
    replace: async (all, until) => {
      for (const { day, units } of all) days.set(day, units);
      counted = until;
    },
    between: async (from, to) => [...days].flatMap(([day, units]) => (day >= from && day <= to ? units : [])),
  };
}
