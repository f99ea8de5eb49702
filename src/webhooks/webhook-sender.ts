import type { EventDelivery, Subscription } from '../core/model/subscription.js';
import type { Clock } from '../core/ports.js';
import type { WebhookRepository } from '../store/webhook-store.js';
import type { AddressGuard } from './address-guard.js';
import { type Posted, post } from './post.js';
import { signedHeaders } from './signature.js';
import type { Webhooks } from './webhooks.js';

export interface WebhookSenderDeps {
  webhooks: Pick<Webhooks, 'refresh'>;
  store: WebhookRepository;
  guard: AddressGuard;
  clock: Clock;
  /** Uniform in [0,1): spreads retries. */
  jitter: () => number;
  onError: (what: string, error: unknown) => void;
  /** So many tries in a row that fail make a subscription one that people should look at. */
  failingAfter: number;
  timeoutMs?: number;
}

const EVERY_MS = 1000;
const TIMEOUT_MS = 10_000;
/** Longer than a try may take: nobody else sends the same in between. */
const LEASE_MS = 30_000;
const BATCH = 100;
/** Tickets of one subscription that are served side by side. */
const LANES = 4;
/** Then other tickets have their turn. */
const PER_TICKET = 20;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Before the second try, the third … and then the longest again and again. */
const WAITS = [SECOND, 5 * SECOND, 30 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR];
const LONGEST_WAIT_MS = 10 * HOUR;
const GIVE_UP_MS = 72 * HOUR;
const GONE = 410;

/**
 * Sends what is owed to subscribers: at least once, per ticket in order, until the receiver answered 2xx or three
 * days are over. Each subscription has lanes of its own, so a receiver that does not answer holds up no other; one
 * that keeps failing is tried with a single ticket at a time until it is back.
 */
