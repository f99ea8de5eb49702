import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type {
  ChannelAdapter,
  ChannelDefinition,
  SendFailure,
  SendResult,
} from '../../src/channels/channel.js';
import type { StoredOutbound } from '../../src/core/model/message.js';
import type { FakeHost, LogEntry } from './fake-host.js';

/**
 * What every channel must do, whatever its medium. A channel passes by giving a harness: how its adapter is
 * made against a real counterpart of the provider, and how that provider is told to behave. There is no list
 * of exceptions: what a medium cannot do, its definition declares as data for the hub and for this suite
 * alike (`policy.delivery`, `capabilities.failures`, `capabilities.provesSender`).
 */
export interface ConformanceHarness {
  readonly definition: ChannelDefinition;
  /** A fresh host, provider and adapter. The adapter is not started. */
  open(options: { providerDown: boolean }): Promise<Bench>;
}

export interface Bench {
  readonly host: FakeHost;
  readonly adapter: ChannelAdapter;
  /**
   * The provider hands the sample over. Resolves with what the provider was told: `taken` (or put where the
   * adapter fetches it), or `refused`, after which a real provider would try again or give up.
   */
  deliver(sample: Sample): Promise<'taken' | 'refused'>;
  /** The `externalId` under which the sample must be accepted. */
  externalId(sample: Sample): string;
  /** An outgoing message that this account may send, already in the host's store under this id. */
  outbound(id: string): StoredOutbound;
  readonly provider: {
    /** The next send fails in this way, and only that one. `unknown-outcome`: taken, but never answered. */
    failNext(kind: SendFailure): void;
    /** Sends wait at the provider until released; a send that has arrived there resolves `arrived`. */
    hold(): { arrived: Promise<void>; release: () => void };
    /** Provider-side ids of the messages that it took, oldest first, repeated when it took one twice. */
    taken(): string[];
    /** Brings back a provider that was down. */
    restore(): Promise<void>;
  };
  close(): Promise<void>;
}

export interface Sample {
  kind: 'text' | 'oversize' | 'forged' | 'unknown';
  /** Distinguishes messages: the harness makes the provider's id from it. */
  id: string;
  text: string;
}

