import type { AppNewDevice, OutboxItem, OutboxStorage } from '../../clients/typescript/index.js';

let devices = 0;

/** What an app makes at its first start. */
export function newDevice(): AppNewDevice {
  const n = String(++devices).padStart(8, '0');
  return {
    deviceId: `client-device-${n}`,
    deviceKey: `a-key-that-nobody-else-has-${n}`,
    platform: 'ios',
    appVersion: '1.0.0',
  };
}

/** A device's own store: text, as it would lie on its disk. */
export class MemoryStorage implements OutboxStorage {
  private items: OutboxItem[] = [];

  async load(): Promise<OutboxItem[]> {
    return structuredClone(this.items);
  }

  async save(items: OutboxItem[]): Promise<void> {
    this.items = structuredClone(items);
  }
}

/** A network that can be away, or lose the answer to what arrived. */
export class Network {
  state: 'up' | 'away' | 'loses-answers' = 'up';

  readonly fetch: typeof fetch = async (input, init) => {
    if (this.state === 'away') throw new TypeError('fetch failed');
    const response = await fetch(input, init);
    if (this.state === 'up') return response;
    await response.arrayBuffer();
    throw new TypeError('fetch failed');
  };
}
