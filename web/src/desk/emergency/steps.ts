import { keyOf, outdate, type Page, queries } from '../hub/queries';
import { post } from '../hub/staff-api';
import type { Alert } from '../hub/types';
import { OPEN_ALERTS } from './alerts';

/** What one writes down about an alert, beside taking it. */
export const STEPS = ['call', 'acknowledge', 'note', 'false-alarm', 'close'] as const;
export type Step = (typeof STEPS)[number];

/** Keys by which each is reached. */
export const STEP_KEYS: Record<Step, string> = {
  call: 'c',
  acknowledge: 'a',
  note: 'n',
  'false-alarm': 'f',
  close: 'x',
};

/** What may be done now; the hub decides again. */
export function stepsFor({ open, calls }: Alert): readonly Step[] {
  if (!open) return ['note'];
  return calls.length > 0 ? STEPS : ['call', 'note', 'false-alarm'];
}

/** Sees to an alert, so that nobody else is rung. */
export const take = (id: string): Promise<Alert> => step(id, 'take', {});

export async function step(id: string, what: Step | 'take', body: object, key?: string): Promise<Alert> {
  const path = `/staff/alerts/${id}`;
  try {
    const alert = await post<Alert>(`${path}/${what}`, body, { key });
    show(alert);
    return alert;
  } finally {
    // Also when it was refused: then somebody else was faster.
    void outdate('alerts');
  }
}

/** At once, here: it must not ring on while lists are read again. */
function show(alert: Alert): void {
  queries.setQueryData(keyOf(`/staff/alerts/${alert.id}`), alert);
  queries.setQueryData<Page<Alert>>(
    OPEN_ALERTS,
    (page) =>
      page && {
        ...page,
        items: page.items.map((one) => (one.id === alert.id ? alert : one)).filter(({ open }) => open),
      },
  );
}