export class WebhookSender {
  private readonly busy = new Set<string>();
  private readonly passes = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly deps: WebhookSenderDeps) {}

  start(): void {
    this.timer = setInterval(() => {
      // Not waited for: a slow receiver would hold up the others.
      const pass = this.pass().catch((error: unknown) => this.deps.onError('webhooks', error));
      this.passes.add(pass);
      void pass.finally(() => this.passes.delete(pass));
    }, EVERY_MS);
  }

  /** Lets the tries under way come to their end. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await Promise.all(this.passes);
  }

  /** Serves every subscription that no other pass serves. Resolves when its own are done. */
  async pass(): Promise<void> {
    const all = await this.deps.webhooks.refresh();
    const free = all.filter(({ id, state }) => state === 'active' && !this.busy.has(id));
    await Promise.all(free.map((one) => this.serveAlone(one)));
  }

  private async serveAlone(subscription: Subscription): Promise<void> {
    const { id, name } = subscription;
    this.busy.add(id);
    try {
      await this.serve(subscription);
    } catch (error) {
      this.deps.onError(`webhook ${name}`, error);
    } finally {
      this.busy.delete(id);
    }
  }

  private async serve(subscription: Subscription): Promise<void> {
    const { store, clock } = this.deps;
    const { id, failingSince } = subscription;
    const due = await store.dueTickets(id, clock.now(), failingSince ? 1 : BATCH);
    // Turns false for all lanes once the receiver is known to be down or wants no more.
    const round = { goesOn: true };
    const lane = async () => {
      for (let ticket = due.shift(); ticket !== undefined && round.goesOn; ticket = due.shift())
        round.goesOn = (await this.serveTicket(id, ticket)) && round.goesOn && !this.stopped;
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** The events of one ticket, the earliest first, until one has to wait. False: leave the receiver alone for now. */
  private async serveTicket(id: string, ticketId: string): Promise<boolean> {
    const { store, clock } = this.deps;
    for (let sent = 0; sent < PER_TICKET && !this.stopped; sent++) {
      // Read anew for each: it may have been paused, or its secret changed.
      const subscription = await store.find(id);
      if (subscription?.state !== 'active') return false;
      const head = await store.first(id, ticketId);
      if (!head) return true;
      const now = clock.now();
      if (head.nextAt !== null && head.nextAt > now) {
        // Behind one that is being sent nothing waits for long.
        if (head.status === 'waiting') await store.postpone(id, ticketId, head.nextAt);
        return true;
      }
      if (!(await store.claim(head, now, new Date(now.getTime() + LEASE_MS)))) return true;
      const next = await this.send(subscription, { ...head, attempts: head.attempts + 1 });
      if (next !== 'next') return next === 'later';
    }
    return true;
  }

  private async send(
    subscription: Subscription,
    claimed: EventDelivery,
  ): Promise<'next' | 'later' | 'leave-alone'> {
    const { guard, timeoutMs = TIMEOUT_MS, store, clock } = this.deps;
    const at = clock.now();
    const { url, secrets } = subscription;
    const { eventId, body } = claimed;
    const posted = await post(url, body, signedHeaders(eventId, body, secrets, at), { guard, timeoutMs });
    const problem = problemOf(posted);
    const tried = {
      at,
      ms: posted.ms,
      ...(posted.type === 'answered' && { status: posted.status, answer: posted.answer }),
      ...(problem !== undefined && { problem }),
    };
    if (problem === undefined) {
      await store.finish(claimed, { status: 'delivered', nextAt: null, doneAt: at, tried });
      await this.succeeded(subscription);
      return 'next';
    }
    const nextAt = this.nextTry(claimed);
    const givenUp = nextAt === undefined;
    await store.finish(
      claimed,
      givenUp
        ? { status: 'given-up', nextAt: null, doneAt: clock.now(), tried }
        : { status: 'waiting', nextAt, tried },
    );
    if (posted.type === 'answered' && posted.status === GONE) {
      await store.update(subscription.id, { state: 'paused', pausedBy: 'receiver', problem });
      return 'leave-alone';
    }
    const isFailing = await this.failed(subscription, problem);
    if (isFailing) return 'leave-alone';
    return givenUp ? 'next' : 'later';
  }

  private async succeeded({ id, failures, failingSince, deliveredAt }: Subscription): Promise<void> {
    const { store, clock } = this.deps;
    const now = clock.now();
    const mended = failures > 0 && { failures: 0, failingSince: undefined, problem: undefined };
    // Told to people by the minute: not every event writes the subscription too.
    if (mended || !deliveredAt || now.getTime() - deliveredAt.getTime() > MINUTE)
      await store.update(id, { deliveredAt: now, ...mended });
    if (failingSince) await store.hasten(id, now);
  }

  /** True when the receiver fails altogether. */
  private async failed({ id, name }: Subscription, problem: string): Promise<boolean> {
    const { store, clock, failingAfter, onError } = this.deps;
    const counted = await store.countFailure(id, problem);
    if (!counted || counted.failures < failingAfter) return false;
    if (!counted.failingSince) await store.update(id, { failingSince: clock.now() });
    // Once, whichever lane it was.
    if (counted.failures === failingAfter) onError(`webhook ${name} fails`, new Error(problem));
    return true;
  }

  /** Undefined: it was tried long enough. */
  private nextTry({ tries, since }: EventDelivery): Date | undefined {
    const { clock, jitter } = this.deps;
    // One that is replayed begins anew.
    const failed = tries.filter(({ at }) => at >= since).length;
    const wait = WAITS[failed] ?? LONGEST_WAIT_MS;
    const next = clock.now().getTime() + wait * (0.8 + 0.4 * jitter());
    return next > since.getTime() + GIVE_UP_MS ? undefined : new Date(next);
  }
}

/** Undefined: the receiver has it. */
function problemOf(posted: Posted): string | undefined {
  if (posted.type === 'failed') return posted.problem;
  const { status } = posted;
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return `HTTP ${String(status)}：不跟随重定向，请改用最终地址`;
  if (status === GONE) return 'HTTP 410：接收方已停用这个地址，订阅已暂停';
  return `HTTP ${String(status)}`;
}
