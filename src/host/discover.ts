import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { ChannelDefinition } from '../channels/channel.js';
import { HubError } from '../core/errors.js';

/** Enough to tell a channel from a mistake; the compiler has checked the rest where it was written. */
const Module = z.object({
  default: z.custom<ChannelDefinition>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      'name' in value &&
      'create' in value &&
      'capabilities' in value,
    'default export is not a ChannelDefinition',
  ),
});

/**
 * Loads channels by name: see `findChannels`.
 * @throws when a wanted channel is not there, naming those that are.
 */
export async function discoverChannels(
  wanted: readonly string[],
  further?: string,
): Promise<ChannelDefinition[]> {
  const loaded: ChannelDefinition[] = [];
  // One after the other: two that load the same library at the same moment fail where modules are linked by
  // a test runner.
  for (const { load } of findChannels(wanted, further)) loaded.push(await load());
  return loaded;
}

export interface FoundChannel {
  name: string;
  /** Loads the code. @throws what loading throws: a missing library, a folder that is no channel. */
  readonly load: () => Promise<ChannelDefinition>;
}

/**
 * Finds the wanted channels: folders beside `channel.ts`, or in the `further` folder of an installation,
 * with an `index` whose default export is a `ChannelDefinition`. Nothing is loaded yet, because a channel
 * may drag in a large library.
 * @throws when a wanted channel is not there, naming those that are.
 */
export function findChannels(wanted: readonly string[], further?: string): FoundChannel[] {
  const own = fileURLToPath(new URL('../channels', import.meta.url));
  // The hub's own last: a folder of the installation never takes the place of one that was reviewed here.
  const there = new Map([...(further === undefined ? [] : channelsIn(further)), ...channelsIn(own)]);
  return wanted.map((name) => {
    const index = there.get(name);
    if (!index) throw noSuchChannel(name, [...there.keys()]);
    const load = async () => {
      const module: unknown = await import(pathToFileURL(index).href);
      return Module.parse(module).default;
    };
    return { name, load };
  });
}

function channelsIn(root: string): [name: string, index: string][] {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const index = ['index.js', 'index.ts']
      .map((file) => join(root, entry.name, file))
      .find((file) => existsSync(file));
    return entry.isDirectory() && index ? [[entry.name, index]] : [];
  });
}

function noSuchChannel(name: string, there: string[]): HubError {
  return new HubError(
    'bad-input',
    'channel-unknown',
    `The settings switch on a channel "${name}", which is not there.`,
    `Correct channels.${name}; there are: ${there.join(', ')}.`,
  );
}
