import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import type { Effect } from '../../../src/core/conversation/effect.js';
import type { Draft } from '../../../src/core/conversation/draft.js';
import { type Player, says, templatesOf } from '../../../src/play/player.js';
import { conversation, newPlayer, perform } from './random-play.js';
import { renderer } from './real.js';

/** One thing to tell, and how it is recognised where staff will read it. */
interface Fact {
  says: string;
  mark: string;
}
/** A person with a matter: one fact of each kind, told in any order. */
const person = fc.record({
  matter: fc.constantFrom<Fact>(
    { says: '我们小区楼上渗水没人管', mark: '楼上渗水' },
    { says: '门口的路灯坏了一个星期', mark: '路灯坏了' },
    { says: '楼下烧烤店油烟太大', mark: '油烟' },
    { says: '窨井盖没了', mark: '窨井盖' },
  ),
  place: fc.constantFrom<Fact>(
    { says: '亭湖区建军东路22号', mark: '320902' },
    { says: '盐都区新都路100号', mark: '320903' },
    { says: '在大丰区新丰镇菜市场北门', mark: '320904' },
  ),
  phone: fc.constantFrom<Fact>(
    { says: '13812345678', mark: '+8613812345678' },
    { says: '我的电话 139 0000 1111', mark: '+8613900001111' },
    { says: '一三七 2222 三三三三', mark: '+8613722223333' },
  ),
  name: fc.constantFrom<Fact>({ says: '我叫王建国', mark: '王建国' }, { says: '本人周娟', mark: '周娟' }),
});
const KINDS = ['matter', 'place', 'phone', 'name'] as const;

/** What people put between: it asks, thanks, jokes, and must cost nothing of what was told. */
const noise = fc.constantFrom(
  '你好',
  '谢谢',
  '在吗',
  '查进度',
  '？？？',
  '😀',
  'english',
  '中文',
  '看不懂',
  '要多久',
  '为什么要电话',
  '<silence>',
  '<picture>',
);
const telling = fc.record({
  who: person,
  order: fc.shuffledSubarray([...KINDS], { minLength: KINDS.length }),
  noises: fc.array(noise, { minLength: KINDS.length, maxLength: KINDS.length }),
  /** All facts in one breath, or each by itself. */
  atOnce: fc.boolean(),
});

