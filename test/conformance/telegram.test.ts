import telegram from '../../src/channels/telegram/index.js';
import { answerTo, CITIZEN, openTelegram, push } from '../channels/telegram/bench.js';
import type { Fault, Fields } from '../peers/telegram.js';
import { describeConformance, type Bench, type Sample } from './suite.js';

const FAULTS = {
  unreachable: {
    type: 'error',
    error_code: 429,
    description: 'Too Many Requests: retry after 5',
    retry_after: 5,
  },
  rejected: { type: 'error', error_code: 400, description: 'Bad Request: chat not found' },
  'window-closed': {
    type: 'error',
    error_code: 403,
    description: "Forbidden: bot can't initiate conversation with a user",
  },
  'opted-out': { type: 'error', error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  auth: { type: 'error', error_code: 401, description: 'Unauthorized' },
  'unknown-outcome': { type: 'silence' },
} as const satisfies Record<string, Fault>;

describeConformance('telegram (webhook)', {
  definition: telegram,
  open: (options) => open('webhook', options),
});

describeConformance('telegram (long poll)', {
  definition: telegram,
  open: (options) => open('poll', options),
});

async function open(
  receive: 'webhook' | 'poll',
  { providerDown }: { providerDown: boolean },
): Promise<Bench> {
  const bench = await openTelegram({ receive });
  const { peer, host, adapter } = bench;
  if (providerDown) await peer.goAway();
  const updates = new Map<string, Fields & { update_id: number; message: Fields }>();
  let down = providerDown;

  const updateOf = ({ kind, id, text }: Sample): Fields & { update_id: number; message: Fields } => {
    const words = kind === 'oversize' ? text.repeat(100_000) : text;
    const content = kind === 'unknown' ? { dice: { emoji: '🎲', value: 3 } } : { text: words };
    const message = peer.message(content);
    const update = updates.get(id) ?? { ...peer.update({}), message };
    updates.set(id, update);
    return update;
  };
  const started = (): Promise<void> =>
    host.until('the webhook to be set', () => down || receive === 'poll' || peer.webhook !== undefined);

  return {
    host,
    adapter,
    async deliver(sample) {
      const update = updateOf(sample);
      if (receive === 'poll' && sample.kind !== 'forged') {
        peer.enqueue(update);
        return 'taken';
      }
      await started();
      const headers =
        sample.kind === 'forged' ? { ...peer.pushOf(update).headers, [SECRET]: 'x' } : undefined;
      return (await push(bench, update, headers)) === 200 ? 'taken' : 'refused';
    },
    externalId: ({ id }) => `${CITIZEN}:${String(updates.get(id)?.message['message_id'])}`,
    outbound: (id) => host.putOutbound(answerTo(id, `您好，已受理（${id}）。`)),
    provider: {
      failNext: (kind) => peer.failNext('sendMessage', FAULTS[kind]),
      hold: () => peer.hold(),
      taken: () => peer.shown.map(({ text }) => text),
      restore: async () => {
        down = false;
        await peer.comeBack();
      },
    },
    async close() {
      await bench.app.close();
      await adapter.stop();
      if (!down) await peer.goAway();
    },
  };
}

const SECRET = 'x-telegram-bot-api-secret-token';
