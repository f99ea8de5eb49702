import { type InfiniteData, QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../../shared/api';
import { get, type Query } from './staff-api';

/** One page of a list, as every list of the hub answers. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** What was read, kept fresh by the stream of hints; what is refused is not asked for again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: true,
      retry: (count, problem) => count < 2 && problem instanceof ApiProblem && problem.passes,
    },
  },
});

/**
 * What an address of the API answers. Keys begin with its first part ("/tickets"), so that a hint finds all that
 * may have changed.
 */
export function useHub<T>(path: string | undefined, query?: Query, { everyMs }: { everyMs?: number } = {}) {
  return useQuery<T, ApiProblem>({
    queryKey: keyOf(path ?? '', query),
    queryFn: ({ signal }) => get<T>(path ?? '', query, signal),
    enabled: path !== undefined,
    // For what no hint tells of.
    refetchInterval: everyMs,
    placeholderData: sameAddress(path),
  });
}

/** A list, page by page. `items` are those of all pages read so far. */
export function useHubList<T>(path: string, query?: Query, { enabled = true } = {}) {
  const list = useInfiniteQuery<
    Page<T>,
    ApiProblem,
    InfiniteData<Page<T>>,
    readonly unknown[],
    string | undefined
  >({
    queryKey: [...keyOf(path, query), 'pages'],
    queryFn: ({ pageParam, signal }) => get<Page<T>>(path, { ...query, cursor: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled,
    placeholderData: sameAddress(path),
  });
  return { ...list, items: list.data?.pages.flatMap((page) => page.items) ?? [] };
}

/**
 * While filters change, what was listed before stays; of another address nothing does: one person's conversation must
 * not stand for a moment where the next one's was asked for.
 */
const sameAddress =
  (path: string | undefined) =>
  <T>(before: T | undefined, query?: { queryKey: readonly unknown[] }): T | undefined =>
    query?.queryKey[1] === path ? before : undefined;

export const keyOf = (path: string, query?: Query) => [kindOf(path), path, query ?? {}] as const;

/** "/staff/tickets/1", "/staff/tickets?state=…" and the queue of a zone are all of tickets. */
export function kindOf(path: string): string {
  const [, , kind = ''] = path.split('/');
  return kind === 'zone' ? 'tickets' : kind;
}

/** To be read anew: all of a kind; or one thing of it, and the lists it may stand in. */
export async function outdate(kind: string, id?: string): Promise<void> {
  await (id === undefined
    ? invalidate(kind, () => true)
    : Promise.all([outdateOne(kind, id), outdateLists(kind)]));
}

/** What is shown of one thing, also below its address ("/tickets/1/similar"), and by whatever name it was asked for. */
export const outdateOne = (kind: string, id: string): Promise<void> =>
  invalidate(kind, (of, data) => of === id || (hasId(data) && data.id === id));

export const outdateLists = (kind: string): Promise<void> =>
  invalidate(kind, (of) => of === undefined || LISTS.includes(of));

/** Words in the place of an id that are lists or counts. */
const LISTS: readonly string[] = ['count', 'counts', 'own', 'tickets'];

const hasId = (data: unknown): data is { id: unknown } =>
  typeof data === 'object' && data !== null && 'id' in data;

function invalidate(kind: string, fits: (id: string | undefined, data: unknown) => boolean): Promise<void> {
  return queries.invalidateQueries({
    predicate: ({ queryKey: [ofKind, path], state }) =>
      ofKind === kind && fits(String(path).split('/')[3], state.data),
  });
}
