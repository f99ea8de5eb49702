import { useQuery } from '@tanstack/react-query';
import { get } from './staff-api';
import type { Catalogue } from './types';

const EMPTY: Catalogue = {
  units: [],
  platforms: [],
  categories: [],
  hotlines: [],
  refusals: [],
  suspensionCauses: [],
  replyNeeds: [],
  extension: { times: 1, maxDays: 10 },
  callBack: { attempts: 3, satisfiedFrom: 4 },
  regions: [],
};

/** The city's own words to choose from; empty until they are there. Read once: they change with a restart alone. */
export function useCatalogue(): Catalogue {
  const { data } = useQuery({
    queryKey: ['catalogue'],
    queryFn: ({ signal }) => get<Catalogue>('/staff/catalogue', undefined, signal),
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return data ?? EMPTY;
}

export function useUnitName(): (id: string | undefined) => string {
  const { units } = useCatalogue();
  return (id) => units.find((unit) => unit.id === id)?.name ?? id ?? '';
}
