import type { ChannelHost, Health } from '../channel.js';
import type { Exchange } from './exchange.js';
import { HealthBoard } from './health.js';

/** A line whose exchange tells us nothing: operators begin each record themselves. */
export class NoExchange implements Exchange {
  private readonly board: HealthBoard;

  constructor(clock: ChannelHost['clock']) {
    this.board = new HealthBoard(() => clock.now());
  }

  async start(): Promise<void> {
    this.board.set('up');
  }

  async stop(): Promise<void> {
    this.board.set('paused');
  }

  health(): Health {
    return this.board.get();
  }
}
