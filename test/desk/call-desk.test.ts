import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PhoneLine } from '../../src/channels/phone/line.js';
import { conversationIdOf } from '../../src/core/intake/identity.js';
import { createAccept } from '../../src/core/intake/accept.js';
import type { CallEvent } from '../../src/core/model/call.js';
import type { StaffActor } from '../../src/core/services.js';
import { CallDesk } from '../../src/desk/call-desk.js';
import { callIdOf, CallIntake } from '../../src/desk/call-intake.js';
import { openStores } from '../store/open-stores.js';

const LI: StaffActor = { id: 's-li', name: '李明', roles: ['operator'] };
const CHEN: StaffActor = { id: 's-chen', name: '陈静', roles: ['operator'] };

let opened: Awaited<ReturnType<typeof openStores>>;
let desk: CallDesk;
let intake: CallIntake;
let line: PhoneLine;
/** Steps of the next visits that fail, as a process that dies there would. */
let dieAtVisit: number | undefined;
let told: string[] = [];
let serial = 0;

beforeAll(async () => {
  opened = await openStores();
  const { stores } = opened;
  const clock = { now: () => new Date() };
  const waker = { conversation: () => undefined, outbox: () => undefined };
  const ids = { next: () => `m${String(++serial).padStart(6, '0')}` };
  const accept = createAccept({ ...stores, clock, ids, waker, debounceOf: () => 0 });
  line = new PhoneLine('12345', '0515', { accept, clock });
  intake = new CallIntake({ calls: stores.calls, clock, onNews: (staffId) => told.push(staffId) });
  const visit = async () => {
    if (dieAtVisit !== undefined && dieAtVisit-- === 0) throw new Error('the process died here');
  };
  desk = new CallDesk({ ...stores, clock, lines: () => [line], visit });
});
afterAll(() => opened.close());
beforeEach(() => {
  dieAtVisit = undefined;
  told = [];
});

function event(
  callId: string,
  type: CallEvent['type'],
  second: number,
  more: Partial<CallEvent> = {},
): CallEvent {
  const at = new Date(Date.parse('2026-11-24T01:00:00Z') + second * 1000);
  return { account: '12345', callId, type, at, caller: line.callerOf('13812345678'), ...more };
}
/** A call that ended, answered or not. */
async function call(type: 'answered' | 'missed', more: Partial<CallEvent> = {}): Promise<string> {
  const callId = `c${++serial}`;
  await intake.hear('phone', event(callId, 'ringing', 0, more));
  if (type === 'answered') await intake.hear('phone', event(callId, 'answered', 5, more));
  await intake.hear('phone', event(callId, 'ended', 30, more));
  return callIdOf('phone', '12345', callId);
}
const notes = (summary: string) => ({ summary, fields: {} });
const textsOf = async (address: string) => {
  const waiting = await opened.stores.messages.newInbound(conversationIdOf('phone', '12345', address));
  return waiting.map(({ message }) => message.text ?? message.event?.type);
};

describe('the record of a call', () => {
  test('is one operator’s: a colleague neither overwrites nor finishes it', async () => {
    const id = await call('answered');
    await desk.note(id, LI, notes('路灯'));
    await expect(desk.note(id, CHEN, notes('别的'))).rejects.toMatchObject({
      code: 'call-recorded-by-other',
    });
    await expect(desk.finish(id, CHEN)).rejects.toMatchObject({ code: 'call-recorded-by-other' });
    expect((await desk.get(id)).record).toMatchObject({ summary: '路灯', by: { name: '李明' } });
  });

  test('without words becomes no message', async () => {
    const id = await call('answered');
    await expect(desk.finish(id, LI)).rejects.toMatchObject({ code: 'call-words-missing' });
    await desk.note(id, LI, notes('  '));
    await expect(desk.finish(id, LI)).rejects.toMatchObject({ code: 'call-words-missing' });
  });

  test('does not change once it is finished', async () => {
    const id = await call('answered', { caller: line.callerOf('13800000001') });
    await desk.note(id, LI, notes('路灯坏了'));
    await desk.finish(id, LI);
    await expect(desk.note(id, LI, notes('改了'))).rejects.toMatchObject({ code: 'call-recorded' });
  });

  test.each([0, 1, 2])(
    'a process that dies at step %i leaves one message when it is finished again',
    async (step) => {
      const number = `1380000010${step}`;
      const id = await call('answered', { caller: line.callerOf(number) });
      await desk.note(id, LI, notes('井盖丢失'));
      dieAtVisit = step;
      await expect(desk.finish(id, LI)).rejects.toThrow('died');
      const { record } = await desk.finish(id, LI);
      await desk.finish(id, LI);
      expect(await textsOf(`+86${number}`)).toEqual(['call', '井盖丢失']);
      const inputs = await opened.stores.inputs.newInputs(record.conversationId ?? '');
      expect(inputs.map(({ input }) => input.type)).toEqual(['staff']);
    },
  );

  test('the operator has the conversation before the words are in it', async () => {
    const id = await call('answered', { caller: line.callerOf('13800000002') });
    await desk.note(id, LI, notes('噪音'));
    dieAtVisit = 1;
    await expect(desk.finish(id, LI)).rejects.toThrow('died');
    expect(await textsOf('+8613800000002')).toEqual(['call']);
  });
});

