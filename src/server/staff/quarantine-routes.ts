import { z } from 'zod';
import type { QuarantineDesk } from '../../desk/quarantine-desk.js';
import type { Recorder } from '../record.js';
import { authorise } from '../auth/session-gate.js';
import { IdParams, Instant, iso, PROBLEMS, type TypedApp } from '../http.js';
import { sendFile } from '../send-file.js';

const tags = ['quarantine'];
export const QuarantineItem = z
  .object({
    id: z.string(),
    channel: z.string(),
    account: z.string(),
    code: z.string(),
    message: z.string(),
    externalId: z.string().optional(),
    messageId: z.string().optional().meta({ description: 'Of a message whose step failed' }),
    conversationId: z.string().optional(),
    at: Instant,
    settled: z
      .object({
        at: Instant,
        by: z.string(),
        messageIds: z.array(z.string()),
        reason: z.string().optional(),
      })
      .optional()
      .meta({ description: 'When, by whom and as what it was taken after all, or why it was given up' }),
  })
  .meta({ id: 'QuarantineItem' });
export const ReplayResult = z
  .object({
    result: z.enum(['taken', 'kept']),
    messageIds: z.array(z.string()),
    code: z.string().optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'QuarantineReplay' });

/** What could not be made into a message: it waits here for a person, and holds nothing else up. */
export function quarantineRoutes(
  app: TypedApp,
  quarantine: Pick<QuarantineDesk, 'list' | 'raw' | 'replay' | 'giveUp'>,
  record: Recorder,
): void {
  app.get(
    '/quarantine',
    {
      schema: {
        summary: 'List what could not be read or worked on',
        tags,
        querystring: z.object({
          limit: z.coerce.number().int().min(1).max(200).default(50),
          which: z
            .enum(['open', 'all'])
            .default('open')
            .meta({ description: '`all`: with what was settled' }),
        }),
        response: { 200: z.object({ items: z.array(QuarantineItem) }), ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'quarantine.read');
      const { limit, which } = request.query;
      const items = await quarantine.list(limit, which);
      return {
        items: items.map(({ rawId: _, at, settled, ...item }) => ({
          ...item,
          at: iso(at),
          settled: settled && { ...settled, at: iso(settled.at) },
        })),
      };
    },
  );

  app.get(
    '/quarantine/:id/raw',
    { schema: { summary: 'The payload as it came, as a download', tags, params: IdParams } },
    async (request, reply) => {
      authorise(request, 'quarantine.open');
      const { id } = request.params;
      const { bytes } = await quarantine.raw(id);
      await record(request, 'quarantine.read', { type: 'quarantine', id });
      // Bytes of a stranger: never shown in a page of ours, whatever they say they are.
      const mime = 'application/octet-stream';
      const attachment = { id, name: `${id}.raw`, mime, size: bytes.length, sha256: '' };
      return sendFile(reply, { attachment, bytes });
    },
  );

  app.post(
    '/quarantine/:id/replay',
    {
      schema: {
        summary: 'Give it to its channel, or to its conversation, once more',
        description: 'Repeating it makes no second message. `kept`: it is still not understood, and stays.',
        tags,
        params: IdParams,
        body: z.strictObject({}).nullish(),
        response: { 200: ReplayResult, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'quarantine.open');
      const { id } = request.params;
      const outcome = await quarantine.replay(id, actor.id);
      await record(request, 'quarantine.replayed', { type: 'quarantine', id }, { result: outcome.type });
      if (outcome.type === 'taken') return { result: 'taken' as const, messageIds: outcome.messageIds };
      const { code, message } = outcome;
      return { result: 'kept' as const, messageIds: [], code, message };
    },
  );

  app.post(
    '/quarantine/:id/give-up',
    {
      schema: {
        summary: 'Say why it need not be taken; it leaves the open list and is kept',
        tags,
        params: IdParams,
        body: z
          .strictObject({ reason: z.string().trim().min(2).max(500) })
          .meta({ examples: [{ reason: '垃圾邮件，无诉求内容' }] }),
        response: { 204: z.null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'quarantine.open');
      const { id } = request.params;
      await record(request, 'quarantine.given-up', { type: 'quarantine', id });
      await quarantine.giveUp(id, actor.id, request.body.reason);
      return reply.code(204).send(null);
    },
  );
}
