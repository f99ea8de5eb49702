import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../../src/core/model/ticket.js';
import fc from '../../support/fc.js';
import { openStores, type Stores } from '../../store/open-stores.js';
import { Town, type Sent } from '../identity/town.js';

/** A notice that cannot be delivered where the citizen wrote, on the real store with real joins. */

const MINUTE = 60_000;
const NOTICE = /已转给/;
let close: () => Promise<void>;
let stores: Stores;
let town: Town;
let turn = 0;
let phone: string;

beforeAll(async () => {
  ({ close, stores } = await openStores());
});
afterAll(() => close());
beforeEach(() => {
  turn += 1;
  town = new Town(stores, `f${turn}`);
  phone = `+86135${String(turn).padStart(8, '0')}`;
});

const notices = (of: Town = town): Sent[] => of.sent.filter(({ text }) => NOTICE.test(text));
const channels = (of: Town = town) => notices(of).map(({ channel }) => channel);
const ticketOf = async (id: string): Promise<Ticket> => {
  const ticket = await stores.tickets.load(id);
  if (!ticket) throw new Error(`no ticket ${id}`);
  return ticket;
};
const notesOf = (ticket: Ticket) =>
  ticket.events.flatMap(({ move, details }) => (move === 'note' ? [details.text ?? ''] : []));
const flagsAt = async (channel: string, who: string, of: Town = town) =>
  (await stores.conversations.load(of.conversationOf(channel, who)))?.flags.map(({ reason }) => reason) ?? [];
/** Staff say that two conversations are of one person. */
const join = (one: string, other: string) =>
  town.contacts.join({
    id: `j${turn}-${one}-${other}`,
    citizens: [one, other],
    reason: { type: 'staff', staffId: 's1', name: '小周', note: '来电核实' },
  });

describe('a notice that failed for good', () => {
  test.each(['rejected', 'opted-out', 'window-closed'] as const)(
    '%s: is told on the phone, once, and the ticket says where and why',
    async (kind) => {
      const ticket = await town.ticketOf('chat', 'wang');
      await town.bind('chat', 'wang', phone);
      town.broken.set('chat', kind);
      await town.dispatch(ticket);
      for (let i = 0; i < 3; i++) await town.run();
      expect(channels()).toEqual(['sms']);
      expect(notices()[0]?.text).toMatch(/微信上没能通知到您/);
      expect(notices()[0]?.to).toBe(phone);
      expect(notesOf(await ticketOf(ticket))).toEqual([
        `通知未能经微信送达：服务商拒收（no-${kind}）。已改经短信通知。`,
      ]);
      const notes = await stores.notes.of(town.conversationOf('chat', 'wang'));
      expect(notes.map(({ text }) => text)).toEqual(notesOf(await ticketOf(ticket)));
      expect(await flagsAt('chat', 'wang')).toEqual([]);
    },
  );

  test('given up after two days, is told elsewhere too', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.bind('chat', 'wang', phone);
    town.broken.set('chat', 'unreachable');
    await town.dispatch(ticket);
    expect(channels()).toEqual([]);
    for (let day = 0; day < 4; day++) {
      town.now = new Date(town.now.getTime() + 24 * 60 * MINUTE);
      await town.run();
    }
    expect(channels()).toEqual(['sms']);
  });

  test('is told elsewhere when the provider says so only later', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.bind('chat', 'wang', phone);
    await town.dispatch(ticket);
    const [sent] = notices();
    const receipt = { outboxId: sent?.id ?? '', account: 'main' };
    for (let i = 0; i < 2; i++) {
      await stores.messages.applyReceipt(receipt, 'failed', town.now, { code: '30007', message: '被拦截' });
      await town.run();
    }
    expect(channels()).toEqual(['chat', 'sms']);
  });

  test('of which nobody knows whether it arrived, is not told again: a person decides', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.bind('chat', 'wang', phone);
    town.broken.set('chat', 'unknown-outcome');
    await town.dispatch(ticket);
    expect(channels()).toEqual([]);
    expect(await flagsAt('chat', 'wang')).toEqual(['send-unknown']);
  });

  test('goes from channel to channel and ends with a person, never in a circle', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.say('other', 'wang', '你好');
    await join(town.citizenOf('chat', 'wang'), town.citizenOf('other', 'wang'));
    await town.bind('chat', 'wang', phone);
    for (const channel of ['chat', 'sms', 'other']) town.broken.set(channel, 'rejected');
    await town.dispatch(ticket);
    await town.run();
    expect(channels()).toEqual([]);
    expect(notesOf(await ticketOf(ticket)).map((note) => note.split('。')[1])).toEqual([
      '已改经短信通知',
      '已改经电报通知',
    ]);
    // Where it ended, and nowhere twice.
    expect(await flagsAt('other', 'wang')).toEqual(['send-failed']);
    expect(await flagsAt('chat', 'wang')).toEqual([]);
  });

  test('with nowhere to go raises the flag at once', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    town.broken.set('chat', 'rejected');
    await town.dispatch(ticket);
    expect(await flagsAt('chat', 'wang')).toEqual(['send-failed']);
    expect(notesOf(await ticketOf(ticket))).toEqual([]);
  });
});

