import type { Command } from 'commander';
import { z } from 'zod';
import { HubClient } from './hub-client.js';
import type { Io } from './io.js';
import { printResult } from './print.js';

/** What every command gets: its surroundings, the hub, and how to print. */
export interface Context {
  io: Io;
  /** The hub that the options of this run name. */
  client: () => HubClient;
  print: (value: unknown, lines: () => string[]) => void;
}

const GlobalOptions = z.object({ json: z.boolean().default(false), url: z.string().optional() });

export function contextOf(program: Command, io: Io): Context {
  const options = () => GlobalOptions.parse(program.opts());
  return {
    io,
    client: () => new HubClient(io, options().url),
    print: (value, lines) => printResult(io, options().json, value, lines),
  };
}
