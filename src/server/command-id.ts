import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { failure } from './errors/failure.js';
import { signedIn } from './auth/session-gate.js';

/** Part of a command's body: who cannot set headers sends the key here. */
export const CommandBody = z.object({
  commandId: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Same as the Idempotency-Key header; the header wins' }),
});

/**
 * The id under which a command happens once. Bound to the person and the address called, so that one
 * person's key never hides another's command, nor the same key on another ticket.
 */
export function commandIdOf(request: FastifyRequest, body: z.infer<typeof CommandBody>): string {
  const header = request.headers['idempotency-key'];
  const key = typeof header === 'string' ? header : body.commandId;
  if (key === undefined || key.trim() === '' || key.length > 200) throw failure('idempotency-key-required');
  const path = request.url.split('?')[0] ?? '';
  const parts = [signedIn(request).person.id, request.method, path, key];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 40);
}
