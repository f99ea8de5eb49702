import { z } from 'zod';
import type { Clock, StaffNoticeReader } from '../../core/ports.js';
import { onSealedDesk, type StaffActor, type StaffNoticeService } from '../../core/services.js';
import { authorise } from '../auth/session-gate.js';
import { cursorOf, placeOfCursor } from '../cursor.js';
import { PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { PERMISSIONS } from '../permissions.js';
import { NoticePage, noticeView } from '../views/notice-view.js';

const DAY = 86_400_000;
/** Whoever was away longer works through the lists; older ones are found without `unread`. */
const UNREAD_DAYS = 7;
const tags = ['notices'];

/** 站内通知: what moved that somebody should look at. */
export function noticeRoutes(
  app: TypedApp,
  { notices, clock }: { notices: StaffNoticeService; clock: Clock },
): void {
  app.get(
    '/notices',
    {
      schema: {
        summary: 'Notices of tickets that moved, newest first',
        tags,
        querystring: PageQuery.extend({
          unread: z
            .stringbool()
            .default(false)
            .meta({ description: `Only those not read, of the last ${UNREAD_DAYS} days` }),
        }),
        response: { 200: NoticePage, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.read');
      const { cursor, limit, unread } = request.query;
      const found = await notices.list({
        readers: noticeReaders(actor),
        sealed: onSealedDesk(actor),
        ...(unread && { unreadBy: actor.id, since: new Date(clock.now().getTime() - UNREAD_DAYS * DAY) }),
        after: placeOfCursor(cursor),
        limit,
      });
      const last = found.length === limit ? found.at(-1) : undefined;
      return { items: found.map((one) => noticeView(one, actor.id)), nextCursor: last && cursorOf(last) };
    },
  );

  app.post(
    '/notices/read',
    {
      schema: {
        summary: 'Mark notices as read, for oneself',
        tags,
        body: z.object({ ids: z.array(z.string().min(1).max(300)).min(1).max(200) }),
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.read');
      await notices.markRead(request.body.ids, actor.id);
      return reply.code(204).send(null);
    },
  );
}

/** Whose notices somebody reads: their own, their unit’s, and the desk’s and their roles’ when they act there. */
export function noticeReaders({ id, roles, unit, platform }: StaffActor): StaffNoticeReader[] {
  const leader = roles.includes('unit-leader');
  const ofUnit = leader || roles.includes('clerk');
  const place = platform === undefined ? {} : { platform };
  // Who moves no ticket has nothing to be told of: an auditor only reads.
  const atDesk = roles.some((role) => PERMISSIONS[role]['ticket.note'] === 'all');
  return [
    ...(ofUnit && unit !== undefined ? [{ type: 'unit' as const, unit, leader }] : []),
    ...(atDesk ? [{ type: 'desk' as const, ...place }] : []),
    ...(atDesk ? roles.map((role) => ({ type: 'role' as const, role, ...place })) : []),
    { type: 'person' as const, staffId: id },
  ];
}
