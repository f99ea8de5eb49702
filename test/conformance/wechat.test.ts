import { types } from 'wechaty';
import wechat from '../../src/channels/wechat/index.js';
import { answerTo, openWeChat, signedIn } from '../channels/wechat/bench.js';
import { CITIZEN, SELF, type Fault } from '../channels/wechat/world.js';
import { describeConformance, type Bench } from './suite.js';

const failing = (code: number, words: string): Fault => ({
  type: 'error',
  error: Object.assign(new Error(`${code} ${words}`), { code }),
});
const FAULTS = {
  unreachable: failing(14, 'UNAVAILABLE'),
  rejected: failing(3, 'INVALID_ARGUMENT'),
  'window-closed': failing(3, 'INVALID_ARGUMENT'),
  'opted-out': { type: 'error', error: new Error('对方不是你的好友') },
  auth: failing(16, 'UNAUTHENTICATED'),
  'unknown-outcome': { type: 'silence' },
} as const satisfies Record<string, Fault>;

describeConformance('wechat', {
  definition: wechat,
  open: async ({ providerDown }): Promise<Bench> => {
    const bench = openWeChat();
    const { world, host, adapter } = bench;
    world.isDown = providerDown;
    return {
      host,
      adapter: {
        account: adapter.account,
        // Signing in takes a moment after the start, in which nothing can be sent.
        async start() {
          await adapter.start();
          if (!providerDown) await signedIn(bench);
        },
        stop: () => adapter.stop(),
        send: (message, key) => adapter.send(message, key),
        health: () => adapter.health(),
        retake: (kept, host) => adapter.retake?.(kept, host) ?? Promise.resolve(),
      },
      async deliver({ kind, id, text }) {
        await world.running();
        const words = kind === 'oversize' ? text.repeat(100_000) : text;
        const type = kind === 'unknown' ? types.Message.Transfer : types.Message.Text;
        // WeChat itself proves who wrote; the one voice that is not a citizen's is our own.
        world.deliver({ id, text: words, type, talkerId: kind === 'forged' ? SELF : CITIZEN });
        return kind === 'forged' ? 'refused' : 'taken';
      },
      externalId: ({ id }) => id,
      outbound: (id) => host.putOutbound(answerTo(id, `您好，已受理（${id}）。`)),
      provider: {
        failNext: (kind) => world.failNext(FAULTS[kind]),
        hold: () => world.hold(),
        taken: () => world.shown.map(({ text }) => text),
        restore: async () => void (world.isDown = false),
      },
      close: () => adapter.stop(),
    };
  },
});
