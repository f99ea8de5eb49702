import type { AccountReport, ChannelOperations } from '../../../src/core/delivery/channel-operations.js';
import { HubError } from '../../../src/core/errors.js';

export const sampleAccount: AccountReport = {
  channel: 'email',
  account: 'hotline@example.cn',
  mode: 'on',
  state: 'up',
  since: new Date('2026-11-23T01:00:00Z'),
  received: 3,
  sent: 2,
  failed: 1,
  waiting: 0,
  actions: [],
};

/** Accounts with the promises of the service: a mode that is set is told, an account that is not there is refused. */
export function memoryChannels(...given: AccountReport[]): ChannelOperations {
  const accounts = new Map(given.map((account) => [`${account.channel}/${account.account}`, account]));
  const find = (channel: string, account: string) => {
    const found = accounts.get(`${channel}/${account}`);
    if (!found)
      throw new HubError('not-found', 'account-not-found', '没有这个渠道账号。', '请查看账号列表。');
    return found;
  };
  return {
    list: async () => [...accounts.values()],
    setMode: async (channel, account, mode) => {
      const changed = { ...find(channel, account), mode };
      accounts.set(`${channel}/${account}`, changed);
      return changed;
    },
    test: async (channel, account, to) => {
      find(channel, account);
      return { ok: true, providerId: to };
    },
    act: async (channel, account, action) => ({ text: `${find(channel, account).account}: ${action}` }),
  };
}
