import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sign, US, WeiboPeer, weiboTime } from './weibo.js';

/**
 * The peer is believed because it behaves as the documentation of the platform says, in plain HTTP as the
 * official clients speak it: nothing of our channel takes part here.
 */
let peer: WeiboPeer;
beforeEach(async () => {
  peer = await WeiboPeer.open();
});
afterEach(() => peer.goAway());

/** As the official PHP client calls: the token in a header, parameters in the query. */
async function get(path: string, params: Record<string, string> = {}, token: string = US.token) {
  const url = `${peer.url}/2/${path}.json?${String(new URLSearchParams(params))}`;
  const answer = await fetch(url, { headers: { Authorization: `OAuth2 ${token}`, 'API-RemoteIP': US.rip } });
  return { status: answer.status, text: await answer.text() };
}
async function post(path: string, form: Record<string, string>) {
  const body = new URLSearchParams({ access_token: US.token, ...form });
  const answer = await fetch(`${peer.url}/2/${path}.json`, { method: 'POST', body });
  return { status: answer.status, text: await answer.text() };
}

describe('feeds', () => {
  beforeEach(() => {
    for (let n = 1; n <= 120; n++) peer.mention(`第${n}条`);
  });
  const textsOf = (json: string): string[] => json.match(/第\d+条/g) ?? [];

  test('come newest first, in pages', async () => {
    const { text } = await get('statuses/mentions', { count: '50' });
    expect(textsOf(text).slice(0, 2)).toEqual(['第120条', '第119条']);
    expect(textsOf(text)).toHaveLength(50);
  });

  test('end at since_id and begin at max_id', async () => {
    const first = 5_612_814_510_546_515n;
    const params = { since_id: String(first + 84n), max_id: String(first + 100n) };
    const { text } = await get('statuses/mentions', params);
    expect(textsOf(text)).toHaveLength(16);
    expect(textsOf(text)[0]).toBe('第101条');
  });

  test('carry ids of 64 bits as bare numbers and as text', async () => {
    const { text } = await get('statuses/mentions', { count: '1' });
    expect(text).toContain('"id":5612814510546634,"idstr":"5612814510546634"');
  });
});

describe('refusals', () => {
  test.each([
    ['a token that ran out', () => (peer.expired = true), 21327, US.token],
    ['a token that is none', () => undefined, 21332, 'WRONG'],
    ['an hour used up', () => (peer.hourly = 0), 10023, US.token],
  ])('%s', async (_name, given, code, token) => {
    given();
    const { status, text } = await get('comments/to_me', {}, token);
    expect(status).toBe(403);
    expect(JSON.parse(text)).toMatchObject({ error_code: code, request: '/2/comments/to_me.json' });
  });

  test.each([
    ['140 characters fit', '字'.repeat(140), 200],
    ['141 do not (20012)', '字'.repeat(141), 20012],
    ['two of half width are one', 'ab'.repeat(140), 200],
    ['nothing (20008)', '', 20008],
  ])('%s', async (_name, comment, expected) => {
    const { status, text } = await post('comments/create', { id: '1', comment });
    if (expected === 200) expect(status).toBe(200);
    else expect(JSON.parse(text)).toMatchObject({ error_code: expected });
  });

  test('the same words again are 20019', async () => {
    await post('comments/create', { id: '1', comment: '请私信我们' });
    const { text } = await post('comments/create', { id: '2', comment: '请私信我们' });
    expect(JSON.parse(text)).toMatchObject({ error_code: 20019 });
    expect(peer.written).toHaveLength(1);
  });
});

test('the signature is that of the published example', () => {
  const signature = '90e4c22c90a58f26526c2dd5b6c56c8822edeaa1';
  expect(sign('1397022061823', '57155157')).toBe(signature);
});

test('times are written as in the published example', () => {
  expect(weiboTime(new Date('2011-05-31T09:46:55Z'))).toBe('Tue May 31 17:46:55 +0800 2011');
});
