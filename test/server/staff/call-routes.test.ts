import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { PhoneLine } from '../../../src/channels/phone/line.js';
import type { CallEvent } from '../../../src/core/model/call.js';
import { CallDesk } from '../../../src/desk/call-desk.js';
import { callIdOf, CallIntake } from '../../../src/desk/call-intake.js';
import { FakeHost } from '../../conformance/fake-host.js';
import { openStores } from '../../store/open-stores.js';
import { type Client, testHub, type TestHub } from '../../support/server/test-hub.js';

let opened: Awaited<ReturnType<typeof openStores>>;
let hub: TestHub;
let intake: CallIntake;
let operator: Client;
let other: Client;
let auditor: Client;
let clerk: Client;
let admin: Client;

beforeAll(async () => {
  opened = await openStores();
  const clock = { now: () => new Date('2026-11-24T01:00:00Z') };
  const line = new PhoneLine('12345', '0515', new FakeHost());
  const visit = async () => undefined;
  const calls = new CallDesk({ ...opened.stores, clock, lines: () => [line], visit });
  intake = new CallIntake({ calls: opened.stores.calls, clock, onNews: () => undefined });
  hub = await testHub({ telephone: { calls, onCallNews: () => () => undefined } });
  operator = await hub.signIn(['operator']);
  other = await hub.signIn(['operator']);
  auditor = await hub.signIn(['auditor']);
  clerk = await hub.signIn(['clerk'], { unit: 'city-lights' });
  admin = await hub.signIn(['security-admin']);
});
afterAll(async () => {
  await hub.app.close();
  await opened.close();
});

let serial = 0;
async function missed(minute = ++serial): Promise<string> {
  const callId = `c${minute}`;
  const hear = (type: CallEvent['type'], second: number) =>
    intake.hear('phone', {
      account: '12345',
      callId,
      type,
      at: new Date(Date.parse('2026-11-24T01:00:00Z') + minute * 60_000 + second * 1000),
      caller: { type: 'number', phone: { e164: '+8613812345678', national: '13812345678', kind: 'mobile' } },
    });
  await hear('ringing', 0);
  await hear('ended', 20);
  return callIdOf('phone', '12345', callId);
}
const path = (id: string, rest = '') => `/api/staff/calls/${id}${rest}`;

describe('who may use the telephone', () => {
  test('only who may take a conversation writes records, sits down, calls back and follows calls', async () => {
    const id = await missed();
    for (const client of [auditor, clerk, admin]) {
      for (const [url, body] of [
        ['/api/staff/calls', {}],
        ['/api/staff/calls/extension', { extension: '8001' }],
        [path(id, '/note'), { summary: '路灯' }],
        [path(id, '/finish'), {}],
        [path(id, '/call-back/take'), {}],
        [path(id, '/call-back/finish'), { result: 'reached' }],
      ] as const) {
        expect(await client.call('POST', url, body)).toMatchObject({
          status: 403,
          body: { code: 'forbidden' },
        });
      }
      expect((await client.call('GET', '/api/staff/calls/stream')).status).toBe(403);
    }
  });

  test('clerks and admins see no calls; auditors see them without the number', async () => {
    const id = await missed();
    for (const client of [clerk, admin]) expect((await client.call('GET', path(id))).status).toBe(403);
    const seen = await auditor.call('GET', path(id));
    expect(seen).toMatchObject({ status: 200, body: { call: { caller: { number: '138****5678' } } } });
    expect(seen.text).not.toContain('13812345678');
  });

  test('who is not signed in sees nothing', async () => {
    const answer = await hub.app.inject({ method: 'GET', url: '/api/staff/calls/stream' });
    expect(answer.statusCode).toBe(401);
  });

  test('reading a call is recorded, without the number', async () => {
    const id = await missed();
    hub.logged.length = 0;
    await operator.call('GET', path(id));
    expect(hub.audit.events.at(-1)).toMatchObject({ action: 'call.read', object: { id } });
    expect(JSON.stringify([hub.logged, hub.audit.events])).not.toContain('13812345678');
  });
});

describe('what is written while a call lasts', () => {
  test('is shown to who writes it alone, for nobody knows yet whether it is sealed', async () => {
    const id = await missed();
    await operator.call('POST', path(id, '/note'), { summary: '举报某局长受贿', recording: 'r1' });
    const mine = await operator.call('GET', path(id));
    expect(mine.body).toMatchObject({ call: { record: { summary: '举报某局长受贿', recording: 'r1' } } });
    for (const client of [other, auditor])
      expect((await client.call('GET', path(id))).text).not.toContain('受贿');
  });

  test('an answer to a form stays with its field', async () => {
    const id = await missed();
    const note = { summary: '路灯', fields: { pole: 'A-17' } };
    expect((await operator.call('POST', path(id, '/note'), note)).body).toMatchObject({
      record: { fields: { pole: 'A-17' } },
    });
  });
});

describe('the list of calls', () => {
  test('runs from new to old, page by page, each call once', async () => {
    for (let n = 0; n < 5; n++) await missed();
    const Page = z.object({
      items: z.array(z.object({ id: z.string() })),
      nextCursor: z.string().optional(),
    });
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const query: string = cursor === undefined ? '' : `&cursor=${cursor}`;
      const page = Page.parse((await operator.call('GET', `/api/staff/calls?limit=2${query}`)).body);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(ids.length).toBeGreaterThanOrEqual(5);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('by state, and by what waits to be called back', async () => {
    const id = await missed();
    expect((await operator.call('GET', '/api/staff/calls?state=missed')).text).toContain(id);
    expect((await operator.call('GET', '/api/staff/calls?state=ringing')).text).not.toContain(id);
    expect((await operator.call('GET', '/api/staff/calls?callBacks=true')).text).toContain(id);
    await operator.call('POST', path(id, '/call-back/finish'), { result: 'not-needed' });
    expect((await operator.call('GET', '/api/staff/calls?callBacks=true')).text).not.toContain(id);
  });
});

describe('what cannot be is refused with the way to mend it', () => {
  test.each([
    ['an unknown call', 'GET', path('k0'), undefined, 404, 'call-not-found'],
    ['an unknown line', 'POST', '/api/staff/calls', { account: 'nowhere' }, 404, 'call-line-not-found'],
    [
      'a strange extension',
      'POST',
      '/api/staff/calls/extension',
      { extension: 'a b' },
      400,
      'validation-failed',
    ],
  ] as const)('%s', async (_what, method, url, body, status, code) => {
    const answer = await operator.call(method, url, body);
    expect(answer).toMatchObject({ status, body: { code } });
    expect(answer.body['hint']).not.toBe('');
  });

  test('a record without words', async () => {
    const answer = await operator.call('POST', path(await missed(), '/finish'), {});
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'call-words-missing', fields: [{ path: 'summary' }] },
    });
  });
});
