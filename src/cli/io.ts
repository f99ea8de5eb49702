import type { Readable } from 'node:stream';

/** What the command touches of its surroundings, so that tests give it their own. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  stdin: Readable & { isTTY?: boolean };
  env: NodeJS.ProcessEnv;
  /** Reads a line without showing it. */
  askSecret(prompt: string): Promise<string>;
}

/** How the command ended, for scripts. */
export const EXIT = {
  ok: 0,
  /** Something broke, or a check found faults. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** The hub refused: wrong input, unknown, wrong state. */
  refused: 3,
  /** Not signed in, or not allowed. */
  notAllowed: 4,
  /** The hub does not answer. */
  unreachable: 5,
} as const;

/** An end with one sentence for people. */
export class CliError extends Error {
  constructor(
    readonly exit: number,
    message: string,
  ) {
    super(message);
  }
}
