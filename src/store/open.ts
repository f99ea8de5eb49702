import { join } from 'node:path';
import { HubError } from '../core/errors.js';
import { startEmbedded } from '../embedded/start.js';

export interface OpenStore {
  uri: string;
  /** True for the embedded store: this process is then the only one that works on it. */
  embedded: boolean;
  close(): Promise<void>;
}

/**
 * The store the settings name: a MongoDB server, or the embedded one in the data directory.
 * @throws HubError with the embedded store's own sentence when its directory or file cannot be used.
 */
export async function openStore(
  settings: { mongodbUri?: string; dataDir: string },
  onCrash: (error: Error) => void,
): Promise<OpenStore> {
  if (settings.mongodbUri) return { uri: settings.mongodbUri, embedded: false, close: async () => undefined };
  const embedded = await startEmbedded(join(settings.dataDir, 'store'), { onCrash }).catch(
    (error: unknown) => {
      throw notOpen(error);
    },
  );
  return { uri: embedded.uri, embedded: true, close: () => embedded.close() };
}

/** The embedded store says in its message what is wrong and what to do: there is nothing to add. */
function notOpen(error: unknown): HubError {
  const message = error instanceof Error ? error.message : String(error);
  return new HubError('bad-input', 'store-not-open', message, 'The hub keeps nothing without its store.');
}
