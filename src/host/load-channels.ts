import type { ChannelAdapter, ChannelDefinition, ChannelHost } from '../channels/channel.js';
import { type Finding, formatProblem, jsonPath, type Problem, schemaFindings } from '../config/problem.js';
import type { ChannelSettings, Settings } from '../config/settings.js';
import { HubError } from '../core/errors.js';
import type { Clock } from '../core/ports.js';
import { accountsIn, isOf, isSame, nameOf, withOnly } from './account-settings.js';
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
  const accounts = accountsIn(own).map((account) => ({
    ...account,
    wrong: problems.filter((_, i) => isOf(account, findings[i]?.path ?? [])),
  }));
  const wrong = accounts.filter((account) => account.wrong.length > 0);
  const told = wrong.reduce((sum, account) => sum + account.wrong.length, 0);
  if (told < problems.length || wrong.length === accounts.length)
    return { adapters: [maker.down(maker.name, problems.map(formatProblem).join(' '))], problems };
  const down = wrong.map((account) =>
    maker.down(nameOf(account), account.wrong.map(formatProblem).join(' ')),
  );
  const rest = make(
    definition,
    withOnly(own, (each) => !wrong.some((one) => isSame(one, each))),
    maker,
  );
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
    const accounts = accountsIn(own);
    const [only] = accounts;
    if (accounts.length <= 1) {
      const why = `${reasonOf(error)}。改好配置后重新启动。`;
      return [maker.down(only ? nameOf(only) : maker.name, why)];
    }
    return accounts.flatMap((account) => {
      const alone = withOnly(own, (each) => isSame(each, account));
      const parsed = definition.config.safeParse(alone);
      if (!parsed.success) return [maker.down(nameOf(account), reasonOf(error))];
      return create(definition, parsed.data, alone, maker);
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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
