import { useCatalogue } from '../hub/catalogue';
import { UI_WORDS } from './words';
import { useSay } from '../words';

interface Named {
  value: string;
  label: string;
}

/** Units, platforms, lines and counties of the city, to choose from. */
export function useCityOptions(): Record<'units' | 'platforms' | 'hotlines' | 'counties', Named[]> {
  const say = useSay(UI_WORDS);
  const { units, platforms, hotlines, regions } = useCatalogue();
  const named = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return {
    units: units.filter(({ current }) => current).map(named),
    platforms: [{ value: 'city', label: say('cityPlatform') }, ...platforms.map(named)],
    hotlines: hotlines.map(({ id, name }) => ({ value: id, label: `${id} ${name}` })),
    counties: regions
      .filter(({ level }) => level === 'county')
      .map(({ code, name }) => ({ value: code, label: name })),
  };
}
