import { z } from 'zod';
import { AUDIT_ACTION_ZH, AuditAction, AuditEvent } from '../../core/audit/event.js';
import { authorise } from '../auth/session-gate.js';
import type { ServerDeps } from '../deps.js';
import { Instant, iso, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { recorderOf } from '../record.js';

const tags = ['admin'];

export const AuditRecordView = AuditEvent.extend({
  seq: z.number().int(),
  at: Instant,
  actionName: z.string(),
  hash: z.string(),
}).meta({ id: 'AuditRecord' });
export const AuditPage = z.object({ items: z.array(AuditRecordView), nextCursor: z.string().optional() });
export const AuditVerification = z
  .object({
    /** How many records were read and found whole, up to the fault. */
    records: z.number().int(),
    fault: z
      .object({
        seq: z.number().int(),
        kind: z.enum(['damaged', 'missing', 'inserted', 'reordered', 'forged', 'rewritten']),
      })
      .optional(),
    startsAfter: z.number().int().optional(),
  })
  .meta({ id: 'AuditVerification' });
export const AuditAnchors = z.object({
  items: z.array(
    z.object({ day: z.iso.date(), seq: z.number().int(), hash: z.string(), at: Instant, mac: z.string() }),
  ),
});

/** 审计: who did what, and whether the log is whole. For those who administer nothing else. */
export function adminAuditRoutes(app: TypedApp, { audit, clock }: Pick<ServerDeps, 'audit' | 'clock'>): void {
  const record = recorderOf(audit, clock);

  app.get(
    '/audit',
    {
      schema: {
        summary: 'List the audit log, newest first',
        tags,
        querystring: PageQuery.extend({
          who: z.string().max(100).optional().meta({ description: 'Id of a member of staff' }),
          what: z.union([AuditAction, z.array(AuditAction)]).optional(),
          object: z.string().max(200).optional().meta({ description: 'Id of what it was done to' }),
          from: Instant.optional(),
          to: Instant.optional(),
        }),
        response: { 200: AuditPage, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'audit.read');
      const { who, what, object, from, to, cursor, limit } = request.query;
      const found = await audit.list({
        who,
        actions: what === undefined ? undefined : [what].flat(),
        object,
        from: dateOf(from),
        to: dateOf(to),
        before: cursor === undefined ? undefined : Number.parseInt(cursor, 10) || 1,
        limit,
      });
      await record(
        request,
        'audit.read',
        { type: 'audit', id: who ?? object ?? 'all' },
        { found: found.length },
      );
      const last = found.length === limit ? found.at(-1) : undefined;
      return {
        items: found.map(({ previous: _, mac: __, at, ...rest }) => ({
          ...rest,
          at: iso(at),
          actionName: AUDIT_ACTION_ZH[rest.action],
        })),
        nextCursor: last && String(last.seq),
      };
    },
  );

  app.post(
    '/audit/verify',
    {
      schema: {
        summary: 'Read the whole audit log and say whether it is as it was written',
        tags,
        body: z.strictObject({}).nullish(),
        response: { 200: AuditVerification, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'audit.read');
      const result = await audit.verify();
      const found: Record<string, string | number> = result.fault
        ? { fault: result.fault.kind, seq: result.fault.seq }
        : {};
      await record(
        request,
        'audit.verified',
        { type: 'audit', id: 'all' },
        { records: result.records, ...found },
        result.fault ? 'failed' : 'done',
      );
      return result;
    },
  );

  app.get(
    '/audit/anchors',
    {
      schema: {
        summary: 'The signed last record of every day, to be kept elsewhere',
        tags,
        response: { 200: AuditAnchors, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'audit.read');
      const anchors = await audit.anchors();
      return { items: anchors.map((anchor) => ({ ...anchor, at: iso(anchor.at) })) };
    },
  );
}

function dateOf(instant: string | undefined): Date | undefined {
  return instant === undefined ? undefined : new Date(instant);
}
