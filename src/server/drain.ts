import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** What a request under way may still take once the server is to close. */
const GRACE_MS = 10_000;

/**
 * Lets closing take no longer than the requests under way: who only holds a connection, has not sent a
 * whole request yet or sends it byte by byte would otherwise hold the hub for the minute its headers may
 * take, and a restart with it.
 */
export function drainQuickly(app: FastifyInstance, graceMs = GRACE_MS): void {
  const answering = new Map<Socket, number>();
  let closing = false;
  app.server.on('connection', (socket) => {
    answering.set(socket, 0);
    socket.once('close', () => answering.delete(socket));
  });
  app.server.on('request', ({ socket }, response) => {
    answering.set(socket, (answering.get(socket) ?? 0) + 1);
    response.once('close', () => {
      const left = (answering.get(socket) ?? 1) - 1;
      if (answering.has(socket)) answering.set(socket, left);
      if (closing && left === 0) socket.destroy();
    });
  });
  app.addHook('preClose', async () => {
    closing = true;
    for (const [socket, requests] of answering) if (requests === 0) socket.destroy();
    setTimeout(() => {
      for (const socket of answering.keys()) socket.destroy();
    }, graceMs).unref();
  });
}
