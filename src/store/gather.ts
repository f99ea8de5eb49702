/**
 * Joins calls into one command. The first call goes out at the end of the current turn of the event loop;
 * calls that come while it is under way wait for the next. Under load a command then serves dozens of
 * conversations, which matters because the driver's work per command costs more than the store's per row;
 * a call that comes alone is not held up.
 *
 * `run` answers in the order of what was asked. When it fails for several at once, each is tried alone,
 * so that one bad document fails nobody else; `run` must therefore be safe to repeat.
 */
export function gather<A, R>(run: (asked: A[]) => Promise<R[]>, limit = 64): (asked: A) => Promise<R> {
  let waiting: Call<A, R>[] = [];
  let busy = false;

  const work = async () => {
    while (waiting.length > 0) {
      const calls = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      await answer(calls, run);
    }
    busy = false;
  };

  return (asked) =>
    new Promise((resolve, reject) => {
      waiting.push({ asked, resolve, reject });
      if (busy) return;
      busy = true;
      setImmediate(() => void work());
    });
}

/** Rows under the key each was asked by, in the order of the keys. */
export function byKey<T>(keys: string[], rows: T[], keyOf: (row: T) => string): T[][] {
  const found = new Map<string, T[]>(keys.map((key) => [key, []]));
  for (const row of rows) found.get(keyOf(row))?.push(row);
  return keys.map((key) => found.get(key) ?? []);
}

interface Call<A, R> {
  asked: A;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/** Never rejects: every outcome goes to the call it belongs to. */
async function answer<A, R>(calls: Call<A, R>[], run: (asked: A[]) => Promise<R[]>): Promise<void> {
  try {
    const results = await run(calls.map(({ asked }) => asked));
    if (results.length !== calls.length)
      throw new Error(`${results.length} answers to ${calls.length} calls`);
    for (const [i, result] of results.entries()) calls[i]?.resolve(result);
  } catch (error) {
    const [only, ...others] = calls;
    if (others.length === 0) only?.reject(error);
    else for (const call of calls) await answer([call], run);
  }
}
