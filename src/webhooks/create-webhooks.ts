import type { Registry } from 'prom-client';
import type { Settings } from '../config/settings.js';
import type { City } from '../core/model/city.js';
import type { Clock } from '../core/ports.js';
import { WebhookDesk } from '../desk/webhook-desk.js';
import type { WebhookRepository } from '../store/webhook-store.js';
import { AddressGuard } from './address-guard.js';
import { measureWebhooks } from './webhook-metrics.js';
import { WebhookSender } from './webhook-sender.js';
import { Webhooks } from './webhooks.js';

/** Subscriptions of other systems, wired: what owes them events, what sends, and what administrators use. */
export function createWebhooks(parts: {
  store: WebhookRepository;
  settings: Settings['webhooks'];
  city: City;
  clock: Clock;
  metrics: Registry;
  onError: (what: string, error: unknown) => void;
}) {
  const { store, settings, city, clock, metrics, onError } = parts;
  const webhooks = new Webhooks({ store, city, clock });
  const guard = new AddressGuard(settings.allowedHosts);
  const deps = { store, webhooks, guard, clock };
  const { failingAfter } = settings;
  measureWebhooks(metrics, store, clock);
  return {
    webhooks,
    sender: new WebhookSender({ ...deps, jitter: Math.random, onError, failingAfter }),
    desk: new WebhookDesk({ ...deps, city }),
  };
}
