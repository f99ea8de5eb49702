import type { Logger } from 'pino';
import type { ChannelAdapter, ChannelHost, KeptPayload } from '../channels/channel.js';
import { formatProblem } from '../config/problem.js';
import type {
  AccountMode,
  AccountReport,
  BacklogView,
  ChannelOperations,
} from '../core/delivery/channel-operations.js';
import type { Outcome } from '../core/delivery/deliverer.js';
import { HubError } from '../core/errors.js';
import type { StoredOutbound } from '../core/model/message.js';
import type { ChannelTraits } from '../core/ports.js';
import { Account } from './account.js';
import { AccountModes } from './account-modes.js';
import { createChannelHost, type HostDeps } from './channel-host.js';
import { type ChannelsWanted, loadChannels } from './load-channels.js';
import { retake, type Retaken } from './retake.js';
import { testMessage } from './test-message.js';
import { SWITCHED_OFF, traitsOf } from './traits.js';

export interface AccountsDeps extends HostDeps {
  backlog: BacklogView;
  /** Of the city: quiet hours are told in its local time. */
  timezone: string;
  /** First pause before a start that failed is tried again. */
  firstRetryMs?: number;
}

/** The channels that are switched on, and their accounts. One that fails never stops another. */
export class Accounts implements ChannelOperations {
  private readonly accounts = new Map<string, Account>();
  private readonly traits = new Map<string, ChannelTraits>();
  private readonly modes: AccountModes;
  private readonly log: Logger;

  private constructor(private readonly deps: AccountsDeps) {
    this.modes = new AccountModes(deps.memoryOf('@accounts'));
    this.log = deps.log;
  }

  /**
   * Makes every account that is switched on.
   * @throws when a channel is named that is not there, and when not one account could be made: then nobody
   * would be served, and whoever started the hub is still looking.
   */
  static async load(wanted: ChannelsWanted, deps: AccountsDeps): Promise<Accounts> {
    const accounts = new Accounts(deps);
    const loaded = await loadChannels(wanted, (channel) => accounts.hostOf(channel), deps.clock);
    const problems = loaded.flatMap((channel) => channel.problems);
    for (const problem of problems) deps.log.error({ problem }, formatProblem(problem));
    if (problems.length > 0 && loaded.every((channel) => channel.problems.length > 0))
      throw new HubError(
        'bad-input',
        'channel-settings',
        `No channel can work with its settings. ${problems.map(formatProblem).join(' ')}`,
        'Correct config/local.json or the file named, and start again.',
      );
    for (const { name, definition, settings, adapters } of loaded) {
      accounts.traits.set(name, definition ? traitsOf(definition, settings, deps.timezone) : SWITCHED_OFF);
      for (const adapter of adapters) {
        const whole = definition && { ...definition, ...adapter.medium };
        const rate = adapter.rate ?? whole?.capabilities.rate ?? {};
        if (whole)
          accounts.traits.set(`${name}/${adapter.account}`, traitsOf(whole, settings, deps.timezone));
        const account = new Account(name, adapter, rate, {
          clock: deps.clock,
          log: deps.log,
          steady: () => performance.now(),
          firstRetryMs: deps.firstRetryMs ?? 5_000,
        });
        accounts.accounts.set(account.name, account);
      }
    }
    return accounts;
  }

  get adapters(): ChannelAdapter[] {
    return [...this.accounts.values()].map(({ adapter }) => adapter);
  }

  /** A conversation may be on a channel that was switched off since: it can be read, not answered. */
  traitsOf(channel: string, account?: string): ChannelTraits {
    return this.traits.get(`${channel}/${account ?? ''}`) ?? this.traits.get(channel) ?? SWITCHED_OFF;
  }

  /** The account that can write to a phone number first; undefined when none is at work. */
  phoneAccount(): { channel: string; account: string } | undefined {
    for (const { channel, adapter, mode } of this.accounts.values()) {
      if (mode === 'on' && this.traitsOf(channel).addresses === 'phone')
        return { channel, account: adapter.account };
    }
    return undefined;
  }