describe('a call that no exchange told of', () => {
  test('is begun, written down and ended by the operator; the same command is one call', async () => {
    const said = { caller: '0138 0000 0003', startedAt: new Date(Date.now() - 60_000) };
    const begun = await desk.begin(LI, 'k1', said);
    expect(begun).toMatchObject({ state: 'talking', source: 'operator', caller: { type: 'number' } });
    expect((await desk.begin(LI, 'k1', said)).id).toBe(begun.id);
    await desk.note(begun.id, LI, notes('咨询社保'));
    const done = await desk.finish(begun.id, LI);
    expect([done.state, done.callBack]).toEqual(['ended', undefined]);
    expect(await textsOf('+8613800000003')).toEqual(['call', '咨询社保']);
  });

  test('by a clock ahead of ours is still a call that ended', async () => {
    const { id } = await desk.begin(LI, 'k5', { startedAt: new Date(Date.now() + 3_600_000) });
    await desk.note(id, LI, notes('咨询公积金'));
    expect((await desk.finish(id, LI)).state).toBe('ended');
  });

  test('on a line that does not exist is refused', async () => {
    const begun = desk.begin(LI, 'k2', { account: '12319' });
    await expect(begun).rejects.toMatchObject({ code: 'call-line-not-found' });
  });

  test('two hidden callers are two people', async () => {
    const [one, other] = [await desk.begin(LI, 'k3', {}), await desk.begin(LI, 'k4', {})];
    for (const { id } of [one, other]) await desk.note(id, LI, notes('匿名反映'));
    const [a, b] = [await desk.finish(one.id, LI), await desk.finish(other.id, LI)];
    expect(a.record.conversationId).not.toBe(b.record.conversationId);
  });
});

describe('calling back', () => {
  test('one command is one try', async () => {
    const id = await call('missed');
    await desk.triedBack(id, LI, 't1', { result: 'no-answer' });
    const { callBack } = await desk.triedBack(id, LI, 't1', { result: 'no-answer' });
    expect(callBack).toMatchObject({ state: 'open', tries: [{ result: 'no-answer' }] });
    expect(callBack?.tries).toHaveLength(1);
  });

  test('what a colleague does is not done twice, and what is done stays done', async () => {
    const id = await call('missed');
    await desk.takeBack(id, LI);
    await expect(desk.takeBack(id, CHEN)).rejects.toMatchObject({ code: 'call-back-taken' });
    await desk.triedBack(id, LI, 't2', { result: 'unreachable', note: '空号' });
    await expect(desk.takeBack(id, CHEN)).rejects.toMatchObject({ code: 'call-back-done' });
  });

  test('a call that was answered asks for none', async () => {
    await expect(desk.takeBack(await call('answered'), LI)).rejects.toMatchObject({
      code: 'call-back-not-found',
    });
  });

  test('longest waiting first', async () => {
    const found = await desk.list({ callBacks: true, limit: 100 });
    const since = found.map(({ callBack }) => callBack?.since.getTime() ?? 0);
    expect(since).toEqual([...since].sort((a, b) => a - b));
  });
});

describe('a screen', () => {
  test('comes up once, for whoever sits there, whatever is repeated', async () => {
    await desk.sit(CHEN, '8002');
    const callId = `c${++serial}`;
    const ring = event(callId, 'ringing', 0, { extension: '8002' });
    const before = await desk.newsAfter(CHEN.id, 0);
    for (let n = 0; n < 3; n++) await intake.hear('phone', ring);
    await Promise.all([intake.hear('phone', ring), intake.hear('phone', ring)]);
    expect(told).toEqual([CHEN.id]);
    expect(await desk.newsAfter(CHEN.id, before.at(-1)?.seq ?? 0)).toHaveLength(1);
  });

  test('does not come up for a call that is over when we hear that it rang', async () => {
    const callId = `c${++serial}`;
    await intake.hear('phone', event(callId, 'ended', 30));
    await intake.hear('phone', event(callId, 'ringing', 0, { extension: '8002' }));
    expect(told).toEqual([]);
    expect((await desk.get(callIdOf('phone', '12345', callId))).state).toBe('missed');
  });

  test('moves with the person: who sits down last has the extension, and has one', async () => {
    await desk.sit(LI, '8002');
    await intake.hear('phone', event(`c${++serial}`, 'ringing', 0, { extension: '8002' }));
    expect(told).toEqual([LI.id]);
    await desk.sit(LI, '8009');
    expect(await opened.stores.calls.sitsAt('8002')).toBeUndefined();
    await desk.sit(LI, undefined);
    expect(await desk.seatOf(LI.id)).toBeUndefined();
  });

  test('many events of one call at once are all kept', async () => {
    const callId = `c${++serial}`;
    const all = Array.from({ length: 8 }, (_, n) => event(callId, 'ringing', n, { extension: `9${n}` }));
    await Promise.all([...all, event(callId, 'ended', 30)].map((e) => intake.hear('phone', e)));
    const heard = await desk.get(callIdOf('phone', '12345', callId));
    expect(heard).toMatchObject({ state: 'missed', extension: '97' });
    expect(heard.events).toHaveLength(9);
  });

  test('the same id at two exchanges is two calls', async () => {
    await intake.hear('phone', event('same', 'ringing', 0));
    await intake.hear('phone', event('same', 'ringing', 0, { account: '12319' }));
    const ids = [callIdOf('phone', '12345', 'same'), callIdOf('phone', '12319', 'same')];
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect((await desk.get(id)).events).toHaveLength(1);
  });
});
