import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { CallView } from '../../../src/server/views/call-view.js';
import { ConversationView } from '../../../src/server/views/conversation-view.js';
import { MessageView } from '../../../src/server/views/message-view.js';
import { TicketDetail, TicketSummary } from '../../../src/server/views/ticket-view.js';
import { ARI_USER, ariEvent, AsteriskPeer, channel } from '../../peers/asterisk-ari.js';
import { startHub, type RunningHub } from '../../support/running-hub.js';
import { Operator } from './operator.js';

/** The telephone in the whole hub: an exchange, two operators, their screens, the store, the tickets. */
let peer: AsteriskPeer;
let running: RunningHub;
let li: Operator;
let chen: Operator;

beforeAll(async () => {
  peer = await AsteriskPeer.open();
  const exchange = { type: 'asterisk', url: peer.url, ...ARI_USER, retry: { firstSeconds: 0.05 } };
  running = await startHub({
    phone: { enabled: true, accounts: [{ account: '12345', areaCode: '0515', exchange }] },
  });
  [li, chen] = await Promise.all([Operator.signIn(running, '李明'), Operator.signIn(running, '陈静')]);
  await li.post('/calls/extension', { extension: '8001' });
  await chen.post('/calls/extension', { extension: '8002' });
  await peer.until('the connection', () => peer.isConnected);
});
afterAll(async () => {
  await running.stop();
  await peer.goAway();
});

const Calls = z.object({ items: z.array(CallView) });
const Opened = z.object({ call: CallView, tickets: z.array(TicketSummary) });
const Finished = z.object({ call: CallView, ticket: TicketDetail.optional() });
const Thread = z.object({ conversation: ConversationView, messages: z.array(MessageView) });

let second = 0;
const now = () =>
  `2026-11-24T09:${String(Math.floor(++second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}.000+0800`;
function rings(id: string, number: string, extension: string): string {
  const caller = { name: '', number };
  const event = ariEvent('StasisStart', { args: [extension], channel: channel(id, { caller }) }, now());
  peer.emit(event);
  return JSON.stringify(event);
}
const isUp = (id: string) =>
  peer.emit(ariEvent('ChannelStateChange', { channel: channel(id, { state: 'Up' }) }, now()));
const ends = (id: string) =>
  peer.emit(
    ariEvent('ChannelDestroyed', { cause: 16, cause_txt: 'Normal Clearing', channel: channel(id) }, now()),
  );

async function callWhere(what: string, fits: (call: CallView) => boolean, by = li): Promise<CallView> {
  for (let tries = 0; tries < 400; tries++) {
    const found = (await by.get('/calls?limit=200', Calls)).items.find(fits);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`no call ${what}`);
}

describe('a call from ringing to the ticket', () => {
  test('comes up once on the right screen, is written down, and becomes conversation and ticket', async () => {
    const [screen, other] = await Promise.all([li.stream(), chen.stream()]);
    const event = rings('100.1', '013812345678', '8001');
    const [pop] = await screen.until(1);
    expect(pop).toMatchObject({
      type: 'ringing',
      call: { caller: { type: 'number', number: '13812345678' }, state: 'ringing', extension: '8001' },
      tickets: [],
    });
    for (let n = 0; n < 3; n++) peer.emitRaw(event);
    isUp('100.1');
    const id = pop?.call.id ?? '';
    expect((await screen.until(2)).map(({ type }) => type)).toEqual(['ringing', 'answered']);

    const words = '建军路新世纪花园门口的路灯坏了三天，晚上很黑，请尽快维修';
    await li.post(`/calls/${id}/note`, { summary: '建军路路灯' });
    const notes = { summary: words, recording: 'rec/2026-11-24/100.1.wav', fields: { pole: 'A-17' } };
    expect((await li.post(`/calls/${id}/note`, notes)).status).toBe(200);
    ends('100.1');
    await screen.until(3);
    expect(other.seen).toEqual([]);

    const key = 'finish-100.1';
    const request = { type: 'help', place: { text: '建军路新世纪花园门口' } };
    const first = await li.post(`/calls/${id}/finish`, { request }, key);
    const { call, ticket } = Finished.parse(first.body);
    expect(ticket).toMatchObject({
      type: 'help',
      channel: 'phone',
      matter: words,
      phone: '13812345678',
      extra: { pole: 'A-17' },
    });
    const again = Finished.parse((await li.post(`/calls/${id}/finish`, { request }, key)).body);
    expect(again.ticket?.number).toBe(ticket?.number);

    const thread = await li.get(`/conversations/${call.record?.conversationId ?? ''}`, Thread);
    expect(thread.conversation).toMatchObject({ channel: 'phone', address: '+8613812345678', mode: 'staff' });
    const inbound = thread.messages.filter((m) => m.direction === 'in' && m.kind === 'text');
    expect(inbound).toMatchObject([{ text: words, notices: ['通话录音：rec/2026-11-24/100.1.wav'] }]);
    await Promise.all([screen.close(), other.close()]);
  });

  test('the bot asks the caller nothing, and what it has to tell is never claimed to be sent', async () => {
    const { call } = await finishedCall('100.2', '13900001111', '公交站牌倒了');
    const path = `/conversations/${call.record?.conversationId ?? ''}`;
    const { messages } = await li.get(path, Thread);
    const spoken = messages.filter((m) => m.direction === 'out');
    expect(spoken.filter((m) => m.ticketId === undefined)).toEqual([]);
    expect(spoken.map((m) => m.delivery?.status)).not.toContain('sent');
    expect(spoken.map((m) => m.delivery?.status)).not.toContain('delivered');
  });

  test('who calls again comes up with the tickets still open, and not with those of others', async () => {
    const { ticket } = await finishedCall('100.3', '13700002222', '楼道堆放杂物');
    await finishedCall('100.4', '13700003333', '噪音扰民');
    const screen = await li.stream();
    rings('100.5', '+8613700002222', '8001');
    const [pop] = await screen.until(1);
    expect(pop?.tickets.map(({ number }) => number)).toEqual([ticket?.number]);
    await screen.close();
    ends('100.5');
  });

  test('hidden callers share nothing, not even with each other', async () => {
    const [one, other] = [
      await finishedCall('100.6', 'anonymous', '甲的事'),
      await finishedCall('100.7', '', '乙的事'),
    ];
    expect(one.call.caller).toEqual({ type: 'hidden' });
    expect(one.call.record?.conversationId).not.toBe(other.call.record?.conversationId);
    const { tickets } = await li.get(`/calls/${other.call.id}`, Opened);
    expect(tickets).toEqual([]);
  });
});

