import { ApiProblem } from '../../shared/api';
import { api } from '../../shared/hub';

const told = new Set<string>();

/** Tells the hub that an answer was seen, once the page really is. */
export function acknowledge({ id, status }: { id: string; status: string }): void {
  if (status === 'read' || told.has(id)) return;
  told.add(id);
  const tell = () =>
    void api
      .call(`/api/web/messages/${encodeURIComponent(id)}/read`, { method: 'POST' })
      .catch((problem: unknown) => {
        // The receipt is a courtesy: without it staff see "delivered", and the next visit tells again.
        if (!(problem instanceof ApiProblem)) throw problem;
      });
  if (document.visibilityState === 'visible') return tell();
  document.addEventListener('visibilitychange', tell, { once: true });
}
