import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AsteriskPeer } from '../../peers/asterisk-ari.js';
import { ariEvent, channel, faultsOf } from '../../peers/asterisk-ari.js';
import { openAsterisk } from './bench.js';

type Bench = Awaited<ReturnType<typeof openAsterisk>>;
let bench: Bench;
const opened: Bench[] = [];

async function open(settings: object = {}, peer?: AsteriskPeer): Promise<Bench> {
  bench = await openAsterisk(settings, peer);
  opened.push(bench);
  await bench.adapter.start();
  await connected(bench);
  return bench;
}
async function connected({ host, adapter, peer }: Bench): Promise<void> {
  await peer.until('the connection', () => peer.isConnected);
  await host.until('health up', () => adapter.health().state === 'up');
}
beforeEach(() => open());
afterEach(async () => {
  for (const each of opened.splice(0)) {
    await each.close();
    await each.peer.goAway();
  }
});

const TIME = (second: number) => `2026-11-24T09:00:${String(second).padStart(2, '0')}.500+0800`;
const at = (second: number) => new Date(`2026-11-24T01:00:${String(second).padStart(2, '0')}.500Z`);
const rings = (id: string, over: Record<string, unknown> = {}, args: string[] = []) =>
  bench.peer.emit(ariEvent('StasisStart', { args, channel: channel(id, over) }, TIME(0)));
const isUp = (id: string) =>
  bench.peer.emit(ariEvent('ChannelStateChange', { channel: channel(id, { state: 'Up' }) }, TIME(5)));
const ends = (id: string, cause: [number, string] = [16, 'Normal Clearing']) =>
  bench.peer.emit(
    ariEvent('ChannelDestroyed', { cause: cause[0], cause_txt: cause[1], channel: channel(id) }, TIME(40)),
  );
const dials = (id: string, name: string, dialstatus: string) =>
  bench.peer.emit(
    ariEvent(
      'Dial',
      { caller: channel(id), peer: channel('p1', { name }), dialstatus, dialstring: '8001' },
      TIME(2),
    ),
  );
const heardOf = (n: number) => bench.host.until(`${n} events`, () => bench.heard().length >= n);

describe('fixtures', () => {
  test('an event in another shape than Asterisk publishes is no fixture', () => {
    const good = ariEvent('StasisEnd', { channel: channel('1') }, TIME(0));
    expect(faultsOf(good)).toEqual([]);
    expect(faultsOf({ ...good, chanel: 1 })).toEqual(['StasisEnd.chanel is not published']);
    expect(faultsOf({ ...good, channel: channel('1', { state: 'Answered' }) })).toEqual([
      'StasisEnd.channel.state is no ChannelState',
    ]);
    expect(faultsOf({ type: 'CallStarted' })).toEqual(['unknown type CallStarted']);
  });
});

describe('what Asterisk tells of a call', () => {
  test('from ringing to the end, by Asterisk’s own time', async () => {
    rings('1700000000.1', { caller: { name: '', number: '013812345678' } }, ['8001']);
    bench.peer.emit(ariEvent('StasisEnd', { channel: channel('1700000000.1') }, TIME(1)));
    isUp('1700000000.1');
    ends('1700000000.1');
    await heardOf(3);
    expect(bench.heard()).toEqual([
      {
        account: '12345',
        callId: '1700000000.1',
        type: 'ringing',
        at: at(0),
        caller: expect.objectContaining({ phone: expect.objectContaining({ e164: '+8613812345678' }) }),
        dialled: '12345',
        extension: '8001',
      },
      { account: '12345', callId: '1700000000.1', type: 'answered', at: at(5) },
      { account: '12345', callId: '1700000000.1', type: 'ended', at: at(40), reason: 'Normal Clearing' },
    ]);
  });

  test('the phones that are dialled, whatever technology rings them', async () => {
    rings('2');
    dials('2', 'PJSIP/8001-0000001f', '');
    dials('2', 'PJSIP/8001-0000001f', 'RINGING');
    dials('2', 'Local/8002@from-queue-00000002;1', 'RINGING');
    dials('2', 'PJSIP/8002-00000020', 'NOANSWER');
    dials('2', 'SIP/8001-000000aa', 'ANSWER');
    await heardOf(5);
    expect(bench.heard().map(({ type, extension }) => [type, extension])).toEqual([
      ['ringing', undefined],
      ['ringing', '8001'],
      ['ringing', '8001'],
      ['ringing', '8002'],
      ['answered', '8001'],
    ]);
  });

  test('where a menu answers first, only an operator’s phone counts as an answer', async () => {
    await open({ answeredBy: 'phone' });
    rings('3');
    isUp('3');
    dials('3', 'PJSIP/8001-0000001f', 'ANSWER');
    await heardOf(2);
    expect(bench.heard().map(({ type }) => type)).toEqual(['ringing', 'answered']);
    expect(bench.heard()[1]?.extension).toBe('8001');
  });

  test('a hidden number is nobody’s', async () => {
    rings('4', { caller: { name: '', number: '' } });
    rings('5', { caller: { name: 'Anonymous', number: 'anonymous' } });
    await heardOf(2);
    expect(bench.heard().map(({ caller }) => caller)).toEqual([{ type: 'hidden' }, { type: 'hidden' }]);
  });

  test('what is none of ours is passed over, what is broken is kept apart, and both let the next through', async () => {
    const dtmf = { digit: '1', duration_ms: 80, channel: channel('6') };
    bench.peer.emit(ariEvent('ChannelDtmfReceived', dtmf, TIME(1)));
    bench.peer.emitRaw('{"type":"ChannelDestroyed","channel":{}}');
    bench.peer.emitRaw('not json');
    rings('6');
    await heardOf(1);
    expect(bench.host.journal.map(({ type }) => type)).toEqual(['quarantined', 'quarantined', 'call']);
  });
});

