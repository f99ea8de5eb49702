import type { Rate } from '../channels/channel.js';

const HOUR = 3_600_000;

/**
 * Keeps to a rate: sends are spaced evenly within a second, and at most so many go in any hour. Times in ms
 * of any steady clock.
 */
export class Pace {
  private nextAt = -Infinity;
  private hintedAt = -Infinity;
  private sentAt: number[] = [];
  private readonly gap: number;

  constructor(private readonly rate: Rate) {
    this.gap = rate.perSec === undefined ? 0 : 1000 / rate.perSec;
  }

  /**
   * Takes the next place in the row if it comes within `patience` ms: how long to wait for it. Else says
   * when to ask again, each asker a little later than the one before, so that they do not all come at once.
   */
  take(now: number, patience: number): { type: 'go'; inMs: number } | { type: 'later'; inMs: number } {
    const at = Math.max(now, this.nextAt, this.hourRoomAt(now));
    if (at - now <= patience) {
      this.nextAt = at + this.gap;
      if (this.rate.perHour !== undefined) this.sentAt.push(at);
      return { type: 'go', inMs: at - now };
    }
    this.hintedAt = Math.max(at, this.hintedAt + this.gap);
    return { type: 'later', inMs: this.hintedAt - now };
  }

  private hourRoomAt(now: number): number {
    const { perHour } = this.rate;
    if (perHour === undefined) return now;
    this.sentAt = this.sentAt.filter((at) => at > now - HOUR);
    const oldest = this.sentAt[this.sentAt.length - perHour];
    return oldest === undefined ? now : oldest + HOUR;
  }
}
