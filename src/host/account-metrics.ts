import { Gauge, type Registry } from 'prom-client';
import type { AccountReport, BacklogView, ChannelOperations } from '../core/delivery/channel-operations.js';
import type { Clock } from '../core/ports.js';

/** Numbers of every account and of the queues, read when somebody asks. Times are seconds. */
export function measureAccounts(
  registry: Registry,
  accounts: Pick<ChannelOperations, 'list'>,
  backlog: BacklogView,
  clock: Clock,
): void {
  const gauge = (name: string, help: string, value: (account: AccountReport) => number | undefined): void =>
    void new Gauge({
      name,
      help,
      labelNames: ['channel', 'account'],
      registers: [registry],
      async collect() {
        this.reset();
        for (const report of await accounts.list()) {
          const { channel, account } = report;
          const now = value(report);
          if (now !== undefined) this.set({ channel, account }, now);
        }
      },
    });
  const age = (since: Date | undefined) =>
    since === undefined ? undefined : Math.max(0, (clock.now().getTime() - since.getTime()) / 1000);
  const instant = (at: Date | undefined) => (at === undefined ? undefined : at.getTime() / 1000);

  gauge('hub_account_up', '1 while the account works, 0 otherwise', ({ state }) => Number(state === 'up'));
  gauge('hub_account_paused', '1 while an administrator holds the account', ({ mode }) =>
    Number(mode !== 'on'),
  );
  gauge('hub_account_received', 'Messages taken in since the start', ({ received }) => received);
  gauge('hub_account_sent', 'Messages sent since the start', ({ sent }) => sent);
  gauge('hub_account_send_failures', 'Sends that failed since the start', ({ failed }) => failed);
  gauge('hub_account_last_in_timestamp_seconds', 'When the last message came', (a) => instant(a.lastInAt));
  gauge('hub_account_last_out_timestamp_seconds', 'When the last message went', (a) => instant(a.lastOutAt));
  gauge('hub_account_waiting', 'Messages that wait to be sent', ({ waiting }) => waiting);
  gauge(
    'hub_account_oldest_waiting_seconds',
    'How long the oldest of them waits',
    (a) => age(a.oldestWaitingAt) ?? 0,
  );
  gauge('hub_account_quota_left', 'Messages the provider still allows today', ({ quotaLeft }) => quotaLeft);
  gauge('hub_account_token_expires_timestamp_seconds', 'When the credential ends', (a) =>
    instant(a.tokenExpiresAt),
  );

  new Gauge({
    name: 'hub_incoming_waiting',
    help: 'Messages of citizens stored and not yet taken up',
    registers: [registry],
    async collect() {
      this.set(await backlog.incoming());
    },
  });
  new Gauge({
    name: 'hub_outbox_oldest_seconds',
    help: 'How long the oldest message of the outbox waits; 0 when it is empty',
    registers: [registry],
    async collect() {
      const ages = (await backlog.outgoing()).map(({ oldestAt }) => age(oldestAt) ?? 0);
      this.set(Math.max(0, ...ages));
    },
  });
}
