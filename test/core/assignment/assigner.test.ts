import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { desk, POLICY } from './desk.js';

const TWO = [
  { id: 'wang', name: '王' },
  { id: 'li', name: '李' },
];

describe('a conversation that waits for a person', () => {
  test('goes to who is there, and to nobody before somebody says so', async () => {
    const at = desk(TWO);
    at.call('c1');
    await at.pass();
    expect(at.holderOf('c1')).toBeUndefined();
    await at.is('wang', 'available');
    await at.pass();
    expect(at.holderOf('c1')).toBe('wang');
    expect(at.told).toEqual(['wang given c1']);
    expect(at.assignments.records).toMatchObject([{ staffId: 'wang', event: 'given', conversationId: 'c1' }]);
  });

  test('is not given to who is busy, or has signed out', async () => {
    const at = desk(TWO);
    at.call('c1');
    await at.is('wang', 'busy');
    await at.is('li', 'available');
    at.signedIn.delete('li');
    await at.pass();
    expect(at.holderOf('c1')).toBeUndefined();
  });

  test('leak: a sealed one is given to nobody', async () => {
    const at = desk(TWO);
    at.call('c1', { reason: 'sealed' });
    await at.is('wang', 'available');
    await at.pass();
    expect(at.holderOf('c1')).toBeUndefined();
  });

  test('what a colleague took meanwhile stays theirs', async () => {
    const at = desk(TWO, {
      failing: () => {
        if (at.holderOf('c1') === undefined) at.take('c1', 'li');
      },
    });
    at.call('c1');
    await at.is('wang', 'available');
    await at.pass();
    expect(at.holderOf('c1')).toBe('li');
    expect(at.told).toEqual([]);
  });

  test('of a line that is switched off waits for hands', async () => {
    const line = { value: '12366', confidence: 1, messageIds: [] };
    const at = desk(TWO, {}, { queues: { '12366': { enabled: false } } });
    at.call('c1');
    at.talk('c1').state.draft.hotline = line;
    await at.is('wang', 'available');
    await at.pass();
    expect(at.holderOf('c1')).toBeUndefined();
  });
});

describe('a citizen who waits for a word', () => {
  async function givenToWang(channel = 'web') {
    const at = desk(TWO);
    at.call('c1', { channel });
    await at.is('wang', 'available');
    await at.pass();
    return at;
  }

  test('gets the next person; both are told, and who was silent is given no more', async () => {
    const at = await givenToWang();
    at.later(POLICY.takeBackMinutes - 1);
    await at.is('li', 'available');
    await at.pass();
    expect(at.holderOf('c1')).toBe('wang');
    at.later(1);
    await at.pass();
    expect(at.holderOf('c1')).toBe('li');
    expect(at.told).toEqual(['wang given c1', 'wang taken-back c1', 'li given c1']);
    expect((await at.assignments.profile('wang'))?.state).toBe('away');
  });

  test('waits again when nobody else is there, and the bot listens', async () => {
    const at = await givenToWang();
    at.later(POLICY.takeBackMinutes);
    await at.pass();
    expect(at.holderOf('c1')).toBeUndefined();
    expect(await at.waiting()).toEqual(['c1']);
    expect(at.talk('c1').state.dialogue).toMatchObject({ type: 'waiting' });
    await at.is('li', 'available');
    await at.pass();
    expect(at.holderOf('c1')).toBe('li');
  });

  test('stays with who types, who has answered, and who took it themselves', async () => {
    const at = await givenToWang();
    at.later(POLICY.takeBackMinutes);
    at.typing.add('c1 wang');
    await at.pass();
    expect(at.holderOf('c1')).toBe('wang');
    at.typing.clear();
    at.answer('c1', 'wang');
    at.later(600);
    await at.pass();
    expect(at.holderOf('c1')).toBe('wang');
    at.says('c1');
    at.take('c1', 'wang');
    at.later(600);
    await at.pass();
    expect(at.holderOf('c1')).toBe('wang');
  });

  test('the time runs anew from what they say after an answer', async () => {
    const at = await givenToWang();
    at.answer('c1', 'wang');
    at.later(60);
    at.says('c1');
    at.later(POLICY.takeBackMinutes - 1);
    at.says('c1');
    await at.pass();
    expect(at.holderOf('c1')).toBe('wang');
    at.later(1);
    await at.pass();
    expect(at.holderOf('c1')).toBeUndefined();
  });

  test('of a letter waits as long as letters do', async () => {
    const at = await givenToWang('email');
    at.later(POLICY.takeBackMinutesMail - 1);
    await at.pass();
    expect(at.holderOf('c1')).toBe('wang');
    at.later(1);
    await at.pass();
    expect(at.holderOf('c1')).toBeUndefined();
  });
});

