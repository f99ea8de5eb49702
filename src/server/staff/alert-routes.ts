import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { zoneOf } from '../../core/deadline/zone.js';
import type { City } from '../../core/model/city.js';
import { CallWay } from '../../core/model/alert.js';
import type { Clock } from '../../core/ports.js';
import type { AlertMove, EmergencyDesk } from '../../desk/emergency-desk.js';
import { authorise, signedIn } from '../auth/session-gate.js';
import type { StaffService } from '../auth/staff-service.js';
import { CommandBody, commandIdOf } from '../command-id.js';
import { cursorAt, dateOfCursor } from '../cursor.js';
import { IdParams, Instant, PageQuery, PROBLEMS, type TypedApp } from '../http.js';
import { AlertView, alertView } from '../views/alert-view.js';
import { streamNews } from './news-stream.js';

const tags = ['alerts'];
const Text = z.string().trim().min(1).max(2000);
const Centre = z
  .string()
  .trim()
  .regex(/^[0-9-]{3,20}$/, '电话号码只能包含数字');

const Take = CommandBody;
const Call = CommandBody.extend({
  number: Centre,
  way: CallWay.default('phone'),
  calledAt: Instant.optional().meta({ description: 'Now when left out' }),
  text: Text.optional().meta({ description: 'What was handed over' }),
});
const Acknowledge = CommandBody.extend({
  receipt: z.string().trim().min(1).max(200).meta({ description: 'Number under which the centre has it' }),
  number: Centre.optional().meta({ description: 'The centre called last when left out' }),
});
const Words = CommandBody.extend({ text: Text });
const WORDS = {
  note: 'Write something down',
  'false-alarm': 'End an alert without danger, saying why',
  close: 'End an alert that was handed over, with its outcome',
} as const;

export interface AlertRouteDeps {
  alerts: EmergencyDesk;
  city: City;
  clock: Clock;
  staff: Pick<StaffService, 'liveSessions'>;
  /** Calls back when something may have changed at the duty desk; returns how to stop. */
  onAlertNews(onNews: () => void): () => void;
}

/** Ended alerts that a stream looks back on: who saw one open is told of its end. */
const RECENT = 20;

/** 险情警报 at the duty desk. */
export function alertRoutes(app: TypedApp, deps: AlertRouteDeps): void {
  const { alerts, city } = deps;
  const zone = zoneOf(city.profile.timezone);

  app.get(
    '/alerts',
    {
      schema: {
        summary: 'List alerts: the open ones first, oldest first, then the ended ones, newest first',
        tags,
        querystring: PageQuery.extend({
          open: z.stringbool().optional().meta({ description: 'Only open ones, or only ended ones' }),
          ticketId: z.string().max(200).optional(),
          conversationId: z.string().max(200).optional(),
        }),
        response: {
          200: z.object({ items: z.array(AlertView), nextCursor: z.string().optional() }),
          ...PROBLEMS,
        },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const { open, cursor, limit, ...of } = request.query;
      const before = dateOfCursor(cursor);
      // Open ones are few, and are never behind a page.
      const first = open === false || before ? [] : await alerts.list({ ...of, open: true, limit: 500 });
      const rest = open === true ? [] : await alerts.list({ ...of, open: false, before, limit });
      const last = rest.length === limit ? rest.at(-1) : undefined;
      return {
        items: [...first, ...rest].map((alert) => alertView(alert, actor, zone)),
        nextCursor: last && cursorAt(last.openedAt),
      };
    },
  );

  app.get(
    '/alerts/:id',
    {
      schema: {
        summary: 'Read an alert',
        tags,
        params: IdParams,
        response: { 200: AlertView, ...PROBLEMS },
      },
    },
    async (request) => {
      const { actor } = authorise(request, 'conversation.read');
      const alert = await alerts.get(request.params.id);
      request.log.info({ access: 'alert', staff: actor.id, id: alert.id }, 'alert read');
      return alertView(alert, actor, zone);
    },
  );

  const schemaOf = <Body extends z.ZodType>(summary: string, body: Body) => ({
    schema: { summary, tags, params: IdParams, body, response: { 200: AlertView, ...PROBLEMS } },
  });
  const move = async (
    request: FastifyRequest,
    { id, body }: { id: string; body: z.infer<typeof CommandBody> },
    wanted: AlertMove,
  ): Promise<AlertView> => {
    const { actor } = authorise(request, 'conversation.take');
    return alertView(await alerts.move(id, actor, commandIdOf(request, body), wanted), actor, zone);
  };

  app.post('/alerts/:id/take', schemaOf('See to an alert, so that nobody else is rung', Take), (request) =>
    move(request, { ...request.params, body: request.body }, { type: 'take' }),
  );
  app.post(
    '/alerts/:id/call',
    schemaOf('Record that the emergency centre was called, and what it was told', Call),
    (request) => {
      const { number, way, text, calledAt: said } = request.body;
      const calledAt = said === undefined ? undefined : new Date(said);
      return move(
        request,
        { ...request.params, body: request.body },
        { type: 'call', number, way, text, calledAt },
      );
    },
  );
  app.post(
    '/alerts/:id/acknowledge',
    schemaOf('Record the number under which the centre has it', Acknowledge),
    (request) => {
      const { receipt, number } = request.body;
      return move(
        request,
        { ...request.params, body: request.body },
        { type: 'acknowledge', receipt, number },
      );
    },
  );
  for (const type of ['note', 'false-alarm', 'close'] as const)
    app.post(`/alerts/:id/${type}`, schemaOf(WORDS[type], Words), (request) =>
      move(request, { ...request.params, body: request.body }, { type, text: request.body.text }),
    );

  const endings = new Set<AbortController>();
  app.addHook('preClose', async () => {
    for (const ending of endings) ending.abort();
  });

  app.get(
    '/alerts/stream',
    {
      schema: {
        summary: 'Alerts as server-sent events, each whenever it changes; the open ones at once',
        description: 'A hint to sound and to read again: the id of an event is when the alert changed.',
        tags,
        headers: z.object({
          'last-event-id': z.coerce.number().int().nonnegative().optional().catch(undefined),
        }),
        response: PROBLEMS,
      },
    },
    async (request, reply) => {
      const { actor } = authorise(request, 'conversation.read');
      const sessionId = signedIn(request).session.id;
      const ending = new AbortController();
      endings.add(ending);
      const since = deps.clock.now().getTime();
      const source = {
        async read(after: number) {
          const open = await alerts.list({ open: true, limit: 500 });
          const ended = await alerts.list({ open: false, limit: RECENT });
          // What had ended before the stream began is no news.
          const fresh = [...open, ...ended.filter(({ updatedAt }) => updatedAt.getTime() >= since)];
          return fresh
            .map((alert) => ({ seq: alert.updatedAt.getTime(), alert: alertView(alert, actor, zone) }))
            .filter(({ seq }) => seq > after)
            .sort((a, b) => a.seq - b.seq);
        },
        subscribe: (onNews: () => void) => deps.onAlertNews(onNews),
        // Looked at without counting as activity: an open page must not keep an empty chair signed in.
        mayRead: async () =>
          (await deps.staff.liveSessions()).some(({ session }) => session.id === sessionId),
      };
      try {
        await streamNews(reply, 'alert', source, request.headers['last-event-id'] ?? 0, ending.signal);
      } finally {
        endings.delete(ending);
      }
    },
  );
}
