import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import twilio from 'twilio';
import { z } from 'zod';
import { signatureOf, TWILIO, TwilioVoicePeer } from '../../peers/twilio-voice.js';
import { openTwilio, post } from './bench.js';

const Vectors = z.object({
  authToken: z.string(),
  url: z.string(),
  cases: z.array(z.object({ params: z.record(z.string(), z.string()), signature: z.string() })),
});
const vectors = Vectors.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/phone/twilio-vectors.json', import.meta.url), 'utf8')),
);

describe('the signature of Twilio', () => {
  test.each(vectors.cases)('published vector $signature', ({ params, signature }) => {
    expect(signatureOf(vectors.authToken, vectors.url, params)).toBe(signature);
    expect(twilio.validateRequest(vectors.authToken, signature, vectors.url, params)).toBe(true);
  });
});

let bench: Awaited<ReturnType<typeof openTwilio>>;
beforeEach(async () => {
  bench = await openTwilio();
  await bench.adapter.start();
});
afterEach(() => bench.close());
const at = (second: number) => new Date(Date.parse('2026-11-24T01:00:00Z') + second * 1000);

describe('only what Twilio signed for our public address is heard', () => {
  test('a call that comes in', async () => {
    const { status } = await post(bench, bench.peer.incoming(bench.peer.newCall()));
    expect(status).toBe(200);
    expect(bench.heard()).toHaveLength(1);
  });

  test.each([
    ['no signature', {}],
    ['a short signature', { 'x-twilio-signature': 'abc' }],
    ['another signature', { 'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }],
  ])('%s is refused', async (_what, replaced) => {
    const { 'x-twilio-signature': _, ...headers } = bench.peer.incoming('CA1').headers;
    const request = { ...bench.peer.incoming(bench.peer.newCall()), headers: { ...headers, ...replaced } };
    expect((await post(bench, request)).status).toBe(403);
    expect(bench.host.journal).toEqual([]);
  });

  test.each([
    ['http instead of https', 'http://12345.example.cn/webhooks/phone/12345'],
    ['another host', 'https://evil.example.cn/webhooks/phone/12345'],
    ['another account of ours', 'https://12345.example.cn/webhooks/phone/12319'],
  ])('signed for %s is refused', async (_what, address) => {
    const other = new TwilioVoicePeer(address);
    const request = other.incoming(other.newCall());
    const headers = {
      ...request.headers,
      host: new URL(address).host,
      'x-forwarded-host': 'evil.example.cn',
    };
    expect((await post(bench, { ...request, headers })).status).toBe(403);
  });

  test('a changed body, and a changed extension, are refused', async () => {
    const request = bench.peer.incoming(bench.peer.newCall());
    expect((await post(bench, { ...request, body: `${request.body}&Digits=1` })).status).toBe(403);
    const leg = bench.peer.phone(bench.peer.newCall(), '8001', 'ringing', at(0));
    expect((await post(bench, { ...leg, path: '/phone?extension=8002' })).status).toBe(403);
    expect(bench.host.journal).toEqual([]);
  });

  test('the token before the last change still counts', async () => {
    const rotated = await openTwilio({ authToken: 'new-token', previousAuthToken: TWILIO.authToken });
    await rotated.adapter.start();
    expect((await post(rotated, rotated.peer.incoming(rotated.peer.newCall()))).status).toBe(200);
    await rotated.close();
  });

  test('signed, but of another Twilio account, is kept apart', async () => {
    const request = bench.peer.incoming(bench.peer.newCall(), { AccountSid: `AC${'9'.repeat(32)}` });
    await post(bench, request);
    expect(bench.heard()).toEqual([]);
    expect(bench.host.entries('quarantined')).toHaveLength(1);
  });

  test('before the start nothing is answered as if it were heard', async () => {
    const idle = await openTwilio();
    expect((await post(idle, idle.peer.incoming(idle.peer.newCall()))).status).toBe(503);
    await idle.close();
  });
});

describe('the caller reaches a person', () => {
  test('all phones ring at once, and tell us how they go', async () => {
    const { text } = await post(bench, bench.peer.incoming(bench.peer.newCall()));
    expect(text).toContain('answerOnBridge="true"');
    expect(text).toMatch(/<Sip[^>]*extension=8001[^>]*>sip:8001@pbx\.example\.cn<\/Sip>/);
    expect(text).toMatch(/<Number[^>]*extension=8002[^>]*>\+8651588886602<\/Number>/);
    expect(text).toContain('https://12345.example.cn/webhooks/phone/12345/after');
  });

  test('also when the store fails, and staff are told', async () => {
    bench.host.failNext('call', { type: 'throw', error: new Error('the store is away') });
    const answer = await post(bench, bench.peer.incoming(bench.peer.newCall()));
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<Dial') });
    expect(bench.adapter.health()).toMatchObject({
      state: 'degraded',
      detail: expect.stringContaining('未能保存'),
    });
    await post(bench, bench.peer.incoming(bench.peer.newCall()));
    expect(bench.adapter.health().state).toBe('up');
  });

  test('who was not answered hears words that promise nothing; who was, hears none', async () => {
    const missed = bench.peer.request('/after', { CallSid: 'CA1', DialCallStatus: 'no-answer' });
    expect((await post(bench, missed)).text).toMatch(/<Say language="cmn-CN">话务员正忙.*<\/Say><Hangup\/>/);
    const answered = bench.peer.request('/after', { CallSid: 'CA1', DialCallStatus: 'completed' });
    expect((await post(bench, answered)).text).not.toContain('<Say');
  });
});

describe('what Twilio tells of a call', () => {
  test('from ringing to the end, with who answered, by Twilio’s own time', async () => {
    const sid = bench.peer.newCall();
    await post(bench, bench.peer.incoming(sid));
    await post(bench, bench.peer.phone(sid, '8001', 'ringing', at(1)));
    await post(bench, bench.peer.phone(sid, '8001', 'in-progress', at(6)));
    await post(bench, bench.peer.phone(sid, '8001', 'completed', at(40)));
    await post(bench, bench.peer.status(sid, 'completed', at(41)));
    expect(bench.heard()).toMatchObject([
      {
        callId: sid,
        type: 'ringing',
        caller: { phone: { e164: '+8613812345678' } },
        dialled: '+8651588886666',
      },
      { callId: sid, type: 'ringing', extension: '8001', at: at(1) },
      { callId: sid, type: 'answered', extension: '8001', at: at(6) },
      { callId: sid, type: 'ended', at: at(41), reason: 'completed' },
    ]);
  });

  test.each(['no-answer', 'busy', 'canceled', 'failed'])('%s is an end without an answer', async (status) => {
    await post(bench, bench.peer.status(bench.peer.newCall(), status, at(20)));
    expect(bench.heard()).toMatchObject([{ type: 'ended', reason: status }]);
  });

  test('in progress alone is no answer: it is our own words that are read out', async () => {
    await post(bench, bench.peer.status(bench.peer.newCall(), 'in-progress', at(1)));
    expect(bench.heard()).toEqual([]);
  });

  test.each(['anonymous', '+266696687', ''])('a caller "%s" is hidden', async (From) => {
    await post(bench, bench.peer.incoming(bench.peer.newCall(), { From }));
    expect(bench.heard()[0]?.caller).toEqual({ type: 'hidden' });
  });

  test('a status nobody knows is kept apart, and the next is heard', async () => {
    await post(bench, bench.peer.status(bench.peer.newCall(), 'teleported', at(1)));
    await post(bench, bench.peer.status(bench.peer.newCall(), 'completed', at(2)));
    expect(bench.host.entries('quarantined')).toHaveLength(1);
    expect(bench.heard()).toHaveLength(1);
  });

  test('an end that could not be stored is not acknowledged', async () => {
    bench.host.failNext('call', { type: 'throw', error: new Error('the store is away') });
    expect((await post(bench, bench.peer.status(bench.peer.newCall(), 'completed', at(2)))).status).toBe(500);
  });
});
