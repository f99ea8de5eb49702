/**
 * Errors by whose fault they are: the class decides what the caller can do next, the code names the
 * case, the hint says how to mend it. Messages are for people and carry no personal data.
 */
export type Fault =
  | 'bad-input'
  | 'not-found'
  | 'not-allowed'
  | 'conflict'
  | 'rate-limited'
  | 'rejected'
  | 'unreachable'
  | 'window-closed'
  | 'opted-out'
  | 'auth'
  | 'unknown-outcome'
  | 'bug';

export class HubError extends Error {
  constructor(
    readonly fault: Fault,
    /** Stable, kebab-case, listed in the catalogue. */
    readonly code: string,
    message: string,
    readonly hint: string,
    readonly details: {
      fields?: { path: string; message: string }[];
      state?: string;
      /** What others did since the caller looked. */
      changes?: { seq: number; at: Date; move: string; by: string }[];
      /** Who has what the caller wants. */
      holder?: { id: string; name: string };
      retryAfterMs?: number;
    } = {},
  ) {
    super(message);
    this.name = 'HubError';
  }
}
