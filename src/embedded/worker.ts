import { parentPort, workerData } from 'node:worker_threads';
import { Cursors } from './cursors.js';
import { Housekeeping } from './housekeeping.js';
import { openDataFile } from './data-file.js';
import { createWireServer } from './wire.js';
import { WorkerOptions, type WorkerMessage } from './worker-protocol.js';

if (parentPort) await serve(WorkerOptions.parse(workerData), (message) => parentPort?.postMessage(message));

async function serve(options: WorkerOptions, tell: (message: WorkerMessage) => void): Promise<void> {
  let store;
  try {
    store = openDataFile(options.file);
  } catch (error) {
    tell({ type: 'refused', message: error instanceof Error ? error.message : String(error) });
    return;
  }
  const cursors = new Cursors();
  const housekeeping = new Housekeeping(store, cursors);
  const { listen } = options;
  const server = createWireServer({
    store,
    cursors,
    ...(listen.type === 'tcp' && { secret: listen.secret }),
  });
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  parentPort?.once('message', () => {
    void (async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await housekeeping.stop();
      await store.kv.close();
      tell({ type: 'closed' });
      parentPort?.close();
    })();
  });
  const isListening = new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  if (listen.type === 'socket') server.listen(listen.path);
  else server.listen(0, '127.0.0.1');
  await isListening;
  housekeeping.start();
  const address = server.address();
  tell({ type: 'ready', ...(typeof address === 'object' && address && { port: address.port }) });
}
