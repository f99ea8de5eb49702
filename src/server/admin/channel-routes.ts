import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccountMode, ChannelOperations } from '../../core/delivery/channel-operations.js';
import { authorise, signedIn } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import { AccountView, accountView } from '../views/readiness-view.js';

const tags = ['admin'];
const AccountParams = z.object({
  channel: z.string().min(1).max(100),
  account: z.string().min(1).max(200),
});
const ActionParams = AccountParams.extend({ action: z.string().min(1).max(100) });
const Empty = z.strictObject({}).nullish();

/** What a test send came to; `code` and `message` when it failed. */
export const TestResult = z
  .object({
    ok: z.boolean(),
    status: z.string().optional(),
    providerId: z.string().optional(),
    kind: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'ChannelTest' });
export const ActionResult = z
  .object({
    text: z.string(),
    qr: z.string().optional().meta({ description: 'To be shown as a QR code' }),
  })
  .meta({ id: 'ActionResult' });

/** How every channel account is, in words for staff, and what administrators do with one while the hub runs. */
export function adminChannelRoutes(app: TypedApp, channels: ChannelOperations): void {
  app.get(
    '/channels',
    {
      schema: {
        summary: 'State of every channel account',
        tags,
        response: { 200: z.object({ items: z.array(AccountView) }), ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'channel.read');
      return { items: (await channels.list()).map(accountView) };
    },
  );

  for (const [verb, { mode, summary }] of Object.entries(MODES)) {
    app.post(
      `/channels/:channel/:account/${verb}`,
      {
        schema: {
          summary,
          tags,
          params: AccountParams,
          body: Empty,
          response: { 200: AccountView, ...PROBLEMS },
        },
      },
      async (request) => {
        authorise(request, 'channel.manage');
        const { channel, account } = request.params;
        audit(request, `channel ${verb}`, `${channel}/${account}`);
        return accountView(await channels.setMode(channel, account, mode));
      },
    );
  }

  app.post(
    '/channels/:channel/:account/test',
    {
      schema: {
        summary: 'Send a test message to an address, also while paused',
        tags,
        params: AccountParams,
        body: z.strictObject({ to: z.string().trim().min(1).max(200) }),
        response: { 200: TestResult, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'channel.manage');
      const { channel, account } = request.params;
      audit(request, 'channel test', `${channel}/${account}`);
      return channels.test(channel, account, request.body.to);
    },
  );

  app.post(
    '/channels/:channel/:account/actions/:action',
    {
      schema: {
        summary: 'Have the account do one of its actions',
        tags,
        params: ActionParams,
        body: Empty,
        response: { 200: ActionResult, ...PROBLEMS },
      },
    },
    async (request) => {
      authorise(request, 'channel.manage');
      const { channel, account, action } = request.params;
      audit(request, `channel action ${action}`, `${channel}/${account}`);
      return channels.act(channel, account, action);
    },
  );
}

const MODES: Readonly<Record<'resume' | 'pause' | 'drain', { mode: AccountMode; summary: string }>> = {
  resume: { mode: 'on', summary: 'Let an account receive and send again' },
  pause: { mode: 'paused', summary: 'Send nothing; go on receiving' },
  drain: { mode: 'drained', summary: 'Take nothing new; send what waits' },
};

function audit(request: FastifyRequest, act: string, subject: string): void {
  request.log.info({ audit: act, staff: signedIn(request).person.id, subject }, act);
}
