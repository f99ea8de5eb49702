import type { ChannelAdapter, ChannelDefinition, ChannelHost } from '../channels/channel.js';
import {
  type Finding,
  formatProblem,
  isRecord,
  jsonPath,
  type Problem,
  schemaFindings,
} from '../config/problem.js';
import type { ChannelSettings, Settings } from '../config/settings.js';
import { HubError } from '../core/errors.js';
import type { Clock } from '../core/ports.js';
import { brokenAccount } from './broken-account.js';
import { discoverChannels, findChannels, type FoundChannel } from './discover.js';

export type ChannelsWanted = Pick<Settings, 'channels' | 'channelsDir' | 'originOf'>;

export interface LoadedChannel {
  name: string;
  /** Undefined when its code does not load. */
  definition: ChannelDefinition | undefined;
  settings: ChannelSettings;
  adapters: ChannelAdapter[];
  /** What is wrong with its settings: the accounts named there are down, no others. */
  problems: Problem[];
}

/**
 * Makes the accounts of every channel that is switched on. Whatever is wrong with one of them stands in its
 * place as an account that is down and says why.
 * @throws when a channel is named that is not there.
 */
export async function loadChannels(
  wanted: ChannelsWanted,
  hostOf: (channel: string) => ChannelHost,
  clock: Clock,
): Promise<LoadedChannel[]> {
  return Promise.all(
    findChannels(namesOn(wanted), wanted.channelsDir).map((channel) =>
      loadChannel(channel, wanted, hostOf, clock),
    ),
  );
}

/** What is wrong with the settings of the channels that are switched on, by the channels' own schemas. */
export async function checkChannels(wanted: ChannelsWanted): Promise<Problem[]> {
  const checks = namesOn(wanted).map(async (name): Promise<Problem[]> => {
    try {
      const [definition] = await discoverChannels([name], wanted.channelsDir);
      const parsed = definition?.config.safeParse(ownSettings(wanted.channels[name]));
      return !parsed || parsed.success ? [] : problemsOf(name, schemaFindings(parsed.error), wanted);
    } catch (error) {
      const mend =
        error instanceof HubError ? error.hint.replace(/\.$/, '') : 'Mend its folder, or switch it off';
      return problemsOf(name, [{ path: [], problem: reasonOf(error).replace(/\.$/, ''), mend }], wanted);
    }
  });
  return (await Promise.all(checks)).flat();
}

function namesOn({ channels }: ChannelsWanted): string[] {
  return Object.entries(channels).flatMap(([name, { enabled }]) => (enabled ? [name] : []));
}

async function loadChannel(
  { name, load }: FoundChannel,
  wanted: ChannelsWanted,
  hostOf: (channel: string) => ChannelHost,
  clock: Clock,
): Promise<LoadedChannel> {
  const settings = wanted.channels[name] ?? { enabled: true };
  const maker: Maker = {
    name,
    wanted,
    host: hostOf(name),
    down: (account, why) => brokenAccount(account, why, clock),
  };
  try {
    const definition = await load();
    return { name, definition, settings, ...make(definition, ownSettings(settings), maker) };
  } catch (error) {
    const adapters = [maker.down(name, `渠道 ${name} 的程序无法加载：${reasonOf(error)}`)];
    return { name, definition: undefined, settings, adapters, problems: [] };
  }
}

interface Maker {
  name: string;
  wanted: ChannelsWanted;
  host: ChannelHost;
  down(account: string, why: string): ChannelAdapter;
}
type Made = Pick<LoadedChannel, 'adapters' | 'problems'>;

/** The channel's accounts; those whose settings are wrong apart from the others, where it can be told. */
function make(definition: ChannelDefinition, own: Record<string, unknown>, maker: Maker): Made {
  const parsed = definition.config.safeParse(own);
  if (parsed.success) return { adapters: create(definition, parsed.data, own, maker), problems: [] };
  const findings = schemaFindings(parsed.error);
  const problems = problemsOf(maker.name, findings, maker.wanted);
  const accounts = accountsOf(own);
  const wrong = new Set(
    findings.map(({ path: [first, index] }) => (first === 'accounts' ? index : undefined)),
  );
  if (wrong.has(undefined) || wrong.size === accounts.length)
    return { adapters: [maker.down(maker.name, problems.map(formatProblem).join(' '))], problems };
  const down = accounts.flatMap((account, index) => {
    const why = findings.flatMap(({ path }, i) => (path[1] === index ? (problems[i] ?? []) : []));
    return why.length > 0 ? [maker.down(nameOf(account, index), why.map(formatProblem).join(' '))] : [];
  });
  const rest = make(definition, { ...own, accounts: accounts.filter((_, i) => !wrong.has(i)) }, maker);
  return { adapters: [...rest.adapters, ...down], problems: [...problems, ...rest.problems] };
}

/** All accounts at once; when that throws, one by one, to find the one that does it. */
function create(
  definition: ChannelDefinition,
  config: unknown,
  own: Record<string, unknown>,
  maker: Maker,
): ChannelAdapter[] {
  try {
    return definition.create(config, maker.host);
  } catch (error) {
    const accounts = accountsOf(own);
    if (accounts.length <= 1) {
      const why = `${reasonOf(error)}。改好配置后重新启动。`;
      return [maker.down(accounts.length === 1 ? nameOf(accounts[0], 0) : maker.name, why)];
    }
    return accounts.flatMap((account) => {
      const alone = { ...own, accounts: [account] };
      return create(definition, definition.config.parse(alone), alone, maker);
    });
  }
}

/** What the channel's own schema is given: the hub keeps its part to itself. */
function ownSettings(settings: ChannelSettings | undefined): Record<string, unknown> {
  const { enabled: _, debounceMs: __, quietHours: ___, ...own } = settings ?? {};
  return own;
}

function problemsOf(channel: string, findings: Finding[], { originOf }: ChannelsWanted): Problem[] {
  return findings.map(({ path, problem, mend }) => {
    const whole = ['channels', channel, ...path];
    return { file: originOf(whole), path: jsonPath(whole), problem, mend };
  });
}

function accountsOf(own: Record<string, unknown>): readonly unknown[] {
  return Array.isArray(own['accounts']) ? own['accounts'] : [];
}

/** As the channel itself would name it, when its settings say a name at all. */
function nameOf(account: unknown, index: number): string {
  const names = isRecord(account) ? [account['account'], account['address'], account['name']] : [];
  return names.find((name): name is string => typeof name === 'string') ?? `accounts[${index}]`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
