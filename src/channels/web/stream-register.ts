import { WebProblem } from './problem.js';

/** The streams that are open: bounded per session and address, and ended together when the hub stops. */
export class StreamRegister {
  private readonly counts = new Map<string, number>();
  private readonly endings = new Set<AbortController>();

  constructor(private readonly limits: { perSession: number; perAddress: number }) {}

  /** Throws `too-many-streams`. `ending` fires when the stream must end; `leave` must be called once. */
  enter(sessionId: string, address: string): { ending: AbortSignal; leave: () => void } {
    const places: [string, number][] = [
      [`session ${sessionId}`, this.limits.perSession],
      [`address ${address}`, this.limits.perAddress],
    ];
    if (places.some(([place, limit]) => this.count(place) >= limit)) throw new WebProblem('too-many-streams');
    for (const [place] of places) this.counts.set(place, this.count(place) + 1);
    const controller = new AbortController();
    this.endings.add(controller);
    const leave = () => {
      this.endings.delete(controller);
      for (const [place] of places) {
        const left = this.count(place) - 1;
        if (left > 0) this.counts.set(place, left);
        else this.counts.delete(place);
      }
    };
    return { ending: controller.signal, leave };
  }

  /** Readers are told to come back later, to whoever answers then. */
  endAll(): void {
    for (const controller of this.endings) controller.abort();
  }

  get open(): number {
    return this.endings.size;
  }

  private count(place: string): number {
    return this.counts.get(place) ?? 0;
  }
}
