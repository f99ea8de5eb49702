import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { hugePng } from '../host/huge-png.js';
import { startHub, type RunningHub } from '../support/running-hub.js';
import { openSession } from './web-session.js';

/** Everything a stranger may throw at the hub: each gets its documented error, and the next citizen is served. */

const Problem = z.object({ code: z.string(), message: z.string(), hint: z.string(), requestId: z.string() });
const Upload = z.object({ id: z.string() });
const Stored = z.object({ messages: z.array(z.object({ from: z.string(), text: z.string() })) });

let hub: RunningHub;
let mine: { authorization: string };
let witness: { authorization: string };
let sent = 0;

beforeAll(async () => {
  const limits = {
    perSession: { messages: { points: 500, perSeconds: 60 } },
    perAddress: { sessions: { points: 200, perSeconds: 600 } },
  };
  hub = await startHub({ web: { enabled: true, debounceMs: 20, proofOfWork: { enabled: false }, limits } });
  mine = await openSession(hub.base);
  witness = await openSession(hub.base);
}, 60_000);
afterAll(() => hub.stop());
afterEach(async () => {
  const answer = await say({ text: '路灯坏了' });
  expect(answer.status).toBe(202);
});

type Body = string | Buffer | FormData;
const post = (path: string, body: Body, headers: Record<string, string> = {}) =>
  fetch(`${hub.base}${path}`, {
    method: 'POST',
    headers: body instanceof FormData ? headers : { 'content-type': 'application/json', ...headers },
    body: body instanceof Buffer ? new Uint8Array(body) : body,
  });
const say = (body: Record<string, unknown>, headers: Record<string, string> = mine) =>
  post('/api/web/messages', JSON.stringify({ clientMessageId: `m${++sent}`, ...body }), headers);
const raw = (body: string | Buffer) => post('/api/web/messages', body, mine);
const login = (body: unknown) => post('/api/staff/session/login', JSON.stringify(body));
const upload = (bytes: Buffer, name: string, headers: Record<string, string> = mine) => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  return post('/api/web/uploads', form, headers);
};

describe('what is too much, not what it claims, or not the sender’s', () => {
  test.each<[string, () => Promise<Response>, number, string]>([
    ['10 MB of text', () => say({ text: '灯'.repeat(3_500_000) }), 413, 'body-too-large'],
    ['a text over the limit', () => say({ text: 'x'.repeat(10_001) }), 413, 'too-large'],
    [
      '100 attachments',
      () => say({ attachments: Array.from({ length: 100 }, (_, i) => `u${i}`) }),
      413,
      'too-many-attachments',
    ],
    [
      'a picture of 900 million points',
      () => upload(hugePng(30_000, 30_000), 'a.png'),
      422,
      'unreadable-image',
    ],
    ['a page for a picture', () => upload(Buffer.from('<html><script>'), 'a.png'), 415, 'type-not-allowed'],
    ['a file without bytes', () => upload(Buffer.alloc(0), 'a.png'), 400, 'file-empty'],
    ['21 MB of file', () => upload(Buffer.alloc(21_000_000), 'a.pdf'), 413, 'file-too-large'],
    [
      'bytes that are no UTF-8',
      () => raw(Buffer.from('7b2274657874223a22c2b7b5c6227d', 'hex')),
      400,
      'invalid-utf8',
    ],
    ['half a character', () => raw('{"clientMessageId":"half","text":"\\ud83d"}'), 400, 'invalid-utf8'],
    ['half a JSON', () => raw('{"text":'), 400, 'malformed-json'],
    ['__proto__', () => raw('{"clientMessageId":"p","text":"x","__proto__":{"a":1}}'), 400, 'malformed-json'],
    ['an operator for a text', () => say({ text: { $gt: '' } }), 400, 'validation-failed'],
    [
      'an operator for an id',
      () => say({ clientMessageId: { $ne: null }, text: 'x' }),
      400,
      'validation-failed',
    ],
    ['an operator beside', () => say({ text: 'x', $where: 'sleep(1000)' }), 400, 'validation-failed'],
    [
      'a login of operators',
      () => login({ login: { $ne: null }, password: { $ne: null } }),
      400,
      'validation-failed',
    ],
    [
      'a login that looks like one',
      () => login({ login: '{"$gt":""}', password: '{"$gt":""}' }),
      401,
      'wrong-credentials',
    ],
    [
      'a code that looks like an operator',
      () =>
        fetch(`${hub.base}/api/public/tickets/YC20261123050000011?code=${encodeURIComponent('{"$gt":""}')}`),
      404,
      'progress-not-found',
    ],
    [
      'a code that is one',
      () => fetch(`${hub.base}/api/public/tickets/YC20261123050000011?code[$gt]=`),
      400,
      'validation-failed',
    ],
    ['no session', () => say({ text: 'x' }, {}), 401, 'no-session'],
    [
      'a session of one’s own making',
      () => say({ text: 'x' }, bearer(`wang.zzzzzz.${'A'.repeat(43)}`)),
      401,
      'no-session',
    ],
    ['a session made to last', () => say({ text: 'x' }, bearer(prolonged())), 401, 'no-session'],
    ['a file nobody sent in', () => say({ attachments: ['a'.repeat(24)] }), 404, 'attachment-not-found'],
    ['a message nobody got', () => post('/api/web/messages/o1/read', '{}', mine), 404, 'message-not-found'],
  ])('%s', async (_, send, status, code) => {
    const answer = await send();
    const problem = Problem.parse(await answer.json());
    expect({ status: answer.status, code: problem.code }).toEqual({ status, code });
  });

  test('another citizen’s file can be neither sent nor read', async () => {
    const uploaded = await upload(Buffer.from('%PDF-1.4 mine'), 'a.pdf');
    expect(uploaded.status).toBe(201);
    const { id } = Upload.parse(await uploaded.json());
    const other = await openSession(hub.base);
    const stolen = [
      await say({ attachments: [id] }, other),
      await fetch(`${hub.base}/api/web/uploads/${encodeURIComponent(id)}`, { headers: other }),
    ];
    for (const answer of stolen) {
      expect(answer.status).toBe(404);
      expect(Problem.parse(await answer.json()).code).toBe('attachment-not-found');
    }
    expect((await say({ attachments: [id] })).status).toBe(202);
  });
});

