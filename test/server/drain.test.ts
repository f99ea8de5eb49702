import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { z } from 'zod';
import { drainQuickly } from '../../src/server/drain.js';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** A server whose answer to `/slow` waits for `finish`. */
async function started(graceMs?: number) {
  const app = Fastify();
  drainQuickly(app, graceMs);
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let begun = (): void => undefined;
  const asked = new Promise<void>((resolve) => (begun = resolve));
  app.get('/slow', async () => {
    begun();
    await finished;
    return 'done';
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, finish, asked };
}

async function open(app: FastifyInstance, bytes = ''): Promise<Socket> {
  const { port } = z.object({ port: z.number() }).parse(app.server.address());
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket.on('error', () => undefined));
  await once(socket, 'connect');
  if (bytes) socket.write(bytes);
  return socket;
}

// Each of these would hold the server for as long as its headers may take, more than a minute.
describe('stuck: closing does not wait for', () => {
  test.each([
    ['a connection that never asks', ''],
    ['half a request', 'GET /slow HTTP/1.1\r\nHost: x\r\nX-A: '],
  ])('%s', async (_name, bytes) => {
    const { app } = await started();
    const socket = await open(app, bytes);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const gone = once(socket, 'close');
    await Promise.all([app.close(), gone]);
    expect(socket.destroyed).toBe(true);
  });

  test('an answer that never ends', async () => {
    const { app, asked } = await started(50);
    const socket = await open(app, 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await asked;
    await Promise.all([app.close(), once(socket, 'close')]);
    expect(socket.destroyed).toBe(true);
  });
});

test('a request under way gets its answer', async () => {
  const { app, asked, finish } = await started();
  const socket = await open(app, 'GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await asked;
  const closed = app.close();
  await new Promise((resolve) => setTimeout(resolve, 20));
  finish();
  await Promise.all([closed, once(socket, 'close')]);
  expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*done$/);
});
