import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DATA_FILE } from './data-file.js';
import { lockDirectory } from './directory-lock.js';
import { WorkerMessage, type WorkerOptions } from './worker-protocol.js';

export interface StartOptions {
  /** Database in the returned address. */
  database?: string;
  /** A Unix socket unless the platform has none; TCP is loopback only and guarded by a secret made for each start. */
  transport?: 'socket' | 'tcp';
  /** Told when the store's thread died by itself. Without it the error is thrown, which ends the process: nothing is stored any more. */
  onCrash?: (error: Error) => void;
}

export interface EmbeddedStore {
  /** An address for `mongoose.connect` or the official driver. */
  readonly uri: string;
  readonly dataDir: string;
  /** Waits for acknowledged and running writes, closes the file and gives the directory free. */
  close(): Promise<void>;
}

/**
 * Starts the store on a directory, which belongs to this process until `close`. Fails with one sentence that names the
 * directory or file when it is in use, not writable, damaged or of another version.
 */
export async function startEmbedded(dataDir: string, options: StartOptions = {}): Promise<EmbeddedStore> {
  const lock = lockDirectory(dataDir);
  const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket');
  const address = transport === 'socket' ? socketAddress() : tcpAddress();
  try {
    const worker = startWorker({ file: join(dataDir, DATA_FILE), listen: address.listen });
    const port = await readiness(worker);
    const release = (): void => {
      address.remove();
      lock.release();
    };
    return running(
      worker,
      dataDir,
      address.uri(port, options.database ?? 'store'),
      release,
      options.onCrash ?? rethrow,
    );
  } catch (error) {
    address.remove();
    lock.release();
    throw error;
  }
}

function running(
  worker: Worker,
  dataDir: string,
  uri: string,
  release: () => void,
  onCrash: (error: Error) => void,
): EmbeddedStore {
  let state: 'open' | 'closing' | 'closed' = 'open';
  const crash = (error: Error): void => {
    if (state !== 'open') return;
    state = 'closed';
    release();
    onCrash(new Error(`The embedded store stopped: ${error.message}`, { cause: error }));
  };
  worker.on('error', crash);
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      crash(new Error(`its thread ended with code ${code}`));
      resolve();
    });
  });
  return {
    uri,
    dataDir,
    async close() {
      if (state === 'open') {
        state = 'closing';
        worker.postMessage('close');
      }
      await exited;
      if (state === 'closing') {
        state = 'closed';
        release();
      }
    },
  };
}

function startWorker(workerData: WorkerOptions): Worker {
  const file = import.meta.url.endsWith('.ts') ? './worker-from-source.mjs' : './worker.js';
  return new Worker(new URL(file, import.meta.url), { workerData });
}

/** The port the worker listens on, 0 for a socket. */
function readiness(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`The embedded store's thread ended with code ${code} while starting`)),
    );
    worker.once('message', (raw) => {
      const message = WorkerMessage.parse(raw);
      worker.removeAllListeners('error');
      worker.removeAllListeners('exit');
      if (message.type === 'ready') resolve(message.port ?? 0);
      else
        reject(
          new Error(
            message.type === 'refused' ? message.message : 'The embedded store closed while starting',
          ),
        );
    });
  });
}

interface Address {
  listen: WorkerOptions['listen'];
  uri(port: number, database: string): string;
  remove(): void;
}

/** Socket paths hold about 100 bytes, so the socket does not lie in the data directory, whose path may be long. */
function socketAddress(): Address {
  const dir = mkdtempSync(join(tmpdir(), 'store-'));
  const path = join(dir, 'db.sock');
  return {
    listen: { type: 'socket', path },
    uri: (_port, database) => `mongodb://${encodeURIComponent(path)}/${database}?directConnection=true`,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

function tcpAddress(): Address {
  const secret = randomBytes(24).toString('hex');
  return {
    listen: { type: 'tcp', secret },
    uri: (port, database) =>
      `mongodb://127.0.0.1:${port}/${database}?directConnection=true&appName=${secret}`,
    remove: () => undefined,
  };
}

function rethrow(error: Error): void {
  process.nextTick(() => {
    throw error;
  });
}
