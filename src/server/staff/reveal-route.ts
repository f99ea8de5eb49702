import { z } from 'zod';
import type { Request } from '../../core/model/request.js';
import type { TicketService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { failure } from '../errors/failure.js';
import { IdParams, PROBLEMS, type TypedApp } from '../http.js';
import type { Recorder } from '../record.js';
import { maySeePerson } from '../views/ticket-view.js';
import { readableTicket } from './readable-ticket.js';

const Field = z.enum(['name', 'phone', 'title', 'matter', 'place', 'extra']);
type Field = z.infer<typeof Field>;

/**
 * 查看完整信息: for those who see a person masked and need more for their work, field by field and with a
 * reason that stays in the audit log. Whoever asked for secrecy stays unknown: a reason does not lift that.
 */
export function revealRoute(app: TypedApp, deps: { tickets: TicketService; record: Recorder }): void {
  app.post(
    '/tickets/:id/reveal',
    {
      schema: {
        summary: 'See masked fields of a ticket in full, with a reason that is recorded',
        tags: ['tickets'],
        params: IdParams,
        body: z.strictObject({
          fields: z.array(Field).min(1).max(Field.options.length),
          reason: z.string().trim().min(4).max(500).meta({ description: 'What it is needed for' }),
        }),
        response: {
          200: z.object({
            values: z.partialRecord(Field, z.union([z.string(), z.record(z.string(), z.string())])),
          }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor, grant } = authorise(request, 'person.reveal');
      authorise(request, 'ticket.read');
      const { request: told, id } = await readableTicket(deps.tickets, request.params.id, actor);
      const { reason } = request.body;
      const fields = [...new Set(request.body.fields)];
      const object = { type: 'ticket', id };
      const detail = { fields: fields.join(','), reason };
      if (!maySeePerson(actor, told) && (told.secrecy !== 'open' || told.anonymous)) {
        await deps.record(request, 'ticket.revealed', object, detail, 'refused');
        throw failure('person-kept-secret');
      }
      await deps.record(request, 'ticket.revealed', object, { ...detail, role: grant.role });
      return { values: Object.fromEntries(fields.flatMap((field) => valueOf(told, field) ?? [])) };
    },
  );
}

function valueOf(request: Request, field: Field): [Field, string | Record<string, string>][] | undefined {
  const value =
    field === 'phone' ? request.phone?.national : field === 'place' ? request.place?.text : request[field];
  return value === undefined ? undefined : [[field, value]];
}
