import { HubError } from '../core/errors.js';
import type { City } from '../core/model/city.js';
import type { EventDelivery, Subscription } from '../core/model/subscription.js';
import type { Clock } from '../core/ports.js';
import type { DeliveryBacklog, DeliveryQuery, WebhookRepository } from '../store/webhook-store.js';
import { type AddressGuard, AddressRefused } from '../webhooks/address-guard.js';
import { type Posted, post } from '../webhooks/post.js';
import { newSecret, signedHeaders } from '../webhooks/signature.js';
import { CITY_PLATFORM } from '../webhooks/wants.js';
import type { Webhooks } from '../webhooks/webhooks.js';

export interface WebhookDeskDeps {
  store: WebhookRepository;
  webhooks: Pick<Webhooks, 'refresh'>;
  guard: AddressGuard;
  city: City;
  clock: Clock;
}

/** What an administrator decides about a subscription. */
export type WantedSubscription = Pick<Subscription, 'name' | 'url' | 'events' | 'filter'>;

const MOST = 100;
const HOUR_MS = 3_600_000;
const TEST_TIMEOUT_MS = 10_000;

/** Subscriptions as administrators manage them. A change counts for events from then on. */
export class WebhookDesk {
  constructor(private readonly deps: WebhookDeskDeps) {}

  async list(): Promise<{ subscription: Subscription; backlog: DeliveryBacklog }[]> {
    const all = await this.deps.store.list();
    return Promise.all(all.map((one) => this.withBacklog(one)));
  }

  async get(id: string): Promise<{ subscription: Subscription; backlog: DeliveryBacklog }> {
    return this.withBacklog(found(await this.deps.store.find(id)));
  }

  /** Refuses what nothing could be sent to; to be asked before anything is made or changed. */
  async check({ url, filter }: Partial<WantedSubscription>): Promise<void> {
    if (filter) this.checkFilter(filter);
    if (url === undefined) return;
    try {
      await this.deps.guard.addressOf(new URL(url));
    } catch (error) {
      // A name that is not known yet may be known tomorrow: every try asks again.
      if (error instanceof AddressRefused) throw refused(error.message);
    }
  }

  /** The secret is in the answer, and in no later one. */
  async create(
    id: string,
    wanted: WantedSubscription,
    createdBy: Subscription['createdBy'],
  ): Promise<{ subscription: Subscription; secret: string }> {
    const { store, clock } = this.deps;
    if ((await store.list()).length >= MOST)
      throw new HubError('conflict', 'webhook-too-many', '订阅数量已到上限', '请先删除不再使用的订阅');
    const secret = newSecret();
    const subscription: Subscription = {
      ...wanted,
      id,
      secrets: [{ value: secret }],
      state: 'active',
      failures: 0,
      createdAt: clock.now(),
      createdBy,
    };
    if (!(await store.insert(subscription))) throw madeAlready();
    await this.deps.webhooks.refresh();
    return { subscription, secret };
  }

  change(id: string, change: Partial<WantedSubscription>): Promise<Subscription> {
    return this.update(id, change);
  }

  pause(id: string): Promise<Subscription> {
    return this.update(id, { state: 'paused', pausedBy: 'admin' });
  }

  /** What waited meanwhile goes at once, in order. */
  async resume(id: string): Promise<Subscription> {
    const resumed = await this.update(id, {
      state: 'active',
      pausedBy: undefined,
      failures: 0,
      failingSince: undefined,
      problem: undefined,
    });
    await this.deps.store.hasten(id, this.deps.clock.now());
    return resumed;
  }

