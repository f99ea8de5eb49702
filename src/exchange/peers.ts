import { zoneOf } from '../core/deadline/zone.js';
import type { City } from '../core/model/city.js';
import type { Clock } from '../core/ports.js';
import { unitToday } from '../core/routing/units.js';
import type { PeerSettings } from '../config/settings.js';

/** Another platform that orders go to and come from. */
export interface Peer extends PeerSettings {
  id: string;
  /** True for the units that its lines belong to, today’s as well as those before a reform. */
  serves(unit: string): boolean;
}

/** The platforms of the settings, with the units of their lines. */
export function peersOf(settings: Readonly<Record<string, PeerSettings>>, city: City, clock: Clock): Peer[] {
  const zone = zoneOf(city.profile.timezone);
  return Object.entries(settings).map(([id, peer]) => {
    const lines = city.hotlines.filter((line) => peer.hotlines.includes(line.id));
    return {
      ...peer,
      id,
      serves(unit) {
        const today = zone.dayOf(clock.now());
        return lines.some((line) => line.unit === unit || unitToday(city, line.unit, today)?.id === unit);
      },
    };
  });
}