describe('a screen', () => {
  test('that comes back gets what it missed, and nothing twice', async () => {
    const screen = await chen.stream();
    rings('200.1', '13600000001', '8002');
    await screen.until(1);
    const last = screen.seen[0]?.id ?? 0;
    await screen.close();
    isUp('200.1');
    rings('200.2', '13600000002', '8002');
    await callWhere('200.2', ({ callId }) => callId === '200.2', chen);
    const back = await chen.stream(last);
    const keys = (await back.until(2)).map(({ key }) => key.replace(/^[^:]+:/, ''));
    expect(keys).toEqual(['answered', 'ringing@8002']);
    await back.close();
    ends('200.1');
    ends('200.2');
    await callWhere('200.2 ended', ({ callId, state }) => callId === '200.2' && state === 'missed', chen);
  });

  test('that is opened anew shows nothing that is over', async () => {
    const screen = await chen.stream();
    rings('200.3', '13600000003', '8002');
    expect((await screen.until(1)).map(({ call }) => call.callId)).toEqual(['200.3']);
    await screen.close();
    ends('200.3');
    await callWhere('200.3 missed', ({ callId, state }) => callId === '200.3' && state === 'missed', chen);
  });

  test('shows twenty calls in a row, each once and in order', async () => {
    const screen = await chen.stream();
    const ids = Array.from({ length: 20 }, (_, n) => `300.${n}`);
    for (const id of ids) rings(id, '13500000000', '8002');
    const news = await screen.until(ids.length);
    expect(news.slice(0, ids.length).map(({ call }) => call.callId)).toEqual(ids);
    await screen.close();
    for (const id of ids) ends(id);
  });
});

describe('a missed call', () => {
  test('waits to be called back, by one person at a time, until somebody reached the caller', async () => {
    rings('400.1', '051588887777', '8001');
    ends('400.1');
    const missed = await callWhere('400.1', ({ callId, state }) => callId === '400.1' && state === 'missed');
    const waiting = async () =>
      (await li.get('/calls?callBacks=true&limit=200', Calls)).items.map(({ id }) => id);
    expect(await waiting()).toContain(missed.id);

    expect((await li.post(`/calls/${missed.id}/call-back/take`)).status).toBe(200);
    const late = await chen.post(`/calls/${missed.id}/call-back/take`);
    expect(late).toMatchObject({ status: 409, body: { code: 'call-back-taken', message: '李明正在回拨' } });

    await li.post(`/calls/${missed.id}/call-back/finish`, { result: 'no-answer' });
    expect(await waiting()).toContain(missed.id);
    const done = await chen.post(`/calls/${missed.id}/call-back/finish`, {
      result: 'reached',
      note: '已登记',
    });
    expect(CallView.parse(done.body).callBack).toMatchObject({
      state: 'done',
      takenBy: '陈静',
      tries: [
        { by: '李明', result: 'no-answer' },
        { by: '陈静', result: 'reached', note: '已登记' },
      ],
    });
    expect(await waiting()).not.toContain(missed.id);
  });
});

/** A call that was answered at 8001, written down and made a ticket. */
async function finishedCall(callId: string, number: string, summary: string) {
  rings(callId, number, '8001');
  isUp(callId);
  ends(callId);
  const { id } = await callWhere(callId, (call) => call.callId === callId && call.state === 'ended');
  await li.post(`/calls/${id}/note`, { summary });
  const { body } = await li.post(`/calls/${id}/finish`, { request: { type: 'complaint' } });
  return Finished.parse(body);
}
