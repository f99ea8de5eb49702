import type { ChannelAdapter, ChannelDefinition } from '../channels/channel.js';
import type { ChannelSettings } from '../config/settings.js';
import type { StoredOutbound } from '../core/model/message.js';
import type { ChannelTraits } from '../core/ports.js';
import type { Outcome } from '../core/delivery/deliverer.js';
import { HubError } from '../core/errors.js';
import { createChannelHost, type HostDeps } from './channel-host.js';
import { discoverChannels } from './discover.js';
import { traitsOf } from './traits.js';

interface Channel {
  definition: ChannelDefinition;
  traits: ChannelTraits;
  adapters: ChannelAdapter[];
}

interface Part {
  name: string;
  kind: 'store' | 'channel' | 'worker';
  state: 'starting' | 'up' | 'degraded' | 'down' | 'paused';
  detail?: string;
  since?: Date;
}

/** The channels that are switched on, and their accounts. One that fails never stops another. */
export class Accounts {
  private constructor(private readonly channels: Map<string, Channel>) {}

  /** @throws with file and path of the setting when a channel's settings are wrong. */
  static async load(settings: Record<string, ChannelSettings>, hostDeps: HostDeps): Promise<Accounts> {
    const wanted = Object.entries(settings).filter(([, { enabled }]) => enabled);
    const definitions = await discoverChannels(wanted.map(([name]) => name));
    const channels = new Map<string, Channel>();
    for (const definition of definitions) {
      const { enabled: _, debounceMs, ...own } = settings[definition.name] ?? { enabled: true };
      const parsed = definition.config.safeParse(own);
      if (!parsed.success) throw badSettings(definition.name, parsed.error.issues);
      channels.set(definition.name, {
        definition,
        traits: traitsOf(definition, debounceMs),
        adapters: definition.create(parsed.data, createChannelHost(definition.name, hostDeps)),
      });
    }
    return new Accounts(channels);
  }

  get adapters(): ChannelAdapter[] {
    return [...this.channels.values()].flatMap((channel) => channel.adapters);
  }

  /** A conversation may be on a channel that was switched off since: it can be read, not answered. */
  traitsOf(channel: string): ChannelTraits {
    return this.channels.get(channel)?.traits ?? SWITCHED_OFF;
  }

  async start(): Promise<void> {
    await Promise.all(this.adapters.map((adapter) => adapter.start()));
  }

  async stopReceiving(): Promise<void> {
    await Promise.all(this.adapters.map((adapter) => adapter.stop()));
  }

  /** Undefined when the account of the message does not run here. */
  async send(message: StoredOutbound): Promise<Outcome | undefined> {
    const adapters = this.channels.get(message.channel)?.adapters ?? [];
    const adapter = adapters.find(({ account }) => account === message.account);
    return adapter?.send(message, message.id);
  }

  readiness(storeIsUp: boolean, working: boolean): { ready: boolean; parts: Part[] } {
    const store: Part = { name: 'store', kind: 'store', state: storeIsUp ? 'up' : 'down' };
    const channels = [...this.channels.values()].flatMap(({ definition, adapters }) =>
      adapters.map((adapter): Part => {
        const { state, detail, since } = adapter.health();
        return { name: `${definition.name}/${adapter.account}`, kind: 'channel', state, detail, since };
      }),
    );
    const workers: Part = { name: 'workers', kind: 'worker', state: working ? 'up' : 'starting' };
    // A provider that is down is no reason to send citizens of other channels away.
    return { ready: storeIsUp && working, parts: [store, workers, ...channels] };
  }
}

const SWITCHED_OFF: ChannelTraits = {
  source: '99',
  dialogue: 'public',
  debounceMs: 0,
  delivery: 'push',
  maxText: 10_000,
  textUnit: 'chars',
  maxParts: 1,
  buttons: 0,
  repeatSafe: false,
};

function badSettings(channel: string, issues: readonly { path: PropertyKey[]; message: string }[]): HubError {
  const fields = issues.map((issue) => ({
    path: ['channels', channel, ...issue.path].join('.'),
    message: issue.message,
  }));
  const first = fields[0];
  return new HubError(
    'bad-input',
    'channel-settings',
    `Settings of channel "${channel}" are wrong: ${first?.path ?? ''}: ${first?.message ?? ''}`,
    'Correct config/local.json (or config/default.json) and start again.',
    { fields },
  );
}
