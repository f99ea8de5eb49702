import { z } from 'zod';
import { zoneOf } from '../../core/deadline/zone.js';
import type { City } from '../../core/model/city.js';
import type { Ticket } from '../../core/model/ticket.js';
import type { TicketService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { failure } from '../errors/failure.js';
import { IdParams, Instant, iso, PROBLEMS, type TypedApp } from '../http.js';
import { readableTicket } from './readable-ticket.js';

const HandOverRecord = z
  .object({
    number: z.string(),
    to: z.object({ dial: z.string(), name: z.string() }),
    at: Instant,
    by: z.string(),
    reason: z.string().optional(),
    receipt: z.string().optional(),
    receiptAt: Instant.optional(),
    text: z.string().meta({ description: 'The record as it is printed' }),
  })
  .meta({ id: 'HandOverRecord' });
export type HandOverRecord = z.infer<typeof HandOverRecord>;

/** 移交单: what was handed over to 110, 12388 and so on. Holds no word of the matter, so that it may be filed. */
export function handOverRoutes(app: TypedApp, deps: { tickets: TicketService; city: City }): void {
  app.get(
    '/tickets/:id/hand-over',
    {
      schema: {
        summary: 'The record of a hand-over to another line, to print and to have signed',
        tags: ['tickets'],
        params: IdParams,
        response: { 200: HandOverRecord, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const ticket = await readableTicket(deps.tickets, request.params.id, actor);
      const record = handOverRecord(ticket, deps.city);
      if (!record) throw failure('ticket-not-handed-over');
      return record;
    },
  );
}

/** Undefined for a ticket that was not handed over. */
export function handOverRecord(ticket: Ticket, city: City): HandOverRecord | undefined {
  const given = ticket.events.findLast(({ move }) => move === 'hand-over');
  const line = city.hotlines.find(({ id }) => id === given?.details.to);
  if (!given || !line) return undefined;
  const taken = ticket.events.findLast(({ move }) => move === 'receipt');
  const zone = zoneOf(city.profile.timezone);
  const moment = (at: Date) => `${zone.dayOf(at)} ${zone.clockOf(at)}`;
  const by = given.actor.type === 'staff' ? given.actor.name : city.profile.serviceName;
  const { reason } = given.details;
  const receipt = taken?.details.receipt;
  const lines = [
    `${city.profile.name}12345热线移交单`,
    `工单编号：${ticket.number}`,
    `受理时间：${moment(ticket.createdAt)}`,
    `移交时间：${moment(given.at)}`,
    `移交单位：${city.profile.serviceName}（经办人：${by}）`,
    `接收单位：${line.name}（${line.dial}）`,
    ...(reason === undefined ? [] : [`移交理由：${reason}`]),
    receipt === undefined || !taken
      ? '接收回执：尚未收到'
      : `接收回执：${receipt}（${moment(taken.at)}登记）`,
    '接收人签字：                日期：',
  ];
  return {
    number: ticket.number,
    to: { dial: line.dial, name: line.name },
    at: iso(given.at),
    by,
    reason,
    receipt,
    receiptAt: receipt === undefined ? undefined : taken && iso(taken.at),
    text: lines.join('\n'),
  };
}
