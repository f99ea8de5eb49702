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
 * Finds the channels: every folder beside `channel.ts` with an `index` whose default export is a
 * `ChannelDefinition`. Only the wanted ones are loaded, because a channel may drag in a large library.
 * @throws when a wanted channel is not there, naming those that are.
 */
export async function discoverChannels(wanted: string[]): Promise<ChannelDefinition[]> {
  const root = fileURLToPath(new URL('../channels', import.meta.url));
  const there = new Map<string, string>();
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const index = ['index.js', 'index.ts']
      .map((file) => join(root, entry.name, file))
      .find((file) => existsSync(file));
    if (entry.isDirectory() && index) there.set(entry.name, index);
  }
  return Promise.all(
    wanted.map(async (name) => {
      const index = there.get(name);
      if (!index) throw noSuchChannel(name, [...there.keys()]);
      const module: unknown = await import(pathToFileURL(index).href);
      return Module.parse(module).default;
    }),
  );
}

function noSuchChannel(name: string, there: string[]): HubError {
  return new HubError(
    'bad-input',
    'channel-unknown',
    `The settings switch on a channel "${name}", which is not there.`,
    `Correct channels.${name}; there are: ${there.join(', ')}.`,
  );
}
