import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { MoveDetails } from '../../core/model/ticket.js';
import { TicketState } from '../../core/model/ticket.js';
import type { StaffActor, TicketService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { preferredLanguage } from '../errors/language.js';
import { ProblemDocument, problemFor } from '../errors/problem.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { type StaffMove, STAFF_MOVES } from '../permissions.js';
import { MOVE_BODIES } from './move-bodies.js';
import { moverOf } from './mover.js';
import { readableTicket } from './readable-ticket.js';

const Id = z.string().min(1).max(200);
const Which = z.union([Id, z.object({ id: Id, version: z.number().int().positive() })]);
const Outcome = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    ticket: Id,
    number: z.string(),
    state: TicketState,
    version: z.number().int(),
  }),
  z.object({ ok: z.literal(false), ticket: Id, problem: ProblemDocument }),
]);

/** One move on many tickets: each is decided by itself and says by itself how it went. */
export function bulkRoutes(app: TypedApp, { tickets }: { tickets: TicketService }): void {
  app.post(
    '/tickets/bulk',
    {
      schema: {
        summary: 'Make one move on up to 200 tickets; each has its own result',
        description:
          'Answers 200 as soon as the request itself is right; look at each `ok`. With the same Idempotency-Key nothing happens twice, so a broken-off request can be sent again.',
        tags: ['tickets'],
        body: CommandBody.extend({
          move: z.enum(STAFF_MOVES),
          tickets: z
            .array(Which)
            .min(1)
            .max(200)
            .meta({ description: 'Ids or numbers, or with the version that was decided on' }),
          details: z
            .record(z.string(), z.unknown())
            .default({})
            .meta({ description: 'What the move carries, as in its own address' }),
        }),
        response: { 200: z.object({ items: z.array(Outcome) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { move, tickets: which } = request.body;
      const { actor } = authorise(request, `ticket.${move}`);
      const commandId = commandIdOf(request, request.body);
      const details = detailsOf(move, request.body.details);
      const asked = new Map(
        which.map((one) => (typeof one === 'string' ? [one, undefined] : [one.id, one.version])),
      );
      const items: z.infer<typeof Outcome>[] = [];
      // One after another: two moves of one conversation would only wait for each other.
      for (const [id, version] of asked)
        items.push(await moveOne(request, { actor, id, version, move, details, commandId }));
      return { items };
    },
  );

  interface One {
    actor: StaffActor;
    id: string;
    version: number | undefined;
    move: StaffMove;
    details: MoveDetails;
    commandId: string;
  }

  async function moveOne(request: FastifyRequest, one: One): Promise<z.infer<typeof Outcome>> {
    const { actor, id, version, move, details, commandId } = one;
    try {
      const seen = await readableTicket(tickets, id, actor);
      const mover = moverOf(actor, `ticket.${move}`);
      const own = createHash('sha256').update(`${commandId}\n${seen.id}`).digest('hex').slice(0, 40);
      const moved = await tickets.move(seen.id, mover, own, move, details, version);
      return { ok: true, ticket: id, number: moved.number, state: moved.state, version: moved.version };
    } catch (error) {
      const language = preferredLanguage(request.headers['accept-language']);
      const problem = problemFor(error, language, request.id);
      if (problem.isBug) request.log.error({ err: error, ticket: id }, 'a move of many failed by our fault');
      return { ok: false, ticket: id, problem: problem.document };
    }
  }
}

function detailsOf(move: StaffMove, said: Record<string, unknown>): MoveDetails {
  const parsed = MOVE_BODIES[move].safeParse(said);
  if (parsed.success) return parsed.data;
  throw failure('validation-failed', {
    fields: parsed.error.issues.map(({ path, message }) => ({
      path: ['details', ...path.map(String)].join('.'),
      message,
    })),
  });
}