describe('what is only text stays text', () => {
  test.each([
    ['a query', '{"$where":"while(true){}"}', '{"$where":"while(true){}"}'],
    ['HTML', '<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['a formula', '=HYPERLINK("http://evil","x")', '=HYPERLINK("http://evil","x")'],
    ['a template', '{{7*7}} ${process.env.HOME} {name}', '{{7*7}} ${process.env.HOME} {name}'],
    ['writing that turns around', '请看\u202egpj.exe', '请看gpj.exe'],
    ['writing nobody can see', '路\u200b灯\ufeff坏了', '路灯坏了'],
  ])('%s', async (_, text, shown) => {
    const headers = await openSession(hub.base);
    expect((await say({ text }, headers)).status).toBe(202);
    expect((await answered(headers)).find(({ from }) => from === 'you')?.text).toBe(shown);
  });
});

test('a thousand sessions from one address: most are refused, and whoever has one is served', async () => {
  const answers = await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const answer = await post('/api/web/sessions', '{}');
      const body: unknown = await answer.json();
      return { status: answer.status, body, wait: answer.headers.get('retry-after') };
    }),
  );
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(800);
  expect(answers.length - refused.length).toBeGreaterThan(0);
  for (const { body, wait } of refused) {
    expect(Problem.parse(body).code).toBe('rate-limited');
    expect(Number(wait)).toBeGreaterThan(0);
  }
});

test('after all of it a citizen who came before is answered as ever', async () => {
  expect((await say({ text: '我家楼下路灯坏了' }, witness)).status).toBe(202);
  expect((await answered(witness)).find(({ from }) => from === 'bot')?.text).toMatch(/什么地方|哪里|位置/);
});

/** The conversation, once the hub has answered in it. */
async function answered(headers: Record<string, string>) {
  for (;;) {
    const answer = await fetch(`${hub.base}/api/web/messages`, { headers });
    const { messages } = Stored.parse(await answer.json());
    if (messages.some(({ from }) => from === 'bot')) return messages;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** A good token with a later end. */
function prolonged(): string {
  const [id, , signature] = mine.authorization.replace('Bearer ', '').split('.');
  return `${id}.zzzzzz.${signature}`;
}