describe('where it never goes', () => {
  test('to a stranger: not joined, parted by staff, or unbound by themselves', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.say('other', 'wang', '你好');
    const made = await join(town.citizenOf('chat', 'wang'), town.citizenOf('other', 'wang'));
    await town.contacts.separate(made.id, { id: `p${turn}`, staffId: 's1', name: '小周', note: '同名' });
    await town.bind('chat', 'wang', phone);
    await town.say('chat', 'wang', '解绑手机');
    town.broken.set('chat', 'rejected');
    await town.dispatch(ticket);
    expect(channels()).toEqual([]);
    expect(await flagsAt('chat', 'wang')).toEqual(['send-failed']);
  });

  test('into the public, or to a channel that is switched off', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.say('square', 'wang', '路灯坏了');
    await town.say('other', 'wang', '你好');
    await join(town.citizenOf('chat', 'wang'), town.citizenOf('square', 'wang'));
    await join(town.citizenOf('chat', 'wang'), town.citizenOf('other', 'wang'));
    town.running.delete('other');
    town.broken.set('chat', 'rejected');
    await town.dispatch(ticket);
    expect(channels()).toEqual([]);
    expect(await flagsAt('chat', 'wang')).toEqual(['send-failed']);
  });

  test.each([
    ['said in confidence', '请保密，别让他们知道是我'],
    ['said without a name', '我要匿名'],
  ])('anywhere else when it was %s', async (_, wish) => {
    const ticket = await town.ticketOf('chat', 'wang', wish);
    await town.bind('chat', 'wang', phone);
    town.broken.set('chat', 'rejected');
    await town.dispatch(ticket);
    expect(channels()).toEqual([]);
    expect(await flagsAt('chat', 'wang')).toContain('send-failed');
  });

  test('anywhere else when something under seal was said in that conversation', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.bind('chat', 'wang', phone);
    await town.say('chat', 'wang', '我要举报书记受贿');
    town.broken.set('chat', 'rejected');
    await town.dispatch(ticket);
    expect(channels()).toEqual([]);
    expect(await flagsAt('chat', 'wang')).toContain('send-failed');
  });
});

describe('the order', () => {
  test('what was agreed to comes first, then what was used last; what is only fetched comes last', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.bind('chat', 'wang', phone);
    town.now = new Date(town.now.getTime() + MINUTE);
    await town.say('other', 'wang', '你好');
    town.now = new Date(town.now.getTime() + MINUTE);
    await town.say('web', 'wang', '你好');
    await join(town.citizenOf('chat', 'wang'), town.citizenOf('web', 'wang'));
    await join(town.citizenOf('chat', 'wang'), town.citizenOf('other', 'wang'));
    for (const channel of ['chat', 'sms', 'other']) town.broken.set(channel, 'rejected');
    await town.dispatch(ticket);
    expect(notesOf(await ticketOf(ticket)).map((note) => /改经(.*)通知/.exec(note)?.[1])).toEqual([
      '短信',
      '电报',
      '网站',
    ]);
    const seen = await stores.messages.latest(town.conversationOf('web', 'wang'), 1);
    expect(seen[0]?.direction === 'out' && seen[0].content.text).toMatch(NOTICE);
  });

  test('the answer can be rated where it arrived', async () => {
    const ticket = await town.ticketOf('chat', 'wang');
    await town.bind('chat', 'wang', phone);
    town.broken.set('chat', 'rejected');
    const staff = { type: 'staff', id: 's1', name: '小周', roles: ['operator'] } as const;
    const answer = { text: '路灯已修好', result: 'solved' } as const;
    await town.tickets.move(ticket, staff, `${ticket}.c`, 'answer', answer);
    await town.run();
    expect(town.sent.at(-1)?.text).toMatch(/路灯已修好[^]*1 到 5/);
    await town.say('sms', phone, '5分');
    expect((await ticketOf(ticket)).rating).toBe(5);
  });
});

