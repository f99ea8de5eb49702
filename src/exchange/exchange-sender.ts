import type { Clock } from '../core/ports.js';
import type { Delivery, ExchangeRepository } from '../store/exchange-store.js';
import { sendTo } from './client.js';
import { resultOf } from './exchange.js';
import type { Peer } from './peers.js';

export interface ExchangeSenderDeps {
  peers: readonly Peer[];
  store: ExchangeRepository;
  clock: Clock;
  onError(what: string, error: unknown): void;
  timeoutMs?: number;
}

/** How a peer does, as far as sending shows. */
export interface PeerState {
  state: 'unknown' | 'up' | 'down';
  lastAnswerAt?: Date;
  problem?: string;
}

const BATCH = 50;
const EVERY_MS = 1000;
/** Longer than a request may take: nobody else sends the same in between. */
const LEASE_MS = 60_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 600_000;

/**
 * Sends what is owed to peers: per ticket in order, until each was answered. A peer that does not answer is
 * left alone for a while, and holds up no other; neither does one thing that a peer cannot take.
 */
export class ExchangeSender {
  private readonly states = new Map<string, PeerState & { failures: number; pausedUntil?: Date }>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly running = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(private readonly deps: ExchangeSenderDeps) {}

  /** Each peer at its own pace: one that is slow to answer keeps no other waiting. */
  start(): void {
    for (const peer of this.deps.peers) this.schedule(peer, 0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.running.values());
  }

  /** One pass over all peers. Resolves when nothing that is due now is left, or its peer does not answer. */
  async pass(): Promise<void> {
    await Promise.all(this.deps.peers.map((peer) => this.visit(peer)));
  }

  stateOf(peer: string): PeerState {
    const { state = 'unknown', lastAnswerAt, problem } = this.states.get(peer) ?? {};
    return { state, lastAnswerAt, problem };
  }

  private schedule(peer: Peer, afterMs: number): void {
    if (this.stopped) return;
    const visit = () =>
      this.running.set(
        peer.id,
        this.visit(peer).finally(() => this.schedule(peer, EVERY_MS)),
      );
    this.timers.set(peer.id, setTimeout(visit, afterMs));
  }

  private async visit(peer: Peer): Promise<void> {
    await this.serve(peer).catch((error: unknown) => this.deps.onError(`exchange with ${peer.id}`, error));
  }

  private async serve(peer: Peer): Promise<void> {
    const { store, clock } = this.deps;
    const paused = this.states.get(peer.id)?.pausedUntil;
    if (paused && paused > clock.now()) return;
    for (const ticketId of await store.dueTickets(peer.id, clock.now(), BATCH))
      if (!(await this.serveTicket(peer, ticketId))) return;
  }

  /** False when the peer does not answer. */
  private async serveTicket(peer: Peer, ticketId: string): Promise<boolean> {
    const { store, clock } = this.deps;
    while (!this.stopped) {
      const first = await store.first(peer.id, ticketId);
      const now = clock.now();
      if (!first) return true;
      if (first.runAt > now) {
        await store.putOff(peer.id, ticketId, first.runAt);
        return true;
      }
      if (!(await store.claim(first.id, now, new Date(now.getTime() + LEASE_MS)))) return true;
      const went = await this.send(peer, first);
      if (went === 'unreachable') return false;
    }
    return true;
  }

  private async send(peer: Peer, delivery: Delivery): Promise<'done' | 'later' | 'unreachable'> {
    const { store, clock, timeoutMs } = this.deps;
    const sent = await sendTo(peer, delivery.path, JSON.parse(delivery.body), { clock, timeoutMs });
    const now = clock.now();
    switch (sent.type) {
      case 'answered': {
        this.answered(peer.id);
        const { result, problem } = resultOf(sent.body);
        const status = result === 'refused' ? 'refused' : 'done';
        await store.finish(delivery.id, {
          status,
          doneAt: now,
          problem: problem && `${problem.code}：${problem.message}`,
        });
        return 'done';
      }
      case 'refused':
        this.answered(peer.id);
        await store.finish(delivery.id, { status: 'refused', doneAt: now, problem: sent.problem });
        return 'done';
      case 'later':
        this.answered(peer.id, sent.problem);
        await store.finish(delivery.id, { runAt: waitFrom(now, delivery.attempts), problem: sent.problem });
        return 'later';
      case 'unreachable': {
        const failures = (this.states.get(peer.id)?.failures ?? 0) + 1;
        const pausedUntil = waitFrom(now, failures - 1);
        const lastAnswerAt = this.states.get(peer.id)?.lastAnswerAt;
        const { problem } = sent;
        this.states.set(peer.id, { state: 'down', failures, pausedUntil, lastAnswerAt, problem });
        await store.finish(delivery.id, { runAt: pausedUntil, problem });
        return 'unreachable';
      }
    }
  }

  private answered(peer: string, problem?: string): void {
    this.states.set(peer, { state: 'up', failures: 0, lastAnswerAt: this.deps.clock.now(), problem });
  }
}

function waitFrom(now: Date, failures: number): Date {
  return new Date(now.getTime() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 10)));
}
