import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { PhoneLine } from '../../src/channels/phone/line.js';
import { EXIT } from '../../src/cli/io.js';
import { CallDesk } from '../../src/desk/call-desk.js';
import { callIdOf, CallIntake } from '../../src/desk/call-intake.js';
import { FakeHost } from '../conformance/fake-host.js';
import { openStores } from '../store/open-stores.js';
import { PASSWORD, testHub, type TestHub } from '../support/server/test-hub.js';
import { Terminal } from './run.js';

let opened: Awaited<ReturnType<typeof openStores>>;
let hub: TestHub;
let intake: CallIntake;
let terminal: Terminal;

beforeAll(async () => {
  opened = await openStores();
  const clock = { now: () => new Date('2026-11-24T02:00:00Z') };
  const line = new PhoneLine('12345', '0515', new FakeHost());
  const calls = new CallDesk({ ...opened.stores, clock, lines: () => [line], visit: async () => undefined });
  intake = new CallIntake({ calls: opened.stores.calls, clock, onNews: () => undefined });
  hub = await testHub({ telephone: { calls, onCallNews: () => () => undefined } });
  await hub.signIn(['operator'], { login: 'op' });
  const url = await hub.app.listen({ host: '127.0.0.1', port: 0 });
  terminal = new Terminal({ HUB_URL: url, HUB_PASSWORD: PASSWORD });
  expect((await terminal.run('login', 'op')).exit).toBe(EXIT.ok);
});
afterAll(async () => {
  terminal.remove();
  await hub.app.close();
  await opened.close();
});

const Begun = z.object({ id: z.string() });

test('an operator sits down, begins a call and writes it down', async () => {
  expect((await terminal.run('calls', 'sit', '8001')).out).toContain('分机 8001');
  const begun = await terminal.run('--json', 'calls', 'begin', '--caller', '0138 1234 5678');
  const { id } = Begun.parse(JSON.parse(begun.out));
  const noted = await terminal.run(
    'calls',
    'note',
    id,
    '路灯坏了',
    '--field',
    'pole=A-17',
    '--field',
    'side=east',
  );
  expect(noted.out).toMatch(/13812345678[\s\S]*测试员（未提交）[\s\S]*路灯坏了/);
  const record = (await opened.stores.calls.load(id))?.record;
  expect(record).toMatchObject({ summary: '路灯坏了', fields: { pole: 'A-17', side: 'east' } });
  expect((await terminal.run('calls', 'list')).out).toMatch(/13812345678.*通话中/);
});

test('a field without an answer is refused before anything is sent', async () => {
  const { exit, err } = await terminal.run('calls', 'note', 'k1', '路灯', '--field', 'pole');
  expect(exit).toBe(EXIT.usage);
  expect(err).toContain('id=answer');
});

test('a missed call of a hidden number is listed and leaves no task; one with a number is called back', async () => {
  for (const [callId, written] of [
    ['hidden', undefined],
    ['known', '051588888888'],
  ] as const) {
    const caller = new PhoneLine('12345', '0515', new FakeHost()).callerOf(written);
    const at = new Date('2026-11-24T01:00:00Z');
    await intake.hear('phone', { account: '12345', callId, type: 'ringing', at, caller });
    await intake.hear('phone', {
      account: '12345',
      callId,
      type: 'ended',
      at: new Date(at.getTime() + 20_000),
    });
  }
  expect((await terminal.run('calls', 'list', '--state', 'missed')).out).toContain('未显示号码');
  const waiting = (await terminal.run('calls', 'list', '--call-backs')).out;
  expect(waiting).toContain('待回拨');
  expect(waiting).not.toContain('未显示号码');

  const id = callIdOf('phone', '12345', 'known');
  expect((await terminal.run('calls', 'take-back', id)).out).toContain('回拨中 测试员');
  const done = await terminal.run('calls', 'called-back', id, 'reached', '--note', '已登记');
  expect(done.out).toMatch(/已处理[\s\S]*已接通 已登记/);
  expect((await terminal.run('calls', 'list', '--call-backs')).out).not.toContain(id);
});