  /** Resolves when every account has started, or was waited for long enough. */
  async start(): Promise<void> {
    const accounts = [...this.accounts.values()];
    // Before anything is sent or taken: what was paused yesterday is paused today.
    for (const account of accounts) account.mode = await this.modes.of(account.name);
    await Promise.all(accounts.map((account) => account.start()));
  }

  async stopReceiving(): Promise<void> {
    await Promise.all([...this.accounts.values()].map((account) => account.stop()));
  }

  /** Undefined when the account of the message does not run here. */
  async send(message: StoredOutbound): Promise<Outcome | undefined> {
    return this.accounts.get(`${message.channel}/${message.account}`)?.send(message);
  }

  async list(): Promise<AccountReport[]> {
    const backlog = await this.deps.backlog.outgoing();
    return [...this.accounts.values()].map((account) =>
      account.report(backlog.find((b) => `${b.channel}/${b.account}` === account.name)),
    );
  }

  async setMode(channel: string, name: string, mode: AccountMode): Promise<AccountReport> {
    const account = this.find(channel, name);
    await this.modes.set(account.name, mode);
    account.mode = mode;
    this.log.info({ account: account.name, mode }, 'account mode set');
    if (mode !== 'paused') {
      await this.deps.messages.releaseAccount(channel, name, this.deps.clock.now());
      this.deps.waker.outbox();
    }
    const backlog = await this.deps.backlog.outgoing();
    return account.report(backlog.find((b) => b.channel === channel && b.account === name));
  }

  async test(channel: string, name: string, to: string, text?: string): Promise<Outcome> {
    const account = this.find(channel, name);
    if (this.traitsOf(channel, name).delivery === 'fetch')
      throw new HubError(
        'bad-input',
        'account-sends-nothing',
        '这个渠道由诉求人一侧来取消息，不主动发送。',
        '请在页面或应用里发一条消息，看是否收到答复。',
      );
    return account.attempt(testMessage(channel, name, to, this.deps, text));
  }

  async act(channel: string, name: string, action: string): Promise<{ text: string; qr?: string }> {
    return this.find(channel, name).act(action);
  }

  /** An account that could not be told is the only one of its channel. */
  async retake(channel: string, name: string, kept: KeptPayload): Promise<Retaken> {
    const ofChannel = [...this.accounts.values()].filter((account) => account.channel === channel);
    const only = ofChannel.length === 1 ? ofChannel[0] : undefined;
    const account = name === '' ? only : this.accounts.get(`${channel}/${name}`);
    if (account?.adapter.retake) return retake(account.adapter, kept, this.hostOf(channel));
    throw new HubError(
      'conflict',
      'quarantine-not-replayable',
      '收到这条内容的渠道账号没有启用，或不能重新处理。',
      '请先启用该渠道账号，或按原件人工答复。',
    );
  }

  private find(channel: string, name: string): Account {
    const account = this.accounts.get(`${channel}/${name}`);
    if (account) return account;
    throw new HubError(
      'not-found',
      'account-not-found',
      '没有这个渠道账号，或渠道没有启用。',
      '用 hub channels list 查看已启用的账号。',
    );
  }

  /** What a channel is given of the hub; an account that is drained gets nothing in. */
  private hostOf(channel: string): ChannelHost {
    const host = createChannelHost(channel, this.deps);
    return {
      ...host,
      accept: async (message, raw) => {
        const account = this.accounts.get(`${channel}/${message.account}`);
        // Thrown, not refused: a channel answers its provider as if the store were away, so nothing is lost.
        if (account?.mode === 'drained') throw drained();
        const accepted = await host.accept(message, raw);
        if (accepted.type !== 'refused') account?.received();
        return accepted;
      },
    };
  }
}

function drained(): HubError {
  return new HubError(
    'unreachable',
    'account-drained',
    '这个渠道账号已停止接收新消息。',
    '请稍后再试，或改用其他渠道、拨打 12345。',
  );
}
