import { afterEach, describe, expect, test } from '@jest/globals';
import { newClient, openWeb, type Client, type WebBench } from './bench.js';

const TOKEN = 'q3Fh0t-Jk_9aZ2xY7bN4Mw';

describe('coming from another channel by a link', () => {
  let bench: WebBench;
  afterEach(() => bench.close());

  const take = (client: Client, token = TOKEN) =>
    bench.app.inject({
      method: 'POST',
      url: '/api/web/continue',
      headers: client.headers,
      payload: { token },
    });

  test('whoever takes it first has it, and may ask again when the answer was lost', async () => {
    bench = await openWeb();
    bench.host.links.set(TOKEN, undefined);
    const [one, other] = [await newClient(bench), await newClient(bench)];
    expect((await take(one)).json()).toEqual({ result: 'continued' });
    expect((await take(one)).json()).toEqual({ result: 'continued' });
    expect((await take(other)).json()).toEqual({ result: 'gone' });
  });

  test.each(['', '../../etc', 'x'.repeat(65), 'a b', '"'])('%j is no token', async (token) => {
    bench = await openWeb();
    expect((await take(await newClient(bench), token)).statusCode).toBe(400);
  });

  test('an unknown token opens nothing, and nobody without a session asks', async () => {
    bench = await openWeb();
    expect((await take(await newClient(bench))).json()).toEqual({ result: 'gone' });
    const bare = await bench.app.inject({
      method: 'POST',
      url: '/api/web/continue',
      payload: { token: TOKEN },
    });
    expect(bare.statusCode).toBe(401);
  });
});
