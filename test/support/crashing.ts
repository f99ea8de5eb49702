/** The process is dead: nothing after this write happens. */
export class CrashError extends Error {
  constructor() {
    super('the process died here');
  }
}

export interface Fuse {
  /** Writes that still succeed. */
  left: number;
  /** Writes begun so far. */
  writes: number;
}

/** Methods of the repositories that change something. */
const WRITES = new Set([
  'insertInbound',
  'commitStep',
  'quarantineInbound',
  'put',
  'save',
  'clearEffects',
  'raiseFlag',
  'insert',
  'markDone',
  'noticed',
  'nextSequence',
  'seen',
  'claimOutbound',
  'finishOutbound',
  'settle',
  'add',
  'use',
  'separate',
]);

/** The same repositories in a process that dies at one write: that one and every later one never happen. */
export function crashing<T extends object>(stores: T, fuse: Fuse): T {
  return new Proxy(stores, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value === 'object' && value !== null) return crashing(value, fuse);
      if (typeof value !== 'function' || typeof name !== 'string' || !WRITES.has(name)) return value;
      return async (...args: unknown[]) => {
        fuse.writes++;
        if (fuse.left-- <= 0) throw new CrashError();
        const result: unknown = await Reflect.apply(value, target, args);
        return result;
      };
    },
  });
}
