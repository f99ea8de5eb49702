import { Gauge, type Registry } from 'prom-client';
import type { Subscription } from '../core/model/subscription.js';
import type { Clock } from '../core/ports.js';
import type { DeliveryBacklog, WebhookRepository } from '../store/webhook-store.js';

/** How each subscription does, read when somebody asks: a receiver that fails must be seen from outside. */
export function measureWebhooks(
  registry: Registry,
  store: Pick<WebhookRepository, 'list' | 'backlog'>,
  clock: Clock,
): void {
  const gauge = (
    name: string,
    help: string,
    value: (subscription: Subscription, backlog: DeliveryBacklog) => number,
  ): void =>
    void new Gauge({
      name,
      help,
      labelNames: ['webhook'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const one of await store.list())
          this.set({ webhook: one.id }, value(one, await store.backlog(one.id)));
      },
    });

  gauge('hub_webhook_failing', '1 while so many tries failed in a row that somebody should look', (one) =>
    Number(one.state === 'active' && one.failingSince !== undefined),
  );
  gauge('hub_webhook_waiting', 'Events that wait for a subscriber', (_, { waiting }) => waiting);
  gauge('hub_webhook_given_up', 'Events in the delivery log that were tried in vain', (_, b) => b.givenUp);
  gauge('hub_webhook_oldest_waiting_seconds', 'How long the oldest waits; 0 when none does', (_, b) =>
    b.oldestAt ? Math.max(0, (clock.now().getTime() - b.oldestAt.getTime()) / 1000) : 0,
  );
}
