import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ApiProblem } from '../../shared/api';
import { onHint } from '../hub/live';
import { type Page, queries } from '../hub/queries';
import { get } from '../hub/staff-api';
import type { InboxRowView } from '../hub/types';

export const VIEWS = [
  'mine',
  'waiting',
  'unassigned',
  'emergency',
  'flagged',
  'due',
  'failed',
  'all',
] as const;
export type View = (typeof VIEWS)[number];

const PATH = '/staff/conversations';
const PER_PAGE = 60;
/** News in one breath are one look. */
const GATHER_MS = 250;

/**
 * The lines of a view, page by page. News reads the first page anew and nothing else, at once: what moves comes to
 * the top, and a list of thousands is not read again for it.
 */
export function useInboxRows(view: View, q: string) {
  const key = useMemo(() => ['inbox', view, q] as const, [view, q]);
  const read = (cursor: string | undefined, signal?: AbortSignal) =>
    get<Page<InboxRowView>>(PATH, q === '' ? { view, cursor, limit: PER_PAGE } : { q }, signal);
  const list = useInfiniteQuery<
    Page<InboxRowView>,
    ApiProblem,
    InfiniteData<Page<InboxRowView>>,
    typeof key,
    string | undefined
  >({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      read(undefined).then(
        (page) =>
          queries.setQueryData<InfiniteData<Page<InboxRowView>>>(
            key,
            (before) => before && withNewFirst(before, page),
          ),
        // The list stays as it is; the bar over the page says when the line is down.
        () => undefined,
      );
    };
    const stop = onHint(({ event }) => {
      if (event === 'conversation' || event === 'ticket') timer ??= setTimeout(look, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [key]);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  return { ...list, rows };
}

/** The first page as it is now, and the others without what has come into it. */
function withNewFirst(
  before: InfiniteData<Page<InboxRowView>>,
  page: Page<InboxRowView>,
): InfiniteData<Page<InboxRowView>> {
  const fresh = new Set(page.items.map(({ id }) => id));
  const [, ...others] = before.pages;
  // With nothing behind it, the new first page is all there is.
  if (others.length === 0) return { ...before, pages: [page] };
  const [firstOld] = before.pages;
  const left = (firstOld?.items ?? []).filter(({ id }) => !fresh.has(id));
  const moved = left.filter(({ lastAt }) => lastAt <= (page.items.at(-1)?.lastAt ?? ''));
  const rest = others.map((one) => ({ ...one, items: one.items.filter(({ id }) => !fresh.has(id)) }));
  return { ...before, pages: [{ ...page, items: [...page.items, ...moved] }, ...rest] };
}
