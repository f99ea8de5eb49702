import { z } from 'zod';
import { Language } from '../../core/model/codes.js';
import type { TemplateDesk } from '../../desk/template-desk.js';
import { authorise } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import type { Recorder } from '../record.js';
import { TestResult } from './channel-routes.js';

const tags = ['templates'];
export const TemplateView = z
  .object({
    id: z.string(),
    texts: z.array(
      z.object({
        language: Language,
        variant: z.string().meta({ description: 'A channel, `mail` or `plain`; empty for all others' }),
        text: z.string(),
      }),
    ),
    variables: z.array(
      z.object({ name: z.string(), sample: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
    ),
  })
  .meta({ id: 'Template' });
const Choice = z.strictObject({
  id: z.string().min(1).max(100),
  channel: z.string().min(1).max(100),
  account: z.string().min(1).max(200),
  language: Language.default('zh-CN'),
  plain: z.boolean().default(false).meta({ description: 'As for a citizen who asked for plain words' }),
});
export const TemplatePreview = z
  .object({
    subject: z.string().optional(),
    unit: z.enum(['chars', 'wide', 'bytes', 'segments']),
    most: z.number().int().meta({ description: 'Longest message of the channel' }),
    cut: z.boolean(),
    parts: z.array(z.object({ text: z.string(), length: z.number().int() })),
  })
  .meta({ id: 'TemplatePreview' });
const EXAMPLE = { id: 'ticket.review', channel: 'sms', account: 'hub', language: 'zh-CN' };

/** What citizens are told, looked at and tried. */
export function adminTemplateRoutes(app: TypedApp, desk: TemplateDesk, record: Recorder): void {
  app.addHook('preHandler', async (request) => void authorise(request, 'channel.manage'));

  app.get(
    '/templates',
    {
      schema: {
        summary: 'Every text of the hub in both languages, with its variables',
        tags,
        response: { 200: z.object({ items: z.array(TemplateView) }), ...PROBLEMS },
      },
    },
    async () => ({
      items: desk.list().map(({ variables, ...template }) => ({
        ...template,
        variables: variables.map(({ name, sample }) => ({
          name,
          sample: sample instanceof Date ? sample.toISOString() : (sample ?? null),
        })),
      })),
    }),
  );

  app.post(
    '/templates/preview',
    {
      schema: {
        summary: 'A text with values as one channel would send it: its messages, and the length of each',
        tags,
        body: Choice.extend({
          values: z
            .record(z.string().max(40), z.union([z.string().max(5000), z.number(), z.null()]))
            .default({})
            .meta({ description: 'In place of the samples; times as ISO 8601' }),
        }).meta({ examples: [{ ...EXAMPLE, values: { title: '路灯不亮' } }] }),
        response: { 200: TemplatePreview, ...PROBLEMS },
      },
    },
    async (request) => {
      const { values, ...choice } = request.body;
      return desk.preview(choice, values);
    },
  );

  app.post(
    '/templates/test',
    {
      schema: {
        summary: 'Send a text with its samples to an address, marked as a test, also while paused',
        tags,
        body: Choice.extend({ to: z.string().trim().min(1).max(200) }).meta({
          examples: [{ ...EXAMPLE, to: '13812345678' }],
        }),
        response: { 200: TestResult, ...PROBLEMS },
      },
    },
    async (request) => {
      const { to, ...choice } = request.body;
      const { channel, account, id } = choice;
      await record(
        request,
        'channel.test',
        { type: 'channel', id: `${channel}/${account}` },
        { template: id },
      );
      return desk.test(choice, to);
    },
  );
}
