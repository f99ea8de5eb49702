import { describe, expect, test } from '@jest/globals';
import fc from '../../support/fc.js';
import { Effect } from '../../../src/core/conversation/effect.js';
import type { ConversationInput } from '../../../src/core/conversation/input.js';
import { ConversationState, initialState } from '../../../src/core/conversation/state.js';
import { step } from '../../../src/core/conversation/step.js';
import type { Player } from '../../../src/play/player.js';
import { says } from '../../../src/play/player.js';
import { conversation, newPlayer, perform, setting } from './random-play.js';
import { renderer, understand } from './real.js';

const RUNS = { numRuns: 100 };

/** Everything a player did, input by input, so that it can be looked at and done again. */
function record(player: Player): {
  input: ConversationInput;
  context: ReturnType<Player['context']>;
  before: ConversationState;
  effects: Effect[];
}[] {
  const steps: ReturnType<typeof record> = [];
  const original = player.input.bind(player);
  player.input = (input) => {
    const entry = {
      input,
      context: player.context(input),
      before: deepFreeze(player.state),
      effects: new Array<Effect>(),
    };
    entry.effects.push(...step(entry.before, input, entry.context).effects);
    steps.push(entry);
    return original(input);
  };
  return steps;
}

describe('whatever people write, in whatever order', () => {
  test('every step ends, its state and effects are valid, and it says at most one thing', () => {
    fc.assert(
      fc.property(setting, conversation, (options, acts) => {
        const player = newPlayer(options);
        const steps = record(player);
        acts.forEach((act, index) => perform(player, act, index));
        for (const { input, effects } of steps) {
          expect(says(effects).length).toBeLessThanOrEqual(1);
          effects.forEach((effect, index) => expect(Effect.parse(effect).id).toBe(`${input.id}:${index}`));
        }
        ConversationState.parse(player.state);
      }),
      RUNS,
    );
  });

  test('every turn to the bot is answered, and everything said can be rendered on every kind of channel', () => {
    fc.assert(
      fc.property(setting, conversation, (options, acts) => {
        const player = newPlayer(options);
        const steps = record(player);
        acts.forEach((act, index) => perform(player, act, index));
        for (const { input, before, effects } of steps) {
          const answered = effects.some(({ type }) => type === 'say' || type === 'createTicket');
          if (input.type === 'turn') expect(answered).toBe(before.mode === 'bot');
          for (const say of says(effects)) {
            for (const language of ['zh-CN', 'en'] as const) {
              const target = { language, channel: 'web', dialogue: player.dialogue, buttons: 0 };
              expect(renderer.render(say, target).text.length).toBeLessThan(
                player.dialogue === 'mail' ? 25_000 : 2000,
              );
            }
          }
        }
      }),
      RUNS,
    );
  });

  test('no attachment is lost: it is in a draft, a request or a supplement', () => {
    fc.assert(
      fc.property(conversation, fc.boolean(), (acts, staffOnDuty) => {
        const player = newPlayer({ dialogue: 'chat', staffOnDuty });
        const steps = record(player);
        acts.forEach((act, index) => perform(player, act, index));
        // What is under seal is taken into no draft on purpose: it stays in the conversation.
        const sent = steps.flatMap(({ input }) =>
          input.type === 'turn' && !isSealed(input) ? filesOf(input) : [],
        );
        const kept = filesKept(player);
        expect(sent.filter((id) => !kept.has(id))).toEqual([]);
      }),
      RUNS,
    );
  });

  test('nothing told ends in two tickets, and no step makes two', () => {
    fc.assert(
      fc.property(conversation, (acts) => {
        const player = newPlayer({ dialogue: 'chat', staffOnDuty: true });
        const steps = record(player);
        acts.forEach((act, index) => perform(player, act, index));
        for (let times = 0; times < 3; times += 1) player.say('是的');
        // Two matters of one message are two tickets that name it; the same words never are.
        player.requests.forEach((request, index) => {
          const shares = player.requests
            .slice(0, index)
            .filter(({ source }) => source.messageIds.some((id) => request.source.messageIds.includes(id)));
          expect(shares.map(({ matter }) => matter)).not.toContain(request.matter);
        });
        for (const { effects } of steps) {
          expect(effects.filter(({ type }) => type === 'createTicket').length).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
  });

  test('replaying any prefix gives the same state, and no state is changed under its reader’s hands', () => {
    fc.assert(
      fc.property(setting, conversation, (options, acts) => {
        const player = newPlayer(options);
        const steps = record(player);
        const [first] = steps;
        const start = initialState(player.now);
        acts.forEach((act, index) => perform(player, act, index));
        let state = deepFreeze(first?.before ?? start);
        for (const { input, context, before } of steps) {
          expect(state).toEqual(before);
          state = deepFreeze(step(state, input, context).state);
        }
        expect(ConversationState.parse(state)).toEqual(player.state);
      }),
      { numRuns: 60 },
    );
  });

  test('silence alone ends every conversation: the timers run out', () => {
    fc.assert(
      fc.property(setting, conversation, (options, acts) => {
        const player = newPlayer(options);
        acts.forEach((act, index) => perform(player, act, index));
        for (let ring = 0; ring < 12 && player.state.timerAt !== undefined; ring += 1) {
          const before = player.now;
          player.waitForTimer();
          expect(player.now.getTime()).toBeGreaterThanOrEqual(before.getTime());
        }
        expect(player.state.timerAt).toBeUndefined();
      }),
      RUNS,
    );
  });

  test('danger is answered before every wish, question or rule the same turn could also wake', () => {
    const danger = fc.constantFrom('着火了', '有人拿刀砍人', '我爸晕倒了叫不醒', '煤气泄漏了，味道很大');
    const other = fc.constantFrom(
      '转人工',
      '查进度',
      'english please',
      '看不懂',
      '我要举报书记受贿',
      '重新开始',
      '继续',
      '是的',
      '傻逼',
      '撤回工单',
      '匿名',
      '路灯坏了',
      '13812345678',
    );
    fc.assert(
      fc.property(setting, conversation, danger, other, fc.boolean(), (options, acts, words, more, first) => {
        const player = newPlayer(options);
        acts.forEach((act, index) => perform(player, act, index));
        const text = first ? `${words}\n${more}` : `${more}\n${words}`;
        if (!understand(text, player.now).danger || player.state.mode === 'staff') return;
        const effects = player.say(text);
        const told = says(effects)[0]?.parts[0]?.template;
        expect({ text, told }).toEqual({ text, told: expect.stringMatching(/^danger\./) });
        expect(effects.some((effect) => effect.type === 'notifyStaff' && effect.reason !== 'hand-over')).toBe(
          true,
        );
      }),
      RUNS,
    );
  });

  test('danger names a number in the same turn, whatever was going on', () => {
    fc.assert(
      fc.property(
        setting,
        conversation,
        fc.constantFrom('着火了', '有人拿刀砍人', '我不想活了', '我爸晕倒了叫不醒'),
        (options, acts, words) => {
          const player = newPlayer(options);
          acts.forEach((act, index) => perform(player, act, index));
          const danger = understand(words, player.now).danger;
          expect(danger).toBeDefined();
          const silent = player.state.mode === 'staff';
          const effects = player.say(words);
          expect(effects.some(({ type }) => type === 'notifyStaff')).toBe(true);
          const target = {
            language: player.state.language,
            channel: 'web',
            dialogue: player.dialogue,
            buttons: 0,
          };
          const text = says(effects)
            .slice(0, 1)
            .map((say) => renderer.render(say, target).text)
            .join('');
          if (silent) expect(text).toBe('');
          else for (const number of danger?.hotlines ?? []) expect(text).toContain(number);
        },
      ),
      RUNS,
    );
  });
});

const isSealed = (input: Extract<ConversationInput, { type: 'turn' }>): boolean =>
  input.messages.some(({ message }) => understand(message.text ?? '', new Date()).sealed !== undefined);

const filesOf = (input: Extract<ConversationInput, { type: 'turn' }>): string[] =>
  input.messages.flatMap(({ message }) => message.attachments.map(({ id }) => id));

/** Every attachment id that can still be found somewhere it will be seen. */
function filesKept(player: Player): Set<string> {
  const { dialogue, draft, parked } = player.state;
  const drafts = [
    draft,
    ...parked.map((entry) => entry.draft),
    ...(dialogue.type === 'emergency' ? [dialogue.draft] : []),
  ];
  const held = dialogue.type === 'choosing' ? dialogue.held.attachments : [];
  const requested = player.requests.flatMap(({ attachments }) => attachments);
  const supplemented = player.effects.flatMap((effect) =>
    effect.type === 'ticketCommand' && effect.command.move === 'supplement'
      ? effect.command.attachmentIds
      : [],
  );
  const files = [...drafts.flatMap(({ attachments }) => attachments), ...held, ...requested];
  return new Set([...files.map(({ id }) => id), ...supplemented]);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