export function describeConformance(name: string, harness: ConformanceHarness): void {
  const { definition } = harness;
  const { capabilities, policy } = definition;
  // Where the citizen's side fetches, nothing is sent, and no provider can be away.
  const sends = policy.delivery === 'push';
  // A window that closes at once: people speak there, and a text has to go another way.
  const isWritten = capabilities.replyWindow?.ms !== 0;
  const failures = sends && isWritten ? (capabilities.failures ?? FAILURES) : [];
  const testWhere = (declared: boolean) => (declared ? test : test.skip);

  describe(`channel ${name} conforms`, () => {
    let bench: Bench;
    let providerDown = false;
    const open = async (): Promise<void> => {
      bench = await harness.open({ providerDown });
    };
    const closeBench = async (): Promise<void> => {
      await bench.adapter.stop();
      await bench.close();
    };

    describe('definition', () => {
      test('names itself, its source code and limits that core can work with', () => {
        expect(definition.name).toMatch(/^[a-z][a-z0-9-]*$/);
        expect(definition.source).toMatch(/^\d{2}$/);
        expect(definition.title.zh).not.toBe('');
        expect(definition.title.en).not.toBe('');
        expect(definition.capabilities.maxText).toBeGreaterThan(0);
        expect(definition.capabilities.maxParts).toBeGreaterThan(0);
        expect(definition.policy.debounceMs).toBeGreaterThanOrEqual(0);
        // Every provider can be away, and every provider can refuse.
        if (sends && isWritten) expect(failures).toEqual(expect.arrayContaining(['unreachable', 'rejected']));
      });
      test('refuses settings that are not its own', () => {
        expect(definition.config.safeParse('nonsense').success).toBe(false);
      });
    });

    describe('receiving', () => {
      beforeEach(async () => {
        await open();
        await bench.adapter.start();
      });
      afterEach(closeBench);

      test('a message is accepted once, with its words, channel, account and raw bytes', async () => {
        const sample = text('one', '路灯坏了三天');
        expect(await bench.deliver(sample)).toBe('taken');
        await acceptedAs(bench, sample);
        const [entry] = bench.host.entries('accepted');
        expect(entry?.message).toMatchObject({ channel: definition.name, account: bench.adapter.account });
        expect(entry?.message.text).toContain(sample.text);
        expect(entry?.message.auto).toBeUndefined();
        expect(entry?.raw.bytes.length).toBeGreaterThan(0);
      });

      test('a replayed message is accepted once', async () => {
        const sample = text('replayed', '垃圾无人清运');
        const after = text('after', '后面的一条');
        for (const each of [sample, sample, sample, after]) await bench.deliver(each);
        await acceptedAs(bench, after);
        expect(acceptedIds(bench)).toEqual([bench.externalId(sample), bench.externalId(after)]);
      });

      test('messages that arrive out of order are all accepted', async () => {
        const samples = ['3', '1', '2'].map((n) => text(`reordered-${n}`, `第${n}条`));
        for (const sample of samples) await bench.deliver(sample);
        for (const sample of samples) await acceptedAs(bench, sample);
        expect(acceptedIds(bench).sort()).toEqual(samples.map((s) => bench.externalId(s)).sort());
      });

      test('an oversize message is refused or kept with a notice, and does not block the next', async () => {
        const big: Sample = { kind: 'oversize', id: 'big', text: '附上很多照片' };
        const told = await bench.deliver(big);
        const next = text('next', '下一条');
        await bench.deliver(next);
        await acceptedAs(bench, next);
        if (told === 'refused') return;
        await bench.host.until('the oversize message', () => fateOf(bench, big) !== undefined);
        const fate = fateOf(bench, big);
        if (fate?.type === 'accepted') expect(fate.message.notices).not.toEqual([]);
      });

      test('a message of unknown type is kept, and does not block the next', async () => {
        const strange: Sample = { kind: 'unknown', id: 'strange', text: '未知' };
        const told = await bench.deliver(strange);
        const next = text('next', '下一条');
        await bench.deliver(next);
        await acceptedAs(bench, next);
        expect(told).toBe('taken');
        await bench.host.until('the strange message', () => fateOf(bench, strange) !== undefined);
      });

      testWhere(capabilities.provesSender ?? true)(
        'a forged message is not accepted, and does not block the next',
        async () => {
          const forged: Sample = { kind: 'forged', id: 'forged', text: '我是别人' };
          expect(await bench.deliver(forged)).toBe('refused');
          const next = text('next', '下一条');
          await bench.deliver(next);
          await acceptedAs(bench, next);
          expect(acceptedIds(bench)).toEqual([bench.externalId(next)]);
        },
      );

      test('a store that fails for a moment loses nothing', async () => {
        bench.host.failNext('accept', { type: 'throw', error: new Error('the store is away') });
        const sample = text('unlucky', '水管爆裂');
        if ((await bench.deliver(sample)) === 'refused') expect(await bench.deliver(sample)).toBe('taken');
        await acceptedAs(bench, sample);
        expect(acceptedIds(bench)).toEqual([bench.externalId(sample)]);
      });

      test('a message that the hub refuses does not block the next', async () => {
        bench.host.failNext('accept', { type: 'refuse', code: 'bad-input' });
        await bench.deliver(text('refused', '会被拒绝'));
        const next = text('next', '下一条');
        await bench.deliver(next);
        await acceptedAs(bench, next);
      });
    });

    describe('what was kept apart, given back', () => {
      beforeEach(async () => {
        await open();
        await bench.adapter.start();
      });
      afterEach(closeBench);

      test('is the message it was, once, however often', async () => {
        bench.host.failNext('accept', { type: 'refuse', code: 'bad-input' });
        const sample = text('refused', '起初被拒绝');
        const told = await bench.deliver(sample);
        const kept = () => bench.host.entries('quarantined')[0];
        // Whoever was told so comes again by themselves, and nothing lies here.
        if (told === 'refused') return expect(kept()).toBeUndefined();
        await bench.host.until('it to be kept apart', () => kept() !== undefined);
        for (let n = 0; n < 3; n++) await giveBack(bench);
        await acceptedAs(bench, sample);
        expect(acceptedIds(bench)).toEqual([bench.externalId(sample)]);
        expect(bench.host.entries('quarantined')).toHaveLength(1);
      });

      test('and still not understood, is kept again, and is no message', async () => {
        const strange: Sample = { kind: 'unknown', id: 'strange', text: '未知' };
        await bench.deliver(strange);
        await bench.host.until('the strange message', () => fateOf(bench, strange) !== undefined);
        const before = bench.host.entries('quarantined').length;
        if (before === 0) return;
        await giveBack(bench);
        // Or more: where feeds overlap, each may hold it.
        expect(bench.host.entries('quarantined').length).toBeGreaterThan(before);
        expect(acceptedIds(bench)).toEqual([]);
      });
    });

    describe('sending', () => {
      beforeEach(async () => {
        await open();
        await bench.adapter.start();
      });
      afterEach(closeBench);

      testWhere(isWritten)(
        'a message is sent, and the answer carries an id that is never empty',
        async () => {
          const result = await send(bench, 'out-1');
          expect(result).toMatchObject({ ok: true });
          if (result.ok) expect(result.providerId).not.toBe('');
        },
      );

      testWhere(isWritten)('two sends under one key are one message for the receiver', async () => {
        const first = await send(bench, 'out-1');
        const second = await send(bench, 'out-1');
        expect(second).toEqual(first);
        expect(new Set(bench.provider.taken()).size).toBe(1);
      });

      testWhere(!isWritten)('nothing written is taken, and the hub is told to go another way', async () => {
        const result = await send(bench, 'out-1');
        expect(result).toMatchObject({ ok: false, kind: 'window-closed' });
        if (!result.ok) expect(result.message).not.toBe('');
        expect(bench.provider.taken()).toEqual([]);
      });

      for (const kind of failures) {
        test(`a provider that answers "${kind}" is reported as such, and the next is sent`, async () => {
          bench.provider.failNext(kind);
          const failed = await send(bench, 'out-1');
          expect(failed).toMatchObject({ ok: false, kind });
          if (!failed.ok) {
            expect(failed.code).not.toBe('');
            expect(failed.message).not.toBe('');
          }
          expect(bench.provider.taken()).toHaveLength(kind === 'unknown-outcome' ? 1 : 0);
          expect(await send(bench, 'out-2')).toMatchObject({ ok: true });
        });
      }

      testWhere(sends && isWritten)('a stop during a send lets it finish or reports honestly', async () => {
        const held = bench.provider.hold();
        const sending = send(bench, 'out-1');
        await held.arrived;
        const stopping = bench.adapter.stop();
        held.release();
        const result = await sending;
        await stopping;
        const taken = bench.provider.taken().length;
        if (result.ok) expect(taken).toBe(1);
        else if (result.kind !== 'unknown-outcome') expect(taken).toBe(0);
      });
    });

    describe('living', () => {
      afterEach(async () => {
        providerDown = false;
        await bench.close();
      });

      test('an adapter that was never started stops without complaint, twice', async () => {
        await open();
        await expect(bench.adapter.stop()).resolves.toBeUndefined();
        await expect(bench.adapter.stop()).resolves.toBeUndefined();
      });

      test('health is up when the provider is there', async () => {
        await open();
        await bench.adapter.start();
        await bench.host.until('health up', () => bench.adapter.health().state === 'up');
        await bench.adapter.stop();
      });

      testWhere(sends)('a provider that is down does not stop the start, and is found again', async () => {
        providerDown = true;
        await open();
        await expect(bench.adapter.start()).resolves.toBeUndefined();
        await bench.host.until('health to tell', () => isTroubled(bench.adapter));
        expect(bench.adapter.health().detail ?? '').not.toBe('');
        await bench.provider.restore();
        const sample = text('late', '恢复之后');
        await bench.deliver(sample);
        await acceptedAs(bench, sample);
        await bench.host.until('health up', () => bench.adapter.health().state === 'up');
        await bench.adapter.stop();
      });
    });
  });
}

