/**
 * Files that could not go out yet, on this device. In a database of the browser, because they are too large
 * for localStorage; without one (private windows of old browsers) they live as long as the page.
 */
const STORE = 'files';
const lost = new Map<string, Blob>();

export async function keepFile(key: string, file: Blob): Promise<void> {
  lost.set(key, file);
  await inStore('readwrite', (store) => store.put(file, key)).catch(() => undefined);
}

export async function keptFile(key: string): Promise<Blob | undefined> {
  const found = lost.get(key);
  if (found) return found;
  const stored: unknown = await inStore('readonly', (store) => store.get(key)).catch(() => undefined);
  return stored instanceof Blob ? stored : undefined;
}

export async function dropFile(key: string): Promise<void> {
  lost.delete(key);
  await inStore('readwrite', (store) => store.delete(key)).catch(() => undefined);
}

export async function dropAllFiles(): Promise<void> {
  lost.clear();
  await inStore('readwrite', (store) => store.clear()).catch(() => undefined);
}

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('hub12345', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no database'));
  });
  return opened;
}

async function inStore<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode);
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error ?? new Error('not kept'));
    transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
  });
}
