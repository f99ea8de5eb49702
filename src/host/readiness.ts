import type { AccountReport, BacklogView, ChannelOperations } from '../core/delivery/channel-operations.js';

interface Part {
  name: string;
  kind: 'store' | 'channel' | 'worker';
  state: AccountReport['state'];
  detail?: string;
  since?: Date;
  account?: AccountReport;
}

export interface ReadinessSources {
  storeIsUp: boolean;
  working: boolean;
  accounts: Pick<ChannelOperations, 'list'>;
  backlog: BacklogView;
}

/** Ready when the store and the workers are: a provider that is down is no reason to send citizens of other channels away. */
export async function readiness(sources: ReadinessSources): Promise<{
  ready: boolean;
  parts: Part[];
  queues?: { incoming: number; outgoing: number; oldestOutgoingAt?: Date };
}> {
  const { storeIsUp, working } = sources;
  const store: Part = { name: 'store', kind: 'store', state: storeIsUp ? 'up' : 'down' };
  const workers: Part = { name: 'workers', kind: 'worker', state: working ? 'up' : 'starting' };
  // What waits is counted in the store; without it there is nothing to say of accounts either.
  if (!storeIsUp) return { ready: false, parts: [store, workers] };
  const [accounts, outgoing, incoming] = await Promise.all([
    sources.accounts.list(),
    sources.backlog.outgoing(),
    sources.backlog.incoming(),
  ]);
  const channels = accounts.map((account): Part => {
    const { channel, state, detail, since } = account;
    return { name: `${channel}/${account.account}`, kind: 'channel', state, detail, since, account };
  });
  const oldest = outgoing.map(({ oldestAt }) => oldestAt).sort((a, b) => a.getTime() - b.getTime())[0];
  return {
    ready: working,
    parts: [store, workers, ...channels],
    queues: {
      incoming,
      outgoing: outgoing.reduce((sum, { waiting }) => sum + waiting, 0),
      oldestOutgoingAt: oldest,
    },
  };
}