const FAILURES: readonly SendFailure[] = [
  'unreachable',
  'rejected',
  'window-closed',
  'opted-out',
  'auth',
  'unknown-outcome',
];

function text(id: string, words: string): Sample {
  return { kind: 'text', id, text: words };
}

function send(bench: Bench, id: string): Promise<SendResult> {
  return bench.adapter.send(bench.outbound(id), id);
}

/** The first payload in quarantine, to the account that put it there. */
async function giveBack({ adapter, host }: Bench): Promise<void> {
  const [entry] = host.entries('quarantined');
  if (!entry || !adapter.retake) throw new Error('what goes into quarantine has no way back');
  await adapter.retake({ ...entry.raw, externalId: entry.externalId }, host);
}

function isTroubled(adapter: ChannelAdapter): boolean {
  const { state } = adapter.health();
  return state === 'down' || state === 'degraded' || state === 'paused';
}

function acceptedIds(bench: Bench): string[] {
  return bench.host.accepted.map((m) => m.externalId);
}

async function acceptedAs(bench: Bench, sample: Sample): Promise<void> {
  const id = bench.externalId(sample);
  await bench.host.until(`${sample.id} to be accepted`, () => acceptedIds(bench).includes(id));
}

/** What became of a sample: accepted, kept apart, or nothing yet. */
function fateOf(bench: Bench, sample: Sample): LogEntry | undefined {
  const id = bench.externalId(sample);
  return bench.host.journal.find(
    (e) =>
      (e.type === 'accepted' && e.message.externalId === id) ||
      (e.type === 'quarantined' && (e.externalId === undefined || e.externalId === id)),
  );
}