describe('a crash between any two writes', () => {
  test('the notice is told once on the next channel, or a person is called; never both twice', async () => {
    const failing = async (of: Town, number: string, k: number) => {
      const ticket = await of.ticketOf('chat', 'wang');
      await of.bind('chat', 'wang', number);
      of.broken.set('chat', 'rejected');
      of.fuse.writes = 0;
      of.fuse.left = k;
      await of.dispatch(ticket);
      of.fuse.left = Infinity;
      await of.restart();
      await of.run();
      return ticket;
    };
    const whole = new Town(stores, `f${turn}-whole`);
    await failing(whole, phone, Infinity);
    expect(channels(whole)).toEqual(['sms']);
    const writes = whole.fuse.writes;
    expect(writes).toBeGreaterThan(15);
    for (let k = 0; k < writes; k++) {
      const cut = new Town(stores, `f${turn}-cut${k}`);
      const ticket = await failing(cut, `+86134${String(turn * 1000 + k).padStart(8, '0')}`, k);
      const told = channels(cut);
      const called = [
        ...(await flagsAt('chat', 'wang', cut)),
        ...(await flagsAt('sms', `+86134${String(turn * 1000 + k).padStart(8, '0')}`, cut)),
      ];
      expect({ k, told: told.length <= 1 }).toEqual({ k, told: true });
      // Only a send that was cut in the middle is unknown; then nobody was told and a person looks.
      expect({ k, told, called }).toEqual(
        told.length === 1 && called.length === 0
          ? { k, told: ['sms'], called: [] }
          : { k, told, called: ['send-unknown'] },
      );
      expect(notesOf(await ticketOf(ticket)).length).toBeLessThanOrEqual(1);
    }
  }, 240_000);
});

describe('whatever is joined and broken', () => {
  test('nobody is told twice, no stranger is told, and somebody or a person is told at all', async () => {
    const PUSHED = ['chat', 'other', 'sms'] as const;
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...PUSHED]),
        fc.array(fc.tuple(fc.constantFrom('other', 'square', 'web'), fc.boolean()), { maxLength: 4 }),
        fc.boolean(),
        async (broken, joins, binds) => {
          const of = new Town(stores, `r${turn}-${++run}`);
          const number = `+86133${String(run).padStart(8, '0')}`;
          const ticket = await of.ticketOf('chat', 'wang');
          const me = of.citizenOf('chat', 'wang');
          const mine = new Set([of.addressOf('wang')]);
          for (const [i, [channel, isJoined]] of joins.entries()) {
            const who = `w${i}`;
            await of.say(channel, who, '你好');
            if (!isJoined) continue;
            mine.add(of.addressOf(who));
            await of.contacts.join({
              id: `${ticket}-${i}`,
              citizens: [me, of.citizenOf(channel, who)],
              reason: { type: 'staff', staffId: 's1', name: '小周', note: '核实' },
            });
          }
          if (binds) {
            await of.bind('chat', 'wang', number);
            mine.add(number);
          }
          for (const channel of broken) of.broken.set(channel, 'rejected');
          await of.dispatch(ticket);
          await of.run();
          const told = notices(of);
          expect(told.length).toBeLessThanOrEqual(1);
          for (const { to, channel } of told) {
            expect(mine.has(to)).toBe(true);
            expect(channel).not.toBe('square');
          }
          const ended = await Promise.all(
            [['chat', 'wang'], ['sms', number], ...joins.map(([channel], i) => [channel, `w${i}`])].map(
              ([channel = '', who = '']) => flagsAt(channel, who, of),
            ),
          );
          const fetched = await fetchedBy(of, joins.length);
          const flags = ended.flat().filter((reason) => reason === 'send-failed').length;
          expect(told.length + fetched + flags).toBe(1);
        },
      ),
      { numRuns: 15 },
    );
  }, 240_000);
});

/** How many pages show the notice: stored there is all that is done. */
async function fetchedBy(of: Town, pages: number): Promise<number> {
  const ids = Array.from({ length: pages }, (_, i) => of.conversationOf('web', `w${i}`));
  const all = await Promise.all(ids.map((id) => stores.messages.latest(id, 20)));
  return all.flat().filter((m) => m.direction === 'out' && NOTICE.test(m.content.text)).length;
}