  /** A new secret; both are signed with until the overlap is over. */
  async rotate(id: string, overlapHours: number): Promise<{ subscription: Subscription; secret: string }> {
    const now = this.deps.clock.now();
    const { secrets } = found(await this.deps.store.find(id));
    const until = new Date(now.getTime() + overlapHours * HOUR_MS);
    const old = secrets
      .filter((one) => one.until === undefined || one.until > now)
      .map(({ value, until: ends }) => ({ value, until: ends && ends < until ? ends : until }));
    const secret = newSecret();
    const kept = overlapHours > 0 ? old : [];
    const subscription = await this.update(id, { secrets: [{ value: secret }, ...kept] });
    return { subscription, secret };
  }

  async remove(id: string): Promise<void> {
    if (!(await this.deps.store.remove(id))) throw notFound();
    await this.deps.webhooks.refresh();
  }

  /** Sends an event of the type `test` now, also while paused. It is not in the log. */
  async test(id: string): Promise<Posted> {
    const { store, guard, clock } = this.deps;
    const { url, secrets, name } = found(await store.find(id));
    const at = clock.now();
    const eventId = `test.${id}.${String(at.getTime())}`;
    const body = JSON.stringify({ id: eventId, type: 'test', at, subscription: { id, name } });
    return post(url, body, signedHeaders(eventId, body, secrets, at), { guard, timeoutMs: TEST_TIMEOUT_MS });
  }

  async deliveries(query: DeliveryQuery): Promise<{ items: EventDelivery[]; next?: string }> {
    found(await this.deps.store.find(query.subscriptionId));
    return this.deps.store.deliveries(query);
  }

  async delivery(id: string, eventId: string): Promise<EventDelivery> {
    const one = await this.deps.store.delivery(id, eventId);
    if (!one) throw deliveryNotFound();
    return one;
  }

  /** Sends one event again, under the same id. */
  async replay(id: string, eventId: string): Promise<EventDelivery> {
    const one = await this.delivery(id, eventId);
    if (!(await this.deps.store.replay(one.id, this.deps.clock.now()))) throw busy();
    return this.delivery(id, eventId);
  }

  /** Sends again what was delivered or given up since; what still waits goes in its turn. */
  async replaySince(id: string, since: Date): Promise<number> {
    found(await this.deps.store.find(id));
    return this.deps.store.replaySince(id, since, this.deps.clock.now());
  }

  private async update(id: string, change: Partial<Omit<Subscription, 'id'>>): Promise<Subscription> {
    const changed = found(await this.deps.store.update(id, change));
    await this.deps.webhooks.refresh();
    return changed;
  }

  private async withBacklog(subscription: Subscription) {
    return { subscription, backlog: await this.deps.store.backlog(subscription.id) };
  }

  private checkFilter({ units, platforms }: Subscription['filter']): void {
    const known = new Set(this.deps.city.units.map(({ id }) => id));
    const unknown = [...units, ...platforms].filter((id) => id !== CITY_PLATFORM && !known.has(id));
    if (unknown.length === 0) return;
    const hint = '请从承办单位列表中选择';
    throw new HubError('bad-input', 'unit-unknown', `没有这个承办单位：${unknown.join('、')}`, hint);
  }
}

function found(subscription: Subscription | undefined): Subscription {
  if (!subscription) throw notFound();
  return subscription;
}

const notFound = () => new HubError('not-found', 'webhook-not-found', '没有这个订阅', '请刷新订阅列表后重试');

const deliveryNotFound = () =>
  new HubError(
    'not-found',
    'webhook-delivery-not-found',
    '没有这条投递记录，或已过保存期限',
    '请刷新投递记录后重试',
  );

const busy = () =>
  new HubError('conflict', 'webhook-delivery-busy', '这条事件正在发送', '请稍候片刻，看到结果后再重发');

const madeAlready = () =>
  new HubError(
    'conflict',
    'webhook-made-already',
    '这个订阅已经建立，密钥只显示一次',
    '请在列表中找到它，需要密钥时请更换密钥',
  );

const refused = (reason: string) =>
  new HubError('bad-input', 'webhook-url-refused', `不能向这个地址发送：${reason}`, '请核对地址', {
    fields: [{ path: 'url', message: reason }],
  });
