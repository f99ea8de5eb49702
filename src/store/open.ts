import { join } from 'node:path';
import { startEmbedded } from '../embedded/start.js';

export interface OpenStore {
  uri: string;
  /** True for the embedded store: this process is then the only one that works on it. */
  embedded: boolean;
  close(): Promise<void>;
}

/** The store the settings name: a MongoDB server, or the embedded one in the data directory. */
export async function openStore(
  settings: { mongodbUri?: string; dataDir: string },
  onCrash: (error: Error) => void,
): Promise<OpenStore> {
  if (settings.mongodbUri) return { uri: settings.mongodbUri, embedded: false, close: async () => undefined };
  const embedded = await startEmbedded(join(settings.dataDir, 'store'), { onCrash });
  return { uri: embedded.uri, embedded: true, close: () => embedded.close() };
}
