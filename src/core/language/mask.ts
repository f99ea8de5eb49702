import type { Span } from './understanding.js';

/**
 * Which characters of a text are taken. Asking costs the length of the span asked about, never the
 * number of spans known, so that a message of ten thousand dates stays linear.
 */
export class Mask {
  readonly #taken: Uint8Array;

  constructor(text: string, spans: Iterable<Span> = []) {
    this.#taken = new Uint8Array(text.length);
    for (const span of spans) this.mark(span);
  }

  mark({ start, end }: Span): void {
    this.#taken.fill(1, start, end);
  }

  has(index: number): boolean {
    return this.#taken[index] === 1;
  }

  touches({ start, end }: Span): boolean {
    for (let i = start; i < end; i++) if (this.#taken[i] === 1) return true;
    return false;
  }
}
