import { describe, expect, test } from '@jest/globals';
import { absorb } from '../../../src/core/conversation/absorb.js';
import { emptyDraft } from '../../../src/core/conversation/draft.js';
import { city, understand } from './real.js';

const NOW = new Date('2026-11-23T02:00:00Z');
const span = { start: 0, end: 2 };

/** What a draft takes from a turn in which a name and a time are seen this surely. */
function taken(confidence: number) {
  const understanding = {
    ...understand('路灯不亮', NOW),
    names: [{ value: '于是', confidence, span }],
    times: [{ value: { text: '那天', from: NOW, precision: 'day' as const }, confidence, span }],
  };
  const heard = {
    understanding,
    messageIds: ['m1'],
    attachments: [],
    origin: { channel: 'web', account: 'a' },
  };
  const { name, when } = absorb(emptyDraft(NOW), heard, { city, correcting: false }).draft;
  return { name: name?.value, time: when?.value.text };
}

describe('what may be no name and no time is not put into a request', () => {
  test.each([
    [0.4, { name: undefined, time: undefined }],
    [0.5, { name: undefined, time: '那天' }],
    [0.6, { name: '于是', time: '那天' }],
  ])('seen with %d', (confidence, wanted) => expect(taken(confidence)).toEqual(wanted));
});
