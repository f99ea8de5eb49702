import type { Day } from '../deadline/zone.js';
import type { City } from '../model/city.js';
import type { Unit } from '../model/unit.js';

/**
 * The unit that does a unit's work on a day: itself while it is valid, else its first successor that
 * is, however many reforms lie between. "12315 in 2017" thus leads to 市场监管 now. Undefined for an
 * unknown unit, and for a day before it and all that came after it began.
 */
export function unitToday({ units }: Pick<City, 'units'>, unitId: string, day: Day): Unit | undefined {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const follow = (id: string): Unit | undefined => {
    const unit = byId.get(id);
    if (unit === undefined || isValid(unit, day)) return unit;
    for (const successor of unit.successors) {
      const found = follow(successor);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return follow(unitId);
}

function isValid({ validFrom, validTo }: Unit, day: Day): boolean {
  return validFrom <= day && (validTo === undefined || day <= validTo);
}