describe('what was told', () => {
  test('is in the ticket, in whatever order and with whatever between', () => {
    fc.assert(
      fc.property(telling, ({ who, order, noises, atOnce }) => {
        const player = newPlayer({ dialogue: 'chat', staffOnDuty: true });
        const facts = order.map((kind) => who[kind]);
        if (atOnce) player.say(facts.map((fact) => fact.says).join('，'));
        else facts.forEach((fact, index) => [player.say(fact.says), interrupt(player, noises[index])]);
        finish(player);
        const { dialogue, draft } = player.state;
        expect({ dialogue, draft, made: player.requests.length > 0 }).toMatchObject({ made: true });
        // As a field of its own, or in the citizen's own words.
        const kept = `${JSON.stringify(player.requests)}\n${supplements(player)}`;
        for (const { mark, says: words } of facts) {
          expect({ words, mark, kept: [mark, words].some((text) => kept.includes(text)) }).toEqual({
            words,
            mark,
            kept: true,
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  test('is never asked for', () => {
    fc.assert(
      fc.property(conversation, fc.boolean(), (acts, staffOnDuty) => {
        const player = newPlayer({ dialogue: 'chat', staffOnDuty });
        acts.forEach((act, index) => {
          const asked = templatesOf(perform(player, act, index)).filter((key) => ASKS.test(key));
          const known = asked.filter((key) => isKnown(player.state.draft, key));
          expect({ act, known }).toEqual({ act, known: [] });
        });
      }),
      { numRuns: 200 },
    );
  });

  test('by one person is never seen or heard by another', () => {
    fc.assert(
      fc.property(conversation, conversation, (mine, theirs) => {
        const alone = newPlayer({ dialogue: 'chat', staffOnDuty: true });
        const expected = mine.map((act, index) => perform(alone, act, index));
        const [me, other] = [1, 2].map(() => newPlayer({ dialogue: 'chat', staffOnDuty: true }));
        if (!me || !other) throw new Error('two players');
        const seen = mine.map((act, index) => {
          const [their] = theirs.slice(index);
          if (their) perform(other, their, index);
          return perform(me, act, index);
        });
        expect(seen).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('by another is in nobody else’s ticket', () => {
    fc.assert(
      fc.property(person, person, (theirs, mine) => {
        const [other, me] = [1, 2].map(() => newPlayer({ dialogue: 'chat', staffOnDuty: true }));
        if (!me || !other) throw new Error('two players');
        other.say(KINDS.map((kind) => theirs[kind].says).join('，'));
        finish(other);
        // Two tickets, because what is known of a person comes into their next one.
        for (let time = 0; time < 2; time += 1) {
          me.say(`${mine.place.says}，${mine.matter.says}`);
          finish(me);
        }
        expect(me.requests.map(({ name, phone }) => ({ name, phone }))).toEqual(me.requests.map(() => ({})));
      }),
      { numRuns: 60 },
    );
  });

  test('by another is not shown for their ticket number alone', () => {
    fc.assert(
      fc.property(person, conversation, (who, acts) => {
        const other = newPlayer({ dialogue: 'chat', staffOnDuty: true });
        other.say(KINDS.map((kind) => who[kind].says).join('，'));
        finish(other);
        const number = other.tickets[0]?.number ?? '';
        expect(number).not.toBe('');
        const me = newPlayer({ dialogue: 'chat', staffOnDuty: true });
        acts.slice(0, 3).forEach((act, index) => perform(me, act, index));
        const heard = textOf(me, me.say(`查一下 ${number}`));
        // Each play counts its tickets from one: then it is the citizen's own.
        if (me.tickets.some((ticket) => ticket.number === number)) return;
        expect(heard).not.toContain(who.matter.mark);
        expect(heard).not.toContain('482913');
      }),
      { numRuns: 60 },
    );
  });

  test('is echoed without a whole phone number', () => {
    fc.assert(
      fc.property(telling, ({ who, order }) => {
        const player = newPlayer({ dialogue: 'chat', staffOnDuty: true });
        const heard = [
          ...order.map((kind) => textOf(player, player.say(who[kind].says))),
          ...finish(player).map((effects) => textOf(player, effects)),
        ].join('\n');
        expect(heard).not.toContain(who.phone.mark.slice(3));
      }),
      { numRuns: 60 },
    );
  });
});

function interrupt(player: Player, what: string | undefined): void {
  if (what === '<silence>') player.waitForTimer();
  else if (what === '<picture>') perform(player, { type: 'say', text: '', files: 1 }, player.effects.length);
  else if (what !== undefined) player.say(what);
}

/** Answers whatever is still asked with "skip" and "yes" until there is nothing more in work. */
function finish(player: Player): Effect[][] {
  const heard: Effect[][] = [];
  for (let round = 0; round < 12; round += 1) {
    const { draft, dialogue } = player.state;
    if (dialogue.type === 'idle' && draft.messageIds.length === 0) break;
    const asksYes = dialogue.type === 'confirming' || dialogue.type === 'offering';
    heard.push(player.say(asksYes ? '是的' : '跳过'));
  }
  return heard;
}

const supplements = (player: Player): string =>
  player.effects
    .flatMap((effect) =>
      effect.type === 'ticketCommand' && effect.command.move === 'supplement' ? [effect.command.text] : [],
    )
    .join('\n');

const ASKS = /^(?:ask|again|last)\./;

/** Whether the draft holds what a question asks for. A place is asked more exactly until it can be found. */
function isKnown(draft: Draft, question: string): boolean {
  switch (question.replace(/^.*\./, '')) {
    case 'phone':
      return draft.phone !== undefined;
    case 'name':
      return draft.name !== undefined;
    case 'time':
      return draft.when !== undefined;
    case 'place':
      return draft.place?.value.detail !== undefined || draft.place?.value.point !== undefined;
    case 'where':
      return draft.place?.value.detail !== undefined;
    case 'type':
      return draft.type !== undefined;
    default:
      return false;
  }
}

function textOf(player: Player, effects: Effect[]): string {
  const { language, plain } = player.state;
  const target = { language, plain, channel: 'web', dialogue: player.dialogue, buttons: 0 };
  return says(effects)
    .map((say) => renderer.render(say, target).text)
    .join('\n');
}
