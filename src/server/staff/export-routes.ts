import { z } from 'zod';
import { authorise } from '../auth/session-gate.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { failure } from '../errors/failure.js';
import { COLUMNS } from '../export/columns.js';
import { SHEET_MIME } from '../export/sheet.js';
import { exportDetail, type TicketExports } from '../export/ticket-exports.js';
import { IdParams, Instant, iso, isoIf, PROBLEMS, type TypedApp } from '../http.js';
import type { ExportJob, ExportRepository } from '../ports.js';
import type { Recorder } from '../record.js';
import { sendFile } from '../send-file.js';
import { TicketFilterBody } from './ticket-filter.js';

const ExportView = z
  .object({
    id: z.string(),
    format: z.enum(['csv', 'xlsx']),
    state: z.enum(['waiting', 'running', 'done', 'failed']),
    rows: z.number().int().meta({ description: 'Written until now' }),
    total: z.number().int(),
    failure: z.string().optional().meta({ description: 'Code of docs/errors.md' }),
    createdAt: Instant,
    finishedAt: Instant.optional(),
    expiresAt: Instant.meta({ description: 'Job and file are gone then' }),
  })
  .meta({ id: 'Export' });
const tags = ['exports'];

/** Exports of tickets: asked for, watched, fetched; each by who asked alone. */
export function exportRoutes(
  app: TypedApp,
  deps: { exports: ExportRepository; ticketExports: TicketExports; record: Recorder },
): void {
  const { exports, ticketExports, record } = deps;
  async function own(id: string, staffId: string): Promise<ExportJob> {
    const job = await exports.find(id);
    if (job?.staffId !== staffId) throw failure('export-not-found');
    return job;
  }

  app.post(
    '/exports',
    {
      schema: {
        summary: 'Ask for a file of tickets; it is made in the background',
        description:
          'Holds what its owner may read when it is made, masked as in their lists, and no sealed ticket. Cells that a spreadsheet would take for formulas begin with an apostrophe.',
        tags,
        body: CommandBody.extend({
          filter: TicketFilterBody.default({}),
          columns: z.array(z.enum(COLUMNS)).min(1).max(COLUMNS.length).default(COLUMNS),
          format: z.enum(['csv', 'xlsx']).default('xlsx'),
        }),
        response: { 202: ExportView, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.export');
      const { filter, columns, format } = request.body;
      const id = `x${commandIdOf(request, request.body)}`;
      const wanted = { filter, columns, format };
      await record(request, 'ticket.export-asked', { type: 'export', id }, exportDetail(wanted));
      const job = await ticketExports.ask(id, actor, wanted);
      return reply.code(202).send(exportView(job));
    },
  );

  app.get(
    '/exports',
    {
      schema: {
        summary: 'One’s own exports, newest first',
        tags,
        response: { 200: z.object({ items: z.array(ExportView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.export');
      return { items: (await exports.of(actor.id)).map(exportView) };
    },
  );

  app.get(
    '/exports/:id',
    {
      schema: {
        summary: 'How far an export is',
        tags,
        params: IdParams,
        response: { 200: ExportView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'ticket.export');
      return exportView(await own(request.params.id, actor.id));
    },
  );

  app.get(
    '/exports/:id/file',
    { schema: { summary: 'Fetch the file of an export', tags, params: IdParams } },
    async (request, reply) => {
      const { actor } = authorise(request, 'ticket.export');
      const job = await own(request.params.id, actor.id);
      const bytes = job.state === 'done' ? await exports.getFile(job.id) : undefined;
      if (!bytes) throw failure('export-not-ready');
      const { id, format, rows } = job;
      await record(request, 'ticket.export-fetched', { type: 'export', id }, { format, rows });
      const name = `工单-${iso(job.createdAt).slice(0, 10)}.${job.format}`;
      const mime = SHEET_MIME[job.format];
      return sendFile(reply, {
        attachment: { id: job.id, name, mime, size: bytes.length, sha256: '' },
        bytes,
      });
    },
  );
}

function exportView(job: ExportJob): z.infer<typeof ExportView> {
  const { id, format, state, rows, total } = job;
  return {
    id,
    format,
    state,
    rows,
    total,
    failure: job.failure,
    createdAt: iso(job.createdAt),
    finishedAt: isoIf(job.finishedAt),
    expiresAt: iso(job.expiresAt),
  };
}
