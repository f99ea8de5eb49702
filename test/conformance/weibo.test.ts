import weibo from '../../src/channels/weibo/index.js';
import { parseJson } from '../../src/channels/weibo/api/json.js';
import { MESSAGE_MEDIUM } from '../../src/channels/weibo/messages/medium.js';
import { externalIdOf, Push } from '../../src/channels/weibo/messages/push.js';
import { Windows } from '../../src/channels/weibo/messages/windows.js';
import { answerTo, CITIZEN, deliver, MESSAGES, openWeibo } from '../channels/weibo/bench.js';
import type { Fault, PushRequest } from '../peers/weibo.js';
import { describeConformance, type Bench, type Sample } from './suite.js';

const FAULTS = {
  unreachable: { type: 'error', code: 10002, status: 503 },
  rejected: { type: 'error', code: 20021 },
  'opted-out': { type: 'error', code: 20206 },
  auth: { type: 'error', code: 21327, status: 403 },
  'unknown-outcome': { type: 'silence' },
} as const satisfies Record<string, Fault>;

/** A citizen who wrote too long ago, and one who does not want to hear from us. */
const LATE = '1000000001';
const GONE = '1000000002';

describeConformance('weibo, public comments', {
  definition: weibo,
  open: async ({ providerDown }): Promise<Bench> => {
    const bench = await openWeibo('comments');
    const { peer, host, adapter } = bench;
    if (providerDown) await peer.goAway();
    const ids = new Map<string, string>();
    let down = providerDown;

    return {
      host,
      adapter,
      async deliver({ id, kind, text }) {
        // Who fetches gets nothing twice from one delivery: the same comment stays in the feed.
        if (ids.has(id)) return 'taken';
        const words = kind === 'oversize' ? text.repeat(100_000) : text;
        const strange = kind === 'unknown' ? { text: undefined, hologram: text } : {};
        ids.set(id, peer.comment(words, ['comments/to_me', 'comments/mentions'], strange));
        return 'taken';
      },
      externalId: ({ id }) => `comment:${ids.get(id) ?? ''}`,
      outbound: (id) => host.putOutbound(answerTo(id, `您好，请私信联系我们（${id}）。`)),
      provider: {
        failNext: (kind) => {
          if (kind !== 'window-closed') peer.failNext('comments/reply', FAULTS[kind]);
        },
        hold: () => peer.hold(),
        taken: () => peer.written.map(({ text }) => text),
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
  },
});

describeConformance('weibo, private messages', {
  // The account of private messages can do more than the channel as a whole, and says so itself.
  definition: { ...weibo, ...MESSAGE_MEDIUM },
  open: async ({ providerDown }): Promise<Bench> => {
    const bench = await openWeibo('messages');
    const { peer, host, adapter } = bench;
    if (providerDown) await peer.goAway();
    let down = providerDown;
    const windows = new Windows(host, MESSAGES);
    await windows.grant(LATE, 'action', new Date(Date.now() - 49 * 3_600_000));
    await windows.leave(GONE);
    const sent = new Map<string, PushRequest>();
    let citizen = CITIZEN;

    return {
      host,
      adapter,
      async deliver({ id, kind, text }: Sample) {
        const type = kind === 'unknown' ? 'hologram' : 'text';
        const words = kind === 'oversize' ? text.repeat(100_000) : text;
        const push = { type, sender_id: BigInt(CITIZEN), text: words, data: {} };
        const request = sent.get(id) ?? peer.pushOf(push);
        sent.set(id, request);
        const forged = { ...request, query: request.query.replace(/signature=./, 'signature=x') };
        const { status } = await deliver(bench, kind === 'forged' ? forged : request);
        return status === 200 ? 'taken' : 'refused';
      },
      externalId: ({ id }) => externalIdOf(Push.parse(parseJson(sent.get(id)?.body ?? ''))),
      outbound: (id) => {
        const to = citizen;
        citizen = CITIZEN;
        return host.putOutbound(answerTo(id, `您好，已受理（${id}）。`, { account: MESSAGES, to }));
      },
      provider: {
        failNext: (kind) => {
          // Whether we may write is told by what the citizen did, before Weibo is asked.
          if (kind === 'window-closed') citizen = LATE;
          else if (kind === 'opted-out') citizen = GONE;
          else peer.failNext('messages/reply', FAULTS[kind]);
        },
        hold: () => peer.hold(),
        taken: () => peer.written.map(({ text }) => text),
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
  },
});
