import { z } from 'zod';
import type { AccountMode, ChannelOperations } from '../../core/delivery/channel-operations.js';
import { authorise } from '../auth/session-gate.js';
import { PROBLEMS, type TypedApp } from '../http.js';
import type { AuditAction } from '../../core/audit/event.js';
import type { Recorder } from '../record.js';
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
export function adminChannelRoutes(app: TypedApp, channels: ChannelOperations, record: Recorder): void {
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

  for (const [verb, { mode, action, summary }] of Object.entries(MODES)) {
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
        await record(request, action, { type: 'channel', id: `${channel}/${account}` });
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
      await record(request, 'channel.test', { type: 'channel', id: `${channel}/${account}` });
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
      const object = { type: 'channel', id: `${channel}/${account}` };
      await record(request, 'channel.action', object, { action });
      return channels.act(channel, account, action);
    },
  );
}

const MODES: Readonly<
  Record<'resume' | 'pause' | 'drain', { mode: AccountMode; action: AuditAction; summary: string }>
> = {
  resume: { mode: 'on', action: 'channel.resume', summary: 'Let an account receive and send again' },
  pause: { mode: 'paused', action: 'channel.pause', summary: 'Send nothing; go on receiving' },
  drain: { mode: 'drained', action: 'channel.drain', summary: 'Take nothing new; send what waits' },
};
