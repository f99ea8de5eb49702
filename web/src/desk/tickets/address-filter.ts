import { go, useAddress } from '../../shared/router';
import type { Query } from '../hub/staff-api';

/** Filters stand in the address: a list can be sent to a colleague, and "back" finds it again. */
export function useAddressFilter(): {
  filter: Record<string, string>;
  change(next: Query): void;
  clear(): void;
} {
  const address = useAddress();
  const [path = '', search = ''] = address.split('?');
  const filter = Object.fromEntries(new URLSearchParams(search));
  const change = (next: Query) => {
    const params = new URLSearchParams(search);
    for (const [name, value] of Object.entries(next)) {
      if (value === undefined || value === '' || value === false) params.delete(name);
      else params.set(name, String(value));
    }
    const text = params.toString();
    go(text === '' ? path : `${path}?${text}`, { replace: true });
  };
  return { filter, change, clear: () => go(path, { replace: true }) };
}

/** The same as a JSON body asks for it, where words of an address are numbers and truths. */
export function filterBody(filter: Record<string, string>): Record<string, unknown> {
  const { sort: _sort, order: _order, overdue, pending, unacknowledged, dueWithinHours, ...same } = filter;
  return {
    ...same,
    ...(overdue === 'true' && { overdue: true }),
    ...(pending === 'true' && { pending: true }),
    ...(unacknowledged === 'true' && { unacknowledged: true }),
    ...(dueWithinHours !== undefined && { dueWithinHours: Number(dueWithinHours) }),
  };
}
