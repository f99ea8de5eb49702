import { useQuery } from '@tanstack/react-query';
import type { ApiProblem } from '../../shared/api';
import { get } from '../hub/staff-api';

const FRESH_MS = 5 * 60_000;

/**
 * What is looked at once and does not change with every word: each look at a person is written down, so news of the
 * conversation does not bring another one.
 */
export function useLook<T>(path: string) {
  return useQuery<T, ApiProblem>({
    queryKey: ['look', path],
    queryFn: ({ signal }) => get<T>(path, undefined, signal),
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
  });
}