const PEOPLE = ['p0', 'p1', 'p2'].map((id) => ({ id, name: id, most: 2 }));
const anyTalk = fc.nat(7).map((n) => `c${n}`);
const anyPerson = fc.constantFrom(...PEOPLE.map(({ id }) => id));
const anyDeed = fc.oneof(
  fc.record({ type: fc.constant('call' as const), talk: anyTalk }),
  fc.record({ type: fc.constantFrom('says' as const, 'answer' as const, 'release' as const), talk: anyTalk }),
  fc.record({ type: fc.constant('take' as const), talk: anyTalk, person: anyPerson }),
  fc.record({
    type: fc.constant('is' as const),
    person: anyPerson,
    state: fc.constantFrom('available' as const, 'available' as const, 'busy' as const, 'away' as const),
  }),
  fc.record({ type: fc.constant('later' as const), minutes: fc.nat(6) }),
  fc.record({ type: fc.constant('pass' as const), dies: fc.option(fc.nat(6)) }),
);

test('whatever people do and wherever the hub dies: one holder, none lost, no more than anybody can have', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeed, { maxLength: 60 }), async (deeds) => {
      let left = Infinity;
      const at = desk(PEOPLE, {
        failing: () => {
          if (left-- <= 0) throw new Error('died');
        },
        onHeld: (staffId, by) => {
          if (by === 'take') return;
          const open = at.ids().filter((id) => at.holderOf(id) === staffId).length;
          expect(open).toBeLessThanOrEqual(2);
        },
      });
      const wanted = new Set<string>();
      for (const deed of deeds) {
        switch (deed.type) {
          case 'call':
            at.call(deed.talk);
            wanted.add(deed.talk);
            break;
          case 'is':
            await at.is(deed.person, deed.state);
            break;
          case 'later':
            at.later(deed.minutes);
            break;
          case 'pass':
            left = deed.dies ?? Infinity;
            await at.pass().catch(() => undefined);
            left = Infinity;
            // The worker finds what the dead one had stored.
            await at.visit();
            break;
          default: {
            if (!wanted.has(deed.talk)) break;
            const holder = at.holderOf(deed.talk);
            if (deed.type === 'take') at.take(deed.talk, deed.person);
            else if (holder === undefined) break;
            else if (deed.type === 'says') at.says(deed.talk);
            else if (deed.type === 'answer') at.answer(deed.talk, holder);
            else {
              at.release(deed.talk, holder);
              wanted.delete(deed.talk);
            }
          }
        }
        const waiting = await at.waiting();
        for (const id of wanted) expect(waiting.includes(id) || at.holderOf(id) !== undefined).toBe(true);
        for (const id of waiting) expect(at.holderOf(id)).toBeUndefined();
      }
      // As soon as there are people with room, nobody waits any longer.
      for (const id of at.ids()) {
        const holder = at.holderOf(id);
        if (holder !== undefined && (await at.waiting()).length > 0) at.release(id, holder);
      }
      for (const { id } of PEOPLE) await at.is(id, 'available');
      await at.pass();
      const room = PEOPLE.filter(({ id }) => at.ids().filter((talk) => at.holderOf(talk) === id).length < 2);
      expect((await at.waiting()).length === 0 || room.length === 0).toBe(true);
    }),
    { numRuns: 300 },
  );
}, 120_000);
