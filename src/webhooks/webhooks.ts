import type { City } from '../core/model/city.js';
import type { EventDelivery, Subscription } from '../core/model/subscription.js';
import type { Ticket, TicketEvent } from '../core/model/ticket.js';
import type { Clock } from '../core/ports.js';
import { deliveryIdOf, type WebhookRepository } from '../store/webhook-store.js';
import { eventIdOf, webhookEvent } from './payload.js';
import { wants } from './wants.js';

export interface WebhooksDeps {
  store: Pick<WebhookRepository, 'list' | 'owe'>;
  city: City;
  clock: Clock;
}

/** Owes subscribers what happens to tickets. */
export class Webhooks {
  /** Every move of a ticket asks for them; the sender reads them anew each second. */
  private known: Promise<Subscription[]> | undefined;

  constructor(private readonly deps: WebhooksDeps) {}

  /**
   * Owes each subscription the events after `afterSeq` that it wants, also while it is paused: they go when it is
   * resumed. Done again, also from an older copy, nothing changes.
   */
  async owe(ticket: Ticket, afterSeq: number): Promise<void> {
    const subscriptions = await this.subscriptions();
    if (subscriptions.length === 0) return;
    const owed = ticket.events
      .filter(({ seq }) => seq > afterSeq)
      .flatMap((event) =>
        subscriptions
          .filter((one) => wants(one, ticket, event))
          .map((one) => this.delivery(ticket, event, one)),
      );
    await this.deps.store.owe(owed);
  }

  subscriptions(): Promise<Subscription[]> {
    return this.known ?? this.refresh();
  }

  /** Reads the subscriptions anew: somebody changed one, here or on another node. */
  refresh(): Promise<Subscription[]> {
    const reading = this.deps.store.list();
    this.known = reading;
    // What could not be read is asked for again, and not remembered.
    reading.catch(() => (this.known = undefined));
    return reading;
  }

  private delivery(ticket: Ticket, event: TicketEvent, { id: subscriptionId }: Subscription): EventDelivery {
    const now = this.deps.clock.now();
    const eventId = eventIdOf(ticket, event);
    return {
      id: deliveryIdOf(eventId, subscriptionId),
      subscriptionId,
      eventId,
      ticketId: ticket.id,
      seq: event.seq,
      move: event.move,
      body: JSON.stringify(webhookEvent(ticket, event, this.deps.city, now)),
      status: 'waiting',
      attempts: 0,
      nextAt: now,
      since: now,
      tries: [],
      createdAt: now,
    };
  }
}
