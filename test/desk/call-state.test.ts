import { describe, expect, test } from '@jest/globals';
import fc from '../support/fc.js';
import type { Call, CallEvent, Caller } from '../../src/core/model/call.js';
import { withEvent } from '../../src/desk/call-state.js';

const START = Date.parse('2026-11-24T01:00:00Z');
const WANG: Caller = {
  type: 'number',
  phone: { e164: '+8613812345678', national: '13812345678', kind: 'mobile' },
};

function event(type: CallEvent['type'], second: number, more: Partial<CallEvent> = {}): CallEvent {
  return { account: '12345', callId: 'a1', type, at: new Date(START + second * 1000), caller: WANG, ...more };
}

function after(...events: CallEvent[]): Call {
  return events.reduce(withEvent, blank());
}

function blank(caller: Caller = WANG): Call {
  return {
    id: 'k1',
    channel: 'phone',
    account: '12345',
    callId: 'a1',
    source: 'exchange',
    caller,
    state: 'ringing',
    startedAt: new Date(START),
    events: [],
    shownTo: [],
    version: 1,
    updatedAt: new Date(START),
  };
}

describe('what is said of a call is what its events show', () => {
  test.each<[string, CallEvent[], Call['state']]>([
    ['it rings', [event('ringing', 0)], 'ringing'],
    ['somebody answers', [event('ringing', 0), event('answered', 5)], 'talking'],
    ['it was answered and ended', [event('ringing', 0), event('answered', 5), event('ended', 60)], 'ended'],
    ['nobody answered', [event('ringing', 0), event('ended', 20)], 'missed'],
    [
      'an answer in the same second as the end',
      [event('ringing', 0), event('answered', 9), event('ended', 9)],
      'ended',
    ],
    [
      'an answer after the end answers nobody',
      [event('ringing', 0), event('ended', 20), event('answered', 25)],
      'missed',
    ],
    ['its beginning was never seen', [event('ended', 20)], 'unclear'],
    ['we did not listen meanwhile', [event('ringing', 0), event('ended', 90, { unseen: true })], 'unclear'],
  ])('%s', (_what, events, state) => {
    expect(after(...events).state).toBe(state);
  });

  test('the extension that answered counts, not the one that rang last', () => {
    const call = after(
      event('ringing', 0),
      event('ringing', 1, { extension: '8001' }),
      event('ringing', 2, { extension: '8002' }),
      event('answered', 5, { extension: '8001' }),
    );
    expect(call).toMatchObject({ extension: '8001', answeredAt: new Date(START + 5000) });
  });

  test('any order and any repetition give the same call', () => {
    const events = [
      event('ringing', 0),
      event('ringing', 1, { extension: '8001' }),
      event('ringing', 2, { extension: '8002' }),
      event('answered', 5, { extension: '8002' }),
      event('ended', 60, { reason: 'Normal Clearing' }),
    ];
    const parts = fc.subarray(events, { minLength: 1 });
    fc.assert(
      fc.property(
        parts.chain((set) => fc.tuple(fc.constant(set), fc.array(fc.constantFrom(...set)), fc.gen())),
        ([set, again, gen]) => {
          const shuffled = [...set, ...again]
            .map((e) => ({ e, at: gen(fc.nat) }))
            .sort((a, b) => a.at - b.at)
            .map(({ e }) => e);
          expect(after(...shuffled)).toEqual(after(...set));
        },
      ),
    );
  });

  test('a repetition changes nothing at all', () => {
    const call = after(event('ringing', 0));
    expect(withEvent(call, event('ringing', 0))).toBe(call);
  });
});

describe('a missed call leaves a task', () => {
  test('to call back, from when the caller hung up', () => {
    expect(after(event('ringing', 0), event('ended', 20)).callBack).toEqual({
      state: 'open',
      since: new Date(START + 20_000),
      tries: [],
    });
  });

  test('not when somebody answered, and not when nobody can be called', () => {
    expect(after(event('ringing', 0), event('answered', 3), event('ended', 9)).callBack).toBeUndefined();
    const hidden = [event('ringing', 0), event('ended', 20)].map((e) => ({ ...e, caller: undefined }));
    expect(hidden.reduce(withEvent, blank({ type: 'hidden' }))).toMatchObject({ state: 'missed' });
    expect(hidden.reduce(withEvent, blank({ type: 'hidden' })).callBack).toBeUndefined();
  });

  test('also when we were away and cannot know, so that a person looks', () => {
    const call = after(event('ringing', 0), event('ended', 90, { unseen: true }));
    expect(call.callBack?.state).toBe('open');
  });

  test('that a late "answered" takes away, unless somebody has begun with it', () => {
    const missed = after(event('ringing', 0), event('ended', 20));
    expect(withEvent(missed, event('answered', 10)).callBack).toBeUndefined();
    const who = { id: 's1', name: '李' };
    const taken: Call = {
      ...missed,
      callBack: { state: 'taken', since: missed.startedAt, takenBy: who, tries: [] },
    };
    expect(withEvent(taken, event('answered', 10))).toMatchObject({
      state: 'ended',
      callBack: { state: 'taken' },
    });
  });
});
