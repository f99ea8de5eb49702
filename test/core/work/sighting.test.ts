import { describe, expect, test } from '@jest/globals';
import type { Conversation } from '../../../src/core/model/conversation.js';
import { decide, type DecideDeps } from '../../../src/core/work/decide.js';
import { sampleConversation, sampleInbound } from '../../support/server/memory-conversations.js';

const NOW = new Date('2026-11-23T02:30:00Z');
const unused = (): never => {
  throw new Error('a machine’s mail asks the engine nothing');
};
const deps: DecideDeps = {
  clock: { now: () => NOW },
  messages: { countAnswers: unused },
  renderer: { render: unused },
  fileLink: unused,
  attachments: { put: unused, get: unused },
  traitsOf: unused,
  contextFor: unused,
  onPoison: unused,
};

describe('a citizen is written down as seen only when that is news', () => {
  test.each([
    ['the first message of all', undefined, {}, true],
    ['a message in the same hour', '2026-11-23T02:01:00Z', {}, false],
    ['a message in the next hour, however short the silence', '2026-11-23T01:59:00Z', {}, true],
    ['the same hour of another day', '2026-11-22T02:30:00Z', {}, true],
    ['a new name', '2026-11-23T02:01:00Z', { name: '李四' }, true],
    ['the name we know', '2026-11-23T02:01:00Z', { name: '张三' }, false],
  ])('%s', async (_, lastAt, from, isNews) => {
    const before = lastAt === undefined ? undefined : conversation(new Date(lastAt));
    const next = await decide(before, { input: undefined, messages: [message(from)], inputIds: [] }, deps);
    const seen = next.effects.filter((effect) => effect.type === 'seen');
    expect(seen).toEqual(isNews ? [{ type: 'seen', name: undefined, ...from, at: NOW }] : []);
  });
});

function conversation(lastAt: Date): Conversation {
  return sampleConversation('c1', lastAt);
}

function message(from: { name?: string }) {
  const inbound = sampleInbound('m1', 'c1', NOW, '自动回复');
  return { ...inbound, message: { ...inbound.message, from: { ...inbound.message.from, ...from } } };
}
