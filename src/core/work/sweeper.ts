import type {
  Clock,
  ConversationRepository,
  InputRepository,
  MessageRepository,
  TicketRepository,
  Waker,
} from '../ports.js';
import type { Tickets } from '../ticket/tickets.js';

export interface SweeperDeps {
  conversations: ConversationRepository;
  messages: MessageRepository;
  inputs: InputRepository;
  ticketRepository: TicketRepository;
  tickets: Tickets;
  /** Other things of which time asks something. */
  chores: readonly Chore[];
  waker: Waker;
  clock: Clock;
  onError(what: string, error: unknown): void;
}

/** Work that waits in the store for its time. `run` does what is due of one item, and leaves it not due. */
export interface Chore {
  name: string;
  due(now: Date, limit: number): Promise<string[]>;
  run(id: string): Promise<void>;
}

const BATCH = 500;
/** Fresh work is already on its way through a wake-up; only what is older was forgotten. */
const FORGOTTEN_AFTER_MS = 5_000;
const TRY_AGAIN_MS = 10 * 60_000;

/**
 * Finds what wake-ups lost (a crash, a restart, a clock that has come) and wakes it again. Everything the
 * hub owes anybody is findable here by an index; nothing lives only in memory.
 */
export class Sweeper {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly deps: SweeperDeps,
    private readonly everyMs = 1000,
  ) {}

  /** Sweeps at once, taking even fresh work: after a restart nothing else will wake it. */
  start(): void {
    this.schedule(0, 0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.current;
  }

  private schedule(afterMs: number, forgottenAfterMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.current = this.sweep(forgottenAfterMs)
        .catch((error: unknown) => this.deps.onError('sweep', error))
        .finally(() => this.schedule(this.everyMs, FORGOTTEN_AFTER_MS));
    }, afterMs);
  }

  /** One ticket that cannot do what time asks must not stand before all others: it is looked at again later. */
  private async keepTime(id: string, now: Date): Promise<void> {
    try {
      await this.deps.tickets.runDuties(id);
    } catch (error) {
      this.deps.onError(`time limits of ticket ${id}`, error);
      await this.deps.ticketRepository.postponeTimer(id, new Date(now.getTime() + TRY_AGAIN_MS));
    }
  }

  /** A ticket whose notices cannot be handed on stays due, and others go before it. */
  private async handOn(id: string): Promise<void> {
    try {
      await this.deps.tickets.handOnNotices(id);
    } catch (error) {
      this.deps.onError(`notices of ticket ${id}`, error);
    }
  }

  /** What fails is tried at the next sweep; it stops neither other items nor other chores. */
  private async doChore(chore: Chore, now: Date): Promise<void> {
    for (const id of await chore.due(now, BATCH))
      await chore.run(id).catch((error: unknown) => this.deps.onError(`${chore.name} ${id}`, error));
  }

  private async sweep(forgottenAfterMs: number): Promise<void> {
    const { conversations, messages, inputs, ticketRepository, waker, clock } = this.deps;
    const now = clock.now();
    const before = new Date(now.getTime() - forgottenAfterMs);
    // First, because a danger waits for none of the others.
    for (const chore of this.deps.chores) await this.doChore(chore, now);
    const found = await Promise.all([
      conversations.due(now, BATCH),
      messages.conversationsWithNew(before, BATCH),
      inputs.conversationsWithNew(before, BATCH),
    ]);
    for (const id of new Set(found.flat())) waker.conversation(id);
    for (const id of await ticketRepository.withNotices(BATCH)) await this.handOn(id);
    for (const id of await ticketRepository.dueTimers(now, BATCH)) await this.keepTime(id, now);
    waker.outbox();
  }
}
