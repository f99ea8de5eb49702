import { fileURLToPath } from 'node:url';
import wechat from '../../../src/channels/wechat/index.js';
import type { ChannelAdapter } from '../../../src/channels/channel.js';
import type { StoredOutbound } from '../../../src/core/model/message.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { CITIZEN, WeChatWorld } from './world.js';

export const ACCOUNT = 'hotline-1';
export const PUPPET = fileURLToPath(new URL('puppet.ts', import.meta.url));

/** The channel with the real wechaty on its mock puppet, and an in-memory hub behind. */
export interface WeChatBench {
  world: WeChatWorld;
  host: FakeHost;
  adapter: ChannelAdapter;
}

/** Settings of an account in this world, with a pace for tests. */
export function accountIn(world: WeChatWorld, settings: object = {}): object {
  return {
    account: ACCOUNT,
    puppet: PUPPET,
    options: { world },
    requestSeconds: 0.4,
    settleSeconds: 0.02,
    pace: { minSeconds: 0, maxSeconds: 0, perMinute: 1000 },
    retry: { firstSeconds: 0.02, maxSeconds: 0.1 },
    ...settings,
  };
}

export function openWeChat(settings: object = {}, host = new FakeHost()): WeChatBench {
  const world = new WeChatWorld();
  return { world, host, adapter: adapterIn(world, host, settings) };
}

export function adapterIn(world: WeChatWorld, host: FakeHost, settings: object = {}): ChannelAdapter {
  const config = wechat.config.parse({ accounts: [accountIn(world, settings)] });
  const [adapter] = wechat.create(config, host);
  if (!adapter) throw new Error('the channel has no adapter');
  return adapter;
}

export async function signedIn({ host, adapter }: WeChatBench): Promise<void> {
  await host.until('the sign-in', () => adapter.health().state === 'up');
}

export function answerTo(
  id: string,
  text: string,
  more: Partial<StoredOutbound> = {},
): Omit<StoredOutbound, 'seq'> {
  const at = new Date();
  return {
    id,
    conversationId: 'c-1',
    channel: 'wechat',
    account: ACCOUNT,
    at,
    direction: 'out',
    author: { type: 'bot' },
    content: { text, buttons: [], attachments: [] },
    to: CITIZEN,
    thread: { key: CITIZEN },
    automatic: true,
    delivery: { status: 'sending', runAt: at, attempts: 1, fence: 1, updatedAt: at },
    ...more,
  };
}