describe('the caller is let on', () => {
  test('at once, and followed from before that', async () => {
    rings('7');
    await bench.peer.until('the command', () => bench.peer.commands.length >= 2);
    expect(bench.peer.commands).toEqual([
      'POST /applications/hub12345/subscription?eventSource=channel:7',
      'POST /channels/7/continue',
    ]);
  });

  test('also while the store is away, and the event is not lost', async () => {
    const fault = { type: 'throw', error: new Error('the store is away') } as const;
    bench.host.failNext('call', fault, fault);
    rings('8');
    await bench.peer.until('the command', () => bench.peer.commands.length >= 2);
    await heardOf(1);
    expect(bench.heard()[0]?.callId).toBe('8');
  });

  test('after a command that failed; a caller who hung up meanwhile is no trouble', async () => {
    bench.peer.commandFaults.push(500, 200, 500, 404);
    rings('9');
    await bench.peer.until('the command', () => bench.peer.commands.length >= 4);
    expect(bench.peer.commands.map((c) => c.split('?')[0])).toEqual([
      'POST /applications/hub12345/subscription',
      'POST /applications/hub12345/subscription',
      'POST /channels/9/continue',
      'POST /channels/9/continue',
    ]);
  });
});

describe('the connection', () => {
  test('is made again when it was cut, and hears on', async () => {
    bench.peer.drop();
    await bench.peer.until('a second connection', () => bench.peer.connections >= 2);
    await connected(bench);
    rings('10');
    await heardOf(1);
  });

  test('is made again when Asterisk was away, and says so meanwhile', async () => {
    await bench.peer.goAway();
    await bench.host.until('health down', () => bench.adapter.health().state === 'down');
    expect(bench.adapter.health().detail).toContain('正在重连');
    await bench.peer.comeBack();
    await connected(bench);
  });

  test('that is refused for its password pauses the line, and works once that is mended', async () => {
    bench.peer.refuseWith = 401;
    bench.peer.drop();
    await bench.host.until('health paused', () => bench.adapter.health().state === 'paused');
    expect(bench.adapter.health().detail).toContain('ari.conf');
    bench.peer.refuseWith = undefined;
    await connected(bench);
  });

  test('a call that ended while we were away is no missed call: nobody saw it', async () => {
    bench.peer.channels.add('12');
    rings('11');
    rings('12');
    await heardOf(2);
    bench.peer.drop();
    await heardOf(3);
    expect(bench.heard()[2]).toMatchObject({ callId: '11', type: 'ended', unseen: true });
    await bench.peer.until('the other to be followed', () =>
      bench.peer.commands.slice(-1).some((c) => c.endsWith('eventSource=channel:12')),
    );
    ends('12');
    await heardOf(4);
    expect(bench.heard()[3]).toMatchObject({ callId: '12', type: 'ended', reason: 'Normal Clearing' });
  });

  test('that another program took over is told to staff', async () => {
    bench.peer.emit(ariEvent('ApplicationReplaced', {}, TIME(0)));
    await bench.host.until('health degraded', () => bench.adapter.health().state === 'degraded');
    expect(bench.adapter.health().detail).toContain('同一应用名');
  });
});
