import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Ticket } from '../../core/model/ticket.js';
import { failure } from '../errors/failure.js';

/** Says which version an answer shows, to be sent back as `If-Match` with what was decided on it. */
export function tagVersion(reply: FastifyReply, { version }: Pick<Ticket, 'version'>): void {
  void reply.header('etag', `"${version}"`);
}

/** The version somebody decided on; undefined when they did not say, or said that any will do (`*`). */
export function expectedVersion(request: FastifyRequest): number | undefined {
  const said = request.headers['if-match']?.trim();
  if (said === undefined || said === '*') return undefined;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(said)?.[1];
  if (version === undefined) throw failure('if-match-unreadable');
  return Number(version);
}
