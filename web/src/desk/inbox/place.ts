import { go, useAddress } from '../../shared/router';
import { type View, VIEWS } from './rows';

/** Where one is in the inbox: it stands in the address, so that a place can be sent to a colleague. */
export interface InboxPlace {
  view: View;
  q: string;
}

export function usePlace(): InboxPlace {
  const params = new URLSearchParams(useAddress().split('?')[1] ?? '');
  const wanted = params.get('view');
  return { view: VIEWS.find((one) => one === wanted) ?? 'waiting', q: params.get('q') ?? '' };
}

export function addressOf(id: string | undefined, { view, q }: InboxPlace): string {
  const params = new URLSearchParams({ view, ...(q === '' ? {} : { q }) });
  return `/desk/inbox${id === undefined ? '' : `/${id}`}?${params.toString()}`;
}

export const open = (id: string | undefined, place: InboxPlace, replace = false): void =>
  go(addressOf(id, place), { replace });
